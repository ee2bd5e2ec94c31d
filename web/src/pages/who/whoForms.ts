// Places, organisations and groups as their forms hold them, and as the contract takes them.

import type { Schemas } from '../../api/client';

export interface CodeValues {
  scheme: string;
  value: string;
}

export interface PlaceValues {
  name: string;
  about: string;
  source: string;
  codes: CodeValues[];
}

export interface OrganisationValues {
  kind: string;
  name: string;
  serves: { place: string; from_on: string; to_on: string }[];
  codes: CodeValues[];
  opened_on: string;
  closed_on: string;
  successors: { organisation: string; on_date: string; note: string }[];
  source: string;
}

export interface GroupValues {
  kind: string;
  name: string;
  about: string;
  source: string;
  /** `who` is "organisation:3" or "person:4". */
  members: { who: string; part: string; from_on: string; to_on: string }[];
}

type Missing = { field: string; title: string }[];

const codesOf = (codes: Schemas['Code'][]): CodeValues[] => codes.map((one) => ({ scheme: one.scheme, value: one.value }));

export const placeValues = (it: Schemas['Place']): PlaceValues => ({ name: it.name, about: it.about, source: it.source, codes: codesOf(it.codes) });

export const placeInput = (values: PlaceValues) => ({ name: values.name.trim(), about: values.about, source: values.source, codes: values.codes });

export const newOrganisation = (place: string): OrganisationValues => ({ kind: '', name: '', serves: [{ place, from_on: '', to_on: '' }], codes: [], opened_on: '', closed_on: '',
  successors: [], source: '' });

export const organisationValues = (it: Schemas['Organisation']): OrganisationValues => ({
  kind: it.kind, name: it.name, serves: it.serves.map((one) => ({ place: String(one.place_id), from_on: one.from_on ?? '', to_on: one.to_on ?? '' })),
  codes: codesOf(it.codes), opened_on: it.opened_on ?? '', closed_on: it.closed_on ?? '',
  successors: it.successors.map((one) => ({ organisation: String(one.organisation_id), on_date: one.on_date ?? '', note: one.note ?? '' })), source: it.source });

export const organisationInput = (values: OrganisationValues, illustrative: boolean): Schemas['OrganisationInput'] => ({
  kind: values.kind as Schemas['OrganisationKind'], name: values.name.trim(), illustrative,
  serves: values.serves.map((one) => ({ place_id: Number(one.place), from_on: one.from_on || null, to_on: one.to_on || null })),
  codes: values.codes, opened_on: values.opened_on || null, closed_on: values.closed_on || null,
  successors: values.successors.map((one) => ({ organisation_id: Number(one.organisation), on_date: one.on_date || null, note: one.note })), source: values.source });

export function missingFromOrganisation(values: OrganisationValues): Missing {
  const missing: Missing = [];
  if (!values.name.trim()) missing.push({ field: 'name', title: 'Give its name' });
  if (!values.kind) missing.push({ field: 'kind', title: 'Say what kind of organisation it is' });
  if (!values.serves.length) missing.push({ field: 'serves', title: 'Add a place that it serves' });
  values.serves.forEach((one, index) => { if (!one.place) missing.push({ field: `serves.${index}.place_id`, title: 'Choose the place, or remove the line' }); });
  values.successors.forEach((one, index) => { if (!one.organisation) missing.push({ field: `successors.${index}.organisation_id`, title: 'Choose the organisation, or remove the line' }); });
  return [...missing, ...missingFromCodes(values.codes)];
}

export function missingFromCodes(codes: CodeValues[]): Missing {
  return codes.flatMap((one, index) => [...(one.scheme.trim() ? [] : [{ field: `codes.${index}.scheme`, title: 'Say whose code it is, or remove the line' }]),
    ...(one.value.trim() ? [] : [{ field: `codes.${index}.value`, title: 'Give the code, or remove the line' }])]);
}

export const newGroup = (): GroupValues => ({ kind: '', name: '', about: '', source: '', members: [] });

export const groupValues = (it: Schemas['Group']): GroupValues => ({ kind: it.kind, name: it.name, about: it.about, source: it.source,
  members: it.members.map((one) => ({ who: one.organisation_id ? `organisation:${one.organisation_id}` : `person:${one.person_id}`, part: one.part, from_on: one.from_on ?? '', to_on: one.to_on ?? '' })) });

export const groupInput = (values: GroupValues, place: number, illustrative: boolean): Schemas['GroupInput'] => ({
  kind: values.kind as Schemas['GroupKind'], name: values.name.trim(), place_id: place, about: values.about, source: values.source, illustrative,
  members: values.members.map((one) => {
    const [kind, id] = one.who.split(':');
    return { organisation_id: kind === 'organisation' ? Number(id) : null, person_id: kind === 'person' ? Number(id) : null, part: one.part, from_on: one.from_on || null, to_on: one.to_on || null };
  }) });

export function missingFromGroup(values: GroupValues): Missing {
  const missing: Missing = [];
  if (!values.name.trim()) missing.push({ field: 'name', title: 'Give its name' });
  if (!values.kind) missing.push({ field: 'kind', title: 'Say what kind of group it is' });
  values.members.forEach((one, index) => { if (!one.who) missing.push({ field: `members.${index}`, title: 'Choose the member, or remove the line' }); });
  return missing;
}

/** A system and its localities, as one chooses among them; the place itself when it is a locality. */
export function placesWithin(all: Schemas['Place'][], id: number): Schemas['Place'][] {
  const system = all.find((one) => one.id === id)?.system_id ?? id;
  return all.filter((one) => one.id === system || one.system_id === system);
}
