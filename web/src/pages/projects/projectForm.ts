// A project as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';
import { aimInput, aimValues, emptyAim, noAim, type AimValues } from '../../parts/aimForm';
import { noText, ownText, textInput, type OwnText } from '../../parts/words';

export interface ProjectValues {
  name: string;
  /** The id of a team, or "new" for one that is not here yet. */
  team: string;
  /** The id of an organisation, or "new" for one that is not here yet. */
  new_organisation: string;
  new_organisation_name: string;
  new_organisation_kind: string;
  new_team: string;
  place_id: string;
  aim: string;
  aim_in_numbers: AimValues;
  origin: string;
  /** Ids of objectives, or "none", openly. */
  serves: string[];
  what_matters: OwnText;
  taking_part: OwnText;
  review_on: string;
}

export function newProject(place: number | null, objective: number | null): ProjectValues {
  return { name: '', team: '', new_organisation: '', new_organisation_name: '', new_organisation_kind: '', new_team: '', place_id: place ? String(place) : '', aim: '', aim_in_numbers: { ...noAim }, origin: '',
    serves: objective ? [String(objective)] : [], what_matters: { ...noText }, taking_part: { ...noText }, review_on: '' };
}

/** A project with what was written along: one's own texts are the form's, those of others stand beside it. */
export type ProjectWithTexts = Schemas['Project'] & { texts: Schemas['Text'][] };

export function projectValues(it: ProjectWithTexts, person: number | undefined): ProjectValues {
  return { name: it.name, team: String(it.team_id), new_organisation: '', new_organisation_name: '', new_organisation_kind: '', new_team: '', place_id: String(it.place_id), aim: it.aim, aim_in_numbers: aimValues(it.aim_in_numbers),
    origin: it.origin, serves: it.serves_none ? ['none'] : it.objective_ids.map(String), 
    what_matters: ownText(it.texts, 'what_matters', person), taking_part: ownText(it.texts, 'taking_part', person), review_on: it.review_on ?? '' };
}

export function projectInput(values: ProjectValues, texts: readonly Schemas['Text'][], person: number | undefined): Schemas['ProjectInput'] {
  const none = values.serves.includes('none');
  return {
    name: values.name.trim(),
    team_id: values.team && values.team !== 'new' ? Number(values.team) : null,
    new_team: values.team === 'new' ? { organisation_id: Number(values.new_organisation), name: values.new_team.trim() } : null,
    place_id: Number(values.place_id),
    aim: values.aim.trim(),
    aim_in_numbers: emptyAim(values.aim_in_numbers) ? null : aimInput(values.aim_in_numbers),
    origin: values.origin as Schemas['Origin'],
    objective_ids: none ? [] : values.serves.filter(Boolean).map(Number),
    serves_none: none,
    what_matters: textInput(values.what_matters, texts, 'what_matters', person),
    taking_part: textInput(values.taking_part, texts, 'taking_part', person),
    review_on: values.review_on || null,
  };
}

export function missingFromProject(values: ProjectValues): { field: string; title: string }[] {
  const missing = [];
  if (!values.name.trim()) missing.push({ field: 'name', title: 'Give the project a name' });
  if (!values.team) missing.push({ field: 'team_id', title: 'Choose the team whose project it is' });
  if (values.team === 'new' && !values.new_organisation) missing.push({ field: 'new_team.organisation_id', title: 'Choose the organisation of the team' });
  if (values.team === 'new' && values.new_organisation === 'new') {
    if (!values.new_organisation_name.trim()) missing.push({ field: 'new_organisation_name', title: 'Enter the name of the organisation' });
    if (!values.new_organisation_kind) missing.push({ field: 'new_organisation_kind', title: 'Say what kind of organisation it is' });
  }
  if (values.team === 'new' && !values.new_team.trim()) missing.push({ field: 'new_team.name', title: 'Enter the name of the team' });
  if (!values.aim.trim()) missing.push({ field: 'aim', title: 'Say what you are trying to achieve' });
  if (!values.place_id) missing.push({ field: 'place_id', title: 'Choose where the work is done' });
  if (!values.origin) missing.push({ field: 'origin', title: 'Say where the project comes from' });
  if (values.serves.filter(Boolean).length === 0) missing.push({ field: 'objective_ids', title: 'Choose an objective that it serves, or openly none' });
  return missing;
}
