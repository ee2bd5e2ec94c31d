// Where somebody lands who has just signed in and was on the way to nowhere else.

import type { RoleHeld } from './session.svelte';

/** Who leads or mentors a project: their week. Who leads a locality: it. Everybody else: the place in one picture. */
export function firstPage(roles: readonly RoleHeld[]): string {
  const place = roles.filter((held) => held.place_id !== null);
  const locality = place.find((held) => held.role === 'locality_lead');
  if (locality && place.every((held) => held.role === 'locality_lead')) return `/places/${locality.place_id}`;
  if (!place.length && roles.some((held) => held.role === 'project_lead' || held.role === 'mentor')) return '/week';
  return '/';
}
