// Many organisations or teams in one picture: the largest stand for themselves, the rest together as one.
//
// Why       more than a row of them can neither be told apart nor be reached by their streams without crossing names
// Promises  pure; every project, stream and adoption is in the folded picture once, as it was in the whole one

import type { Journey, JourneyEnd } from './journeys';
import type { Stream, StreamObjective, StreamsModel } from './streams';

/** As many as stand side by side. */
export const mostNodes = 12;
const others = 0;

/** As many cards of objectives as fit beside each other, and how many of them where there are more. */
const mostCards = 7;
const cardsOfMany = 6;

/** Which objectives have a card in the picture; the others have their name alone. Those with most work stand nearest the water. */
export function withCards(objectives: readonly StreamObjective[]): Set<number> {
  const all = [...objectives];
  if (all.length > mostCards) all.sort((a, b) => b.here - a.here || b.projects - a.projects).splice(cardsOfMany);
  return new Set(all.map((one) => one.id));
}

/** `rest`: where the others are listed. */
export function fold(model: StreamsModel, rest: string): StreamsModel {
  if (model.nodes.length <= mostNodes) return model;
  const largest = new Set([...model.nodes].sort((a, b) => b.projects - a.projects).slice(0, mostNodes - 1).map((one) => one.id));
  const folded = model.nodes.filter((one) => !largest.has(one.id));
  const name = `${folded.length} others`;
  const node = (id: number) => (largest.has(id) ? id : others);
  const sum = (of: 'projects' | 'outside' | 'illustrativeProjects') => folded.reduce((total, one) => total + one[of], 0);
  const answered = folded.reduce<number | null>((total, one) => plus(total, one.answered), 0);
  const end = (of: JourneyEnd): JourneyEnd => (of.node === null || largest.has(of.node) ? of : { ...of, node: others, name });
  return {
    ...model,
    nodes: [...model.nodes.filter((one) => largest.has(one.id)), { id: others, name, href: rest, projects: sum('projects'), answered, outside: sum('outside'), illustrativeProjects: sum('illustrativeProjects') }],
    streams: together(model.streams.map((one) => ({ ...one, node: node(one.node) })), (one) => `${one.node} ${one.objective}`,
      (a: Stream, b) => ({ ...a, projects: a.projects + b.projects, answered: plus(a.answered, b.answered) })),
    projects: model.projects.map((one) => ({ ...one, node: node(one.node) })),
    journeys: together(model.journeys.map((one) => ({ ...one, from: end(one.from), to: end(one.to) })), ({ from, to }) => `${from.node ?? `p${from.place}`} ${to.node ?? `p${to.place}`}`, joined)
      .sort((a, b) => b.adoptions - a.adoptions),
  };
}

/** What isn't for the reader stays unknown. */
function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function joined(a: Journey, b: Journey): Journey {
  const named = [...a.named];
  for (const one of b.named) {
    const at = named.findIndex((other) => other.id === one.id);
    if (at < 0) named.push(one);
    else named[at] = { ...named[at]!, adoptions: named[at]!.adoptions + one.adoptions, illustrative_adoptions: named[at]!.illustrative_adoptions + one.illustrative_adoptions };
  }
  // Of packages that weren't named it isn't known whether they are the same: they are counted apart.
  const packages = named.length + (a.packages - a.named.length) + (b.packages - b.named.length);
  return { ...a, adoptions: a.adoptions + b.adoptions, stopped: a.stopped + b.stopped, illustrative: a.illustrative + b.illustrative, packages, named, href: packages === 1 ? a.href : '/packages' };
}

function together<One>(all: readonly One[], key: (one: One) => string, join: (a: One, b: One) => One): One[] {
  const found = new Map<string, One>();
  for (const one of all) {
    const known = found.get(key(one));
    found.set(key(one), known ? join(known, one) : one);
  }
  return [...found.values()];
}
