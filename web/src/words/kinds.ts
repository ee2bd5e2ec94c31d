// The contract's words as people read them.

import type { Schemas } from '../api/client';
import { fromNow, longDate, today } from './dates';
import { valueText } from './numbers';

export const dimensionWords: Record<Schemas['Dimension'], string> = { health: 'Health', care: 'Care', resources: 'Resources' };

export const organisationKindWords: Record<Schemas['OrganisationKind'], string> = {
  nhs: 'NHS', council: 'Council', primary_care: 'Primary care', voluntary: 'Voluntary sector', university: 'University', industry: 'Industry',
};

export const groupKindWords: Record<Schemas['GroupKind'], string> = {
  clinical_network: 'Clinical network', alliance: 'Alliance', programme: 'Programme', commissioner: 'Commissioner', steering_group: 'Steering group',
};

export const roleWords: Record<Schemas['Role'], string> = {
  team_member: 'Team member', patient_partner: 'Patient partner', project_lead: 'Project lead', mentor: 'Mentor', locality_lead: 'Locality lead',
  executive: 'Executive', system_lead: 'System lead', analyst: 'Analyst', regulator: 'Regulator', administrator: 'Administrator',
};

export const originWords: Record<Schemas['Origin'], string> = {
  own_idea: 'The team’s own idea', prioritised: 'Prioritised by the place', both: 'Own idea, joined with a priority of the place',
};

export const stateWords: Record<Schemas['ProjectState'], { text: string; colour: 'blue' | 'aqua-green' | 'purple' }> = {
  active: { text: 'Under way', colour: 'blue' },
  finished: { text: 'Finished', colour: 'aqua-green' },
  stopped: { text: 'Stopped, with what was learnt', colour: 'purple' },
};

export const driverWords: Record<Schemas['DriverKind'], string> = { primary: 'Primary driver', secondary: 'Secondary driver', change_idea: 'Change idea' };

export const measureKindWords = { outcome: 'Outcome', process: 'Process', balancing: 'Balancing' } as const;

export const directionWords = { up: 'higher is better', down: 'lower is better', neither: 'neither direction is better' } as const;

interface AimInNumbers {
  measure: string;
  unit: string;
  from: number | null;
  to: number | null;
  by: string | null;
}

/** A value with its unit: "52%", "41 days". */
export function withUnit(value: number, unit: string): string {
  const text = valueText(value, { unit });
  return unit && unit !== '%' && unit !== '£' ? `${text} ${unit}` : text;
}

/** "from 52% to 80% by 31 March 2027": how much, by when; what is not known is left out. */
export function aimText(aim: AimInNumbers): string {
  const parts: string[] = [];
  if (aim.from !== null && aim.to !== null) parts.push(`from ${valueText(aim.from, { unit: aim.unit })} to ${withUnit(aim.to, aim.unit)}`);
  else if (aim.to !== null) parts.push(`to ${withUnit(aim.to, aim.unit)}`);
  if (aim.by) parts.push(`by ${longDate(aim.by)}`);
  return parts.join(' ');
}

/** The same of an objective; one whose date has passed says so: "from 30% to 100%, was to be reached by 31 March 2015: 11 years ago". */
export function objectiveAimText(aim: AimInNumbers, now: string = today()): string {
  if (!hasPassed(aim, now)) return aimText(aim);
  const until = `was to be reached by ${longDate(aim.by)}: ${fromNow(aim.by!, now)}`;
  const amount = aimText({ ...aim, by: null });
  return amount ? `${amount}, ${until}` : until;
}

export function hasPassed(aim: { by: string | null }, now: string = today()): boolean {
  return aim.by !== null && aim.by < now;
}

/** The same with what is measured: "Scanned within one hour: from 52% to 80% by 31 March 2027". */
export function aimSentence(aim: AimInNumbers): string {
  const amount = aimText(aim);
  return aim.measure && amount ? `${aim.measure}: ${amount}` : aim.measure || amount;
}
