// Issues between places, in words.

import type { Schemas } from '../../api/client';
import { count } from '../../words/numbers';

type Summary = Schemas['InterdependencySummary'];

export const stateWords: Record<Schemas['IssueState'], { text: string; colour: 'blue' | 'orange' | 'purple' | 'aqua-green' }> = {
  open: { text: 'Open', colour: 'blue' },
  escalated: { text: 'Escalated', colour: 'orange' },
  acting: { text: 'Collective action under way', colour: 'purple' },
  resolved: { text: 'Resolved by all', colour: 'aqua-green' },
};

export const actionWords: Record<Schemas['ActionState'], { text: string; colour: 'blue' | 'aqua-green' | 'grey' }> = {
  open: { text: 'To do', colour: 'blue' },
  done: { text: 'Done', colour: 'aqua-green' },
  dropped: { text: 'Dropped', colour: 'grey' },
};

/** The name of a party, with who represents it where it has closed. */
export function partyName(party: Schemas['PartyInIssue']): string {
  return party.represented_by.length ? `${party.party.name}, now ${party.represented_by.join(' and ')}` : party.party.name;
}

export function nameOf(issue: { parties: Schemas['PartyInIssue'][] }, id: number | null): string {
  const party = issue.parties.find((one) => one.id === id);
  return party ? partyName(party) : '';
}

/** "Wigan has not answered for 20 days", "nothing has moved for 5 weeks". */
export function ageText(issue: Summary, age: Schemas['Age']): string {
  const days = count(age.days, 'day');
  if (age.kind === 'no_answer') return `${nameOf(issue, age.party_id)} has not answered for ${days}`;
  if (age.kind === 'no_movement') return `Nothing has moved for ${days}`;
  if (age.kind === 'dropped') return `${nameOf(issue, age.party_id)} dropped an action that all had agreed`;
  if (age.kind === 'nothing_left') return 'Nothing of what was agreed is left to do: is it resolved?';
  return `An action of ${nameOf(issue, age.party_id)} is ${days} past its date`;
}
