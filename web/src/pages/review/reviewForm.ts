// What was decided, as its form holds it and as the contract takes it; and the words of decisions.

import type { Schemas } from '../../api/client';
import { today } from '../../words/dates';

export const decisionWords: Record<Schemas['ReviewDecision'], string> = { continue: 'Continue', adapt: 'Adapt', spread: 'Spread it', finish: 'Finish', stop: 'Stop' };
export const outcomeWords: Record<Schemas['HelpOutcome'], string> = { waiting: 'Not yet', given: 'Given', not_given: 'Not given' };

export interface RecordValues {
  held_on: string;
  decision: string;
  reason: string;
  attended: string;
  help: { id: number | null; what: string; who: string; by_on: string }[];
}

export function recordValues(review: Schemas['Review'] | null, day: string | null): RecordValues {
  const record = review?.record;
  if (!record || review?.withdrawn) return { held_on: day && day <= today() ? day : today(), decision: '', reason: '', attended: '', help: [] };
  return { held_on: record.held_on, decision: record.decision, reason: record.reason, attended: record.attended.join('\n'),
    help: record.help.map((one) => ({ id: one.id, what: one.what, who: one.who, by_on: one.by_on ?? '' })) };
}

export function recordInput(values: RecordValues): Schemas['ReviewInput'] {
  return { held_on: values.held_on, decision: values.decision as Schemas['ReviewDecision'], reason: values.reason.trim(),
    attended: values.attended.split('\n').map((one) => one.trim()).filter(Boolean),
    help: values.help.filter((one) => one.what.trim() || one.who.trim()).map((one) => ({ id: one.id, what: one.what.trim(), who: one.who.trim(), by_on: one.by_on || null })) };
}
