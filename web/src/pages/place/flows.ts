// What the picture of a place shows, put together from what the server counted.

import type { Schemas } from '../../api/client';
import type { StreamsModel } from '../../charts/streams';
import { objectiveAimText } from '../../words/kinds';

export type Home = Schemas['Home'];

/** How near one looks: a place, an organisation's work in it, or a team's. Each has an address of its own. */
export interface Zoom {
  place: number;
  organisation?: number;
  team?: number;
}

export function zoomAddress({ place, organisation, team }: Zoom): string {
  return `/places/${place}${organisation ? `/organisations/${organisation}` : ''}${team ? `/teams/${team}` : ''}`;
}

/** Of what stands in the middle: a step nearer. None for a team that is looked at, and for the system's own work. */
function nearer(home: Home, node: number): string | null {
  if (home.nodes_are === 'locality') return node === home.place.id ? null : zoomAddress({ place: node });
  if (home.nodes_are === 'organisation') return zoomAddress({ place: home.place.id, organisation: node });
  const unnamed = !home.nodes.find((one) => one.id === node)?.name;  // not told to who may not see teams
  return home.team || unnamed ? null : zoomAddress({ place: home.place.id, organisation: home.organisation!.id, team: node });
}

/** The package that went this way; of several, the list of them. */
function journeyAddress({ from, to, packages, named }: Home['journeys'][number]): string {
  return packages === 1 ? `/packages/${named[0]!.id}` : `/packages?place=${from.place_id}&adopted_in=${to.place_id}`;
}

/** `query` goes along on the way nearer: which of the three aims is looked at. */
export function streamsOf(home: Home, query = ''): StreamsModel {
  const cards: StreamsModel['objectives'] = [];
  for (const { objective, answers, signals, signal } of home.objectives) {
    const card = cards.at(-1);
    if (objective.depth > 0 && card) {
      card.below++;
      if (objective.unserved) card.belowUnserved.push(objective.name);
      continue;
    }
    cards.push({
      id: objective.id, name: objective.name, href: `/objectives/${objective.id}`, dimension: objective.dimension, aim: objectiveAimText(objective.aim),
      agreedBy: objective.place_id === home.place.id ? undefined : objective.place_name, illustrative: objective.illustrative,
      projects: objective.all, here: objective.here, illustrativeProjects: objective.illustrative_projects, below: 0, belowUnserved: [], answers, signals,
      signal: signal && { name: signal.measure_name, variation: signal.variation, recent: signal.recent, lastOn: signal.last_on, illustrative: signal.illustrative },
    });
  }
  return {
    nodesAre: home.nodes_are,
    objectives: cards,
    nodes: home.nodes.map((node) => {
      const href = nearer(home, node.id);
      const whole = home.nodes_are === 'locality' && node.id === home.place.id;
      return { id: node.id, name: whole ? `${node.name} as a whole` : node.name || 'A team', href: href && href + query, illustrative: node.illustrative,
        projects: node.projects, answered: node.answered, outside: node.outside, illustrativeProjects: node.illustrative_projects };
    }),
    streams: home.streams.map(({ node, objective, projects, answered }) => ({ node, objective, projects, answered })),
    projects: home.projects.map((one) => ({ id: one.id, name: one.name, href: `/projects/${one.id}`, node: one.node, objectives: one.objectives,
      answered: one.answered, outside: one.outside, illustrative: one.illustrative, variation: one.variation })),
    packages: home.packages_travelling,
    journeys: home.journeys.map((one) => ({ from: { node: one.from.node, place: one.from.place_id, name: one.from.name }, to: { node: one.to.node, place: one.to.place_id, name: one.to.name },
      adoptions: one.adoptions, stopped: one.stopped, illustrative: one.illustrative_adoptions, packages: one.packages, named: one.named, href: journeyAddress(one) })),
  };
}
