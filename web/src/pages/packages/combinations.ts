// The question that combinations answer, as the page holds it and as the address keeps it, so that it can be sent to others.

import type { Schemas } from '../../api/client';

export type Condition = Schemas['ConditionOfAdoption'];

/** In the order in which the contract gives memberships. */
export const conditions: { key: Condition; of: 'People' | 'Context' | 'Complexity'; text: string; usually: 'helps' | 'hinders' | 'nothing' }[] = [
  { key: 'dedicated_spanner', of: 'People', text: 'A dedicated boundary spanner', usually: 'helps' },
  { key: 'spanner_days', of: 'People', text: 'A boundary spanner with enough days a week', usually: 'helps' },
  { key: 'driven_locally', of: 'People', text: 'Somebody on the spot who drives it', usually: 'helps' },
  { key: 'supported', of: 'Context', text: 'The support it needs', usually: 'helps' },
  { key: 'partnered', of: 'Context', text: 'The partners it needs', usually: 'helps' },
  { key: 'starts_low', of: 'Context', text: 'A low start', usually: 'nothing' },
  { key: 'much_changes', of: 'Complexity', text: 'Much else changing at the same time', usually: 'hinders' },
  { key: 'complex', of: 'Complexity', text: 'High complexity', usually: 'hinders' },
];
export const groups = ['People', 'Context', 'Complexity'] as const;
const first: Condition[] = ['dedicated_spanner', 'driven_locally', 'supported', 'complex'];

export interface Question {
  /** change, kept_up */
  by: string;
  slot: string;
  at_least: string;
  fully_out: string;
  fully_in: string;
  /** none, result */
  stopped: string;
  days: string;
  absence: boolean;
  /** no, helps, hinders, nothing */
  asked: Record<Condition, string>;
}

const none = (): Record<Condition, string> => Object.fromEntries(conditions.map((one) => [one.key, 'no'])) as Record<Condition, string>;

/** How many of the adopters said each condition before results. */
export function saidBy(found: Pick<Schemas['Combinations'], 'cases'>): Record<Condition, number> {
  const before = found.cases.filter((one) => one.why_out !== 'no-conditions' && one.why_out !== 'conditions-late');
  return Object.fromEntries(conditions.map((one, at) => [one.key, before.filter((each) => each.memberships[at] !== null && each.memberships[at] !== undefined).length])) as Record<Condition, number>;
}

/** What the page begins with: one or two of people, context and complexity, of those that enough adopters said. */
export function suggested(found: Pick<Schemas['Combinations'], 'cases' | 'measures' | 'fewest'>): Question {
  const said = saidBy(found);
  const asked = none();
  for (const one of conditions) if (first.includes(one.key) && said[one.key] >= found.fewest) asked[one.key] = one.usually;
  const measure = found.measures.find((one) => one.direction !== 'neither');
  return { by: measure ? 'change' : 'kept_up', slot: String(measure?.slot ?? ''), at_least: '', fully_out: '', fully_in: '', stopped: 'none', days: '2.5', absence: false, asked };
}

export function toQuery(question: Question): Record<string, string | null> {
  const asked = conditions.filter((one) => question.asked[one.key] !== 'no').map((one) => `${one.key}:${question.asked[one.key]}`).join(',');
  const change = question.by === 'change';
  return { by: question.by, slot: change ? question.slot : null, at_least: change ? question.at_least : null, out: change ? question.fully_out : null, in: change ? question.fully_in : null,
    stopped: question.stopped === 'result' ? 'result' : null, ask: asked, days: question.asked.spanner_days === 'no' ? null : question.days, absence: question.absence ? 'true' : null };
}

/** None where the address asks nothing. */
export function fromQuery(query: URLSearchParams): Question | null {
  const asks = query.get('ask');
  if (!asks) return null;
  const asked = none();
  for (const part of asks.split(',')) {
    const [key, how] = part.split(':');
    if (key && key in asked && (how === 'helps' || how === 'hinders' || how === 'nothing')) asked[key as Condition] = how;
  }
  return { by: query.get('by') === 'kept_up' ? 'kept_up' : 'change', slot: query.get('slot') ?? '', at_least: query.get('at_least') ?? '', fully_out: query.get('out') ?? '', fully_in: query.get('in') ?? '',
    stopped: query.get('stopped') === 'result' ? 'result' : 'none', days: query.get('days') ?? '2.5', absence: query.get('absence') === 'true', asked };
}

const typed = (text: string) => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));

export function toInput(question: Question): Schemas['CombinationsQuestion'] {
  const change = question.by === 'change';
  return {
    success: change
      ? { by: 'change', slot: Number(question.slot), at_least: typed(question.at_least) ?? 0, fully_out: typed(question.fully_out), fully_in: typed(question.fully_in), stopped_is_none: question.stopped === 'none' }
      : { by: 'kept_up', stopped_is_none: true },
    conditions: conditions.filter((one) => question.asked[one.key] !== 'no').map((one) => ({ condition: one.key, expected: question.asked[one.key] as 'helps' | 'hinders' | 'nothing' })),
    days: typed(question.days) ?? 2.5, absence: question.absence, consistency: 0.8, pri: 0.5, min_cases: 1,
  };
}

/** What can be seen to be missing before anything is asked. */
export function missing(question: Question): { field: string; title: string }[] {
  const out: { field: string; title: string }[] = [];
  const numbers: [string, string, string][] = [['success.at_least', question.at_least, 'Say from which improvement on it is success'], ['success.fully_out', question.fully_out, ''], ['success.fully_in', question.fully_in, ''], ['days', question.days, 'Say how many days']];
  for (const [field, text, title] of numbers) {
    if (question.by !== 'change' && field.startsWith('success')) continue;
    if (field === 'days' && question.asked.spanner_days === 'no') continue;
    if (title && !text.trim()) out.push({ field, title });
    else if (text.trim() && !Number.isFinite(typed(text))) out.push({ field, title: 'Enter a number' });
  }
  return out;
}

export const whyOut: Record<string, string> = {
  'no-conditions': 'recorded no conditions',
  'conditions-late': 'recorded its conditions after a result was known',
  'condition-not-said': 'left one of these conditions unsaid',
  'not-measured': 'does not measure it',
  'not-published': 'has not published its result',
  'too-few-values': 'has too few values yet: three before and three after are needed',
  'too-early': 'began less than half a year ago',
};

/** A degree as it was chosen, where it is one of the four. */
export function degreeText(membership: number | null | undefined): string {
  if (membership === null || membership === undefined) return 'not said';
  if (membership <= 0) return 'no';
  if (membership >= 1) return 'yes';
  if (Math.abs(membership - 1 / 3) < 1e-9) return 'rather not';
  if (Math.abs(membership - 2 / 3) < 1e-9) return 'rather';
  return membership.toFixed(2);
}

/** "0.87", "1"; never a 1 that isn't one. */
export function fitText(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–';
  return share >= 1 - 1e-12 ? '1' : Math.min(0.99, share).toFixed(2);
}
