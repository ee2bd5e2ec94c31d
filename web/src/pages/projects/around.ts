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

/**
 * Where a team's work is done: where its newest project is; for a team without one, the place chosen so far or, when nothing is
 * chosen, the only place that its organisation serves. Otherwise "": a person chooses, nobody guesses.
 */
export async function placeOfTeam(team: string, organisation: Schemas['Organisation'] | undefined, chosen: string): Promise<string> {
  if (team && team !== 'new') {
    const newest = (await body(api.GET('/api/v1/projects', { params: { query: { team_id: Number(team), limit: 1 } } }))).projects[0];
    if (newest) return String(newest.place_id);
  }
  return chosen || (organisation?.serves.length === 1 ? String(organisation.serves[0]!.place_id) : '');
}

/** One's own team, when the projects in which one has a part are all of one; otherwise "". */
export async function ownTeam(): Promise<string> {
  const teams = new Set((await body(api.GET('/api/v1/projects', { params: { query: { mine: true, limit: 100 } } }))).projects.map((one) => one.team_id));
  return teams.size === 1 ? String([...teams][0]) : '';
}
