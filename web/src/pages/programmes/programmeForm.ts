// A programme as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';

export interface ProgrammeValues {
  name: string;
  place_id: string;
  steering_group_id: string;
  about: string;
  initiatives: { id: number | null; name: string; about: string }[];
}

export function newProgramme(place: number | null): ProgrammeValues {
  return { name: '', place_id: place ? String(place) : '', steering_group_id: '', about: '', initiatives: [] };
}

export function programmeValues(it: Schemas['Programme']): ProgrammeValues {
  return { name: it.name, place_id: String(it.place_id), steering_group_id: it.steering_group ? String(it.steering_group.id) : '', about: it.about,
    initiatives: it.initiatives.map(({ id, name, about }) => ({ id, name, about })) };
}

export function programmeInput(values: ProgrammeValues, illustrative: boolean): Schemas['ProgrammeInput'] {
  return { name: values.name.trim(), place_id: Number(values.place_id), steering_group_id: values.steering_group_id ? Number(values.steering_group_id) : null,
    about: values.about.trim(), illustrative, initiatives: values.initiatives.filter((one) => one.name.trim()).map((one) => ({ ...one, name: one.name.trim() })) };
}
