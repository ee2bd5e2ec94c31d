// What a system's page shows as streams: put together from the direction of the system and of each of its localities.

import type { Schemas } from '../../api/client';
import type { StreamsModel } from '../../charts/streams';
import { aimText, dimensionWords } from '../../words/kinds';

type Direction = Schemas['PlaceDirection'];

/** The objectives that stand highest, and how much of each locality's work runs into each. */
export function systemStreams(system: Direction, localities: Direction[]): StreamsModel {
  const top = system.objectives.filter((objective) => objective.depth === 0);
  const known = new Set(top.map((objective) => objective.id));
  const streams = localities.flatMap((locality) => locality.objectives
    .filter((objective) => known.has(objective.id) && objective.here > 0)
    .map((objective) => ({ place: locality.place.id, objective: objective.id, projects: objective.here, answered: 0 })));
  return {
    objectives: top.map((objective) => ({
      id: objective.id, name: objective.name, href: `/objectives/${objective.id}`, dimension: dimensionWords[objective.dimension],
      aim: aimText(objective.aim), projects: objective.all, illustrative: objective.illustrative,
    })),
    places: localities.map((locality) => ({
      id: locality.place.id, name: locality.place.name, href: `/places/${locality.place.id}`,
      projects: locality.active_projects, answered: 0, outside: locality.unaligned_projects,
    })),
    streams,
  };
}
