// What a project's form offers to choose from: teams, organisations, places, and the objectives of the place.

import { api, body, type Schemas } from '../../api/client';
import { places } from '../../app/places.svelte';

export interface Around {
  places: Schemas['Place'][];
  teams: Schemas['Team'][];
  organisations: Schemas['Organisation'][];
}

/** `staying`: the team that a project has already, dissolved or not. */
export async function around(staying?: number): Promise<Around> {
  const [all, teams, organisations] = await Promise.all([places.all(), body(api.GET('/api/v1/teams', {})), body(api.GET('/api/v1/organisations', {}))]);
  return { places: all, teams: teams.teams.filter((one) => !one.dissolved_on || one.id === staying), organisations: organisations.organisations.filter((one) => !one.closed_on) };
}

export async function objectivesOf(place: string): Promise<Schemas['ObjectiveInPlace'][]> {
  if (!place) return [];
  return (await body(api.GET('/api/v1/places/{id}/direction', { params: { path: { id: Number(place) } } }))).objectives;
}

export async function standardsOf(place: number | undefined): Promise<Schemas['Standard'][]> {
  if (!place) return [];
  return (await body(api.GET('/api/v1/standards', { params: { query: { place_id: place } } }))).standards;
}

/** Where the work of an organisation is done: the place already chosen if it serves that, else a locality that it serves. */
export function placeOf(organisation: Schemas['Organisation'] | undefined, all: Schemas['Place'][], chosen: string): string {
  const served = (organisation?.serves ?? []).map((one) => all.find((place) => place.id === one.place_id)).filter((one) => one !== undefined);
  if (served.some((place) => String(place.id) === chosen)) return chosen;
  const locality = served.find((place) => place.kind === 'locality') ?? served[0];
  return locality ? String(locality.id) : chosen;
}
