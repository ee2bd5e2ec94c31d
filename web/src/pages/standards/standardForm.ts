// Standards and amendments as their forms hold them, and as the contract takes them.

import type { Schemas } from '../../api/client';
import { longDate, parseDate } from '../../words/dates';

export type Standard = Schemas['StandardPage'];
export type Version = Schemas['StandardVersion'];

export interface WordingValues {
  rule: string;
  fixed: string;
  yours: string;
  why_here: string;
}

export interface StandardValues extends WordingValues {
  name: string;
  place_id: string;
  source: string;
  from_on: string;
}

export interface AmendmentValues extends WordingValues {
  name: string;
  why: string;
  proposer: string;
  evidence: { says: string; source: string; link: string; measure_id: number | null }[];
}

export const wordingLabels = { rule: 'What is the same everywhere', fixed: 'Fixed for everyone', yours: 'Yours to decide, without asking', why_here: 'Why it is agreed at this level' } as const;
export const wordingKeys = Object.keys(wordingLabels) as (keyof WordingValues)[];

const words = (it: WordingValues): WordingValues => ({ rule: it.rule, fixed: it.fixed, yours: it.yours, why_here: it.why_here });
const trimmed = (it: WordingValues): WordingValues => ({ rule: it.rule.trim(), fixed: it.fixed.trim(), yours: it.yours.trim(), why_here: it.why_here.trim() });

/** "from 30 March 2015", or "from 2015" where only the year is on record. */
/** Versions that are agreed and not yet in force, the next first. */
export function comingVersions(it: Schemas['Standard']): Schemas['Standard']['versions'] {
  return it.in_force === null ? [] : it.versions.filter((one) => one.number > it.in_force!);
}

export function inForceText(it: { from_on: string | null; from_year_only: boolean }): string {
  return it.from_on ? (it.from_year_only ? String(parseDate(it.from_on)?.year) : longDate(it.from_on)) : '';
}

export function newStandard(place: number | null): StandardValues {
  return { name: '', place_id: place ? String(place) : '', source: '', from_on: '', rule: '', fixed: '', yours: '', why_here: '' };
}

export function standardValues(it: Standard): StandardValues {
  const first = it.versions[0]!;
  return { name: it.name, place_id: String(it.place_id), source: it.source, from_on: first.from_on, ...words(first) };
}

export function standardInput(values: StandardValues, it?: Standard): Schemas['StandardInput'] {
  const first = it?.versions[0];
  return { name: values.name.trim(), place_id: Number(values.place_id), source: values.source.trim(), illustrative: it?.illustrative ?? false, ...trimmed(values),
    from_on: values.from_on, from_year_only: first?.from_on === values.from_on && first.from_year_only };
}

export function newAmendment(standard: Standard): AmendmentValues {
  return { name: '', why: '', proposer: standard.voices.length === 1 ? partyKey(standard.voices[0]!) : '', evidence: [{ says: '', source: '', link: '', measure_id: null }], ...words(standard.versions.at(-1)!) };
}

export function amendmentValues(it: Schemas['AmendmentPage']): AmendmentValues {
  return { name: it.name, why: it.why, proposer: partyKey(it.proposer), evidence: it.evidence.map((one) => ({ ...one })), ...words(it.statements.at(-1)!) };
}

export function amendmentInput(values: AmendmentValues, base: number): Schemas['AmendmentInput'] {
  return { name: values.name.trim(), why: values.why.trim(), proposer: partyOf(values.proposer), base, ...trimmed(values),
    evidence: values.evidence.filter((one) => one.says.trim() || one.source.trim() || one.link.trim()).map((one) => ({ ...one, says: one.says.trim(), source: one.source.trim(), link: one.link.trim() })) };
}

type PartyIds = Schemas['PartyInput'];

/** A party as the value of a choice: "place:3". */
export function partyKey(party: PartyIds): string {
  if (party.place_id) return `place:${party.place_id}`;
  if (party.group_id) return `group:${party.group_id}`;
  return party.organisation_id ? `organisation:${party.organisation_id}` : '';
}

export function partyOf(key: string): PartyIds {
  const [kind, id] = key.split(':');
  return kind ? { [`${kind}_id`]: Number(id) } : {};
}

export const amendmentStates: Record<Schemas['AmendmentState'], { text: string; colour: 'blue' | 'aqua-green' | 'grey' | 'purple' }> = {
  open: { text: 'Open', colour: 'blue' },
  accepted: { text: 'Accepted', colour: 'aqua-green' },
  declined: { text: 'Declined', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'purple' },
};
