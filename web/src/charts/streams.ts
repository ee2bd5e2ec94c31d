// The place in one picture: what is agreed above, who works between, and their work running up into what it serves.
//
// Idea      below, a stream for each project while they are few, and one bundle for each locality (organisation, team) when they
//           are many; above, one stream for each pair of locality and objective, as wide as the number of projects in it. So ten
//           thousand projects read as well as six. The part that has published an answer has the blue of an answer
// Promises  pure: the same model and the same places on the page give the same streams

import type { Journey } from './journeys';
import type { VariationIconKind } from './picture';

export interface AnswersGiven {
  as_expected: number;
  better: number;
  worse: number;
  outside: number;
  no_value: number;
  after_data: number;
  restated: number;
}

export interface SignalsSeen {
  improvement: number;
  concern: number;
  neither: number;
  common_cause: number;
}

export const signalWords: Record<keyof SignalsSeen, string> = {
  improvement: 'improving', concern: 'of concern', neither: 'special, neither good nor bad', common_cause: 'varying as usual',
};

export interface StreamObjective {
  id: number;
  name: string;
  href: string;
  dimension: 'health' | 'care' | 'resources';
  /** What is aimed at: "from 14% to 12% by March 2027". */
  aim?: string;
  /** Whose it is, where that is not the place that is shown. */
  agreedBy?: string;
  /** Made up for a demonstration, and marked so. */
  illustrative?: boolean;
  /** Projects that serve it, those of the objectives under it included; and those of them within what is shown. */
  projects: number;
  here: number;
  /** Of the projects, how many are made up. */
  illustrativeProjects: number;
  /** How many objectives stand under it, and those of them that nobody works on, by name. */
  below: number;
  belowUnserved: string[];
  answers: AnswersGiven | null;
  signals: SignalsSeen;
  signal: { name: string; variation: VariationIconKind; recent: (number | null)[]; lastOn: string; illustrative: boolean } | null;
}

/** What stands in the middle: a locality, an organisation or a team. */
export interface StreamNode {
  id: number;
  name: string;
  /** Nearer; none where one is as near as one can be. */
  href: string | null;
  illustrative?: boolean;
  projects: number;
  /** Of these, how many have published an answer; null where that isn't for the reader. */
  answered: number | null;
  /** Of these, how many serve none of the objectives. */
  outside: number;
  /** Of these, how many are made up. */
  illustrativeProjects: number;
}

export interface Stream {
  node: number;
  objective: number;
  projects: number;
  answered: number | null;
}

export interface StreamProject {
  id: number;
  name: string;
  href: string;
  node: number;
  objectives: number[];
  answered: boolean;
  outside: boolean;
  illustrative?: boolean;
  /** Of a published measure of it; never shown beside a locality of a system. */
  variation: VariationIconKind | null;
}

export interface StreamsModel {
  nodesAre: 'locality' | 'organisation' | 'team';
  objectives: StreamObjective[];
  nodes: StreamNode[];
  streams: Stream[];
  /** Each of them while they are few; else none, and nodes count them. */
  projects: StreamProject[];
  /** How many packages travel, and how they went. */
  packages: number;
  journeys: Journey[];
}

/** Where a card stands: the middle of the edge that streams meet, and how wide that edge is. */
export interface Mouth {
  x: number;
  y: number;
  width: number;
}

export interface StreamPath {
  node: number;
  /** 0 for work that serves none: it ends in a ring. */
  objective: number;
  answered: boolean;
  d: string;
  width: number;
}

export interface Ring {
  node: number;
  x: number;
  y: number;
  projects: number;
}

/** The streams and the rings, given where each objective and each node stands. */
export function layStreams(model: StreamsModel, objectives: Map<number, Mouth>, nodes: Map<number, Mouth>): { paths: StreamPath[]; rings: Ring[] } {
  const unit = streamUnit(model, objectives, nodes);
  const paths: StreamPath[] = [];
  const rings: Ring[] = [];

  // Each end of a stream has its slot along its card's edge, in the order of where the other end is: fewer streams cross.
  const slotsAbove = new Map<Stream, number>();
  for (const [id, mouth] of objectives) {
    const arriving = model.streams.filter((stream) => stream.objective === id && nodes.has(stream.node))
      .sort((a, b) => nodes.get(a.node)!.x - nodes.get(b.node)!.x);
    spread(arriving, mouth, unit, slotsAbove);
  }
  const slotsBelow = new Map<Stream, number>();
  for (const [id, mouth] of nodes) {
    const leaving = model.streams.filter((stream) => stream.node === id && objectives.has(stream.objective))
      .sort((a, b) => objectives.get(a.objective)!.x - objectives.get(b.objective)!.x);
    const node = model.nodes.find((one) => one.id === id);
    const outside = node?.outside ? { node: id, objective: 0, projects: node.outside, answered: 0 } : null;
    spread(outside ? [...leaving, outside] : leaving, mouth, unit, slotsBelow);
    if (outside) {
      const x = slotsBelow.get(outside)!;
      const end = { x: mouth.x + mouth.width / 2 + 4, y: mouth.y - 40 };
      paths.push({ node: id, objective: 0, answered: false, width: Math.max(1.5, outside.projects * unit), d: curve({ x, y: mouth.y }, { x: end.x, y: end.y + 9 }) });
      rings.push({ node: id, ...end, projects: outside.projects });
    }
  }

  for (const stream of model.streams) {
    const [above, below] = [slotsAbove.get(stream), slotsBelow.get(stream)];
    if (above === undefined || below === undefined) continue;
    const [top, bottom] = [objectives.get(stream.objective)!, nodes.get(stream.node)!];
    const whole = stream.projects * unit;
    let left = -whole / 2;
    for (const [projects, answered] of [[stream.answered ?? 0, true], [stream.projects - (stream.answered ?? 0), false]] as const) {
      if (projects <= 0) continue;
      const width = projects * unit;
      const shift = left + width / 2;
      left += width;
      paths.push({ node: stream.node, objective: stream.objective, answered, width: Math.max(1.2, width - 0.4),
        d: curve({ x: below + shift, y: bottom.y }, { x: above + shift, y: top.y }) });
    }
  }
  return { paths, rings };
}

export interface LowerPath {
  node: number;
  project: number;
  answered: boolean;
  d: string;
}

/** From each project's mark up to what it stands under. */
export function laySprings(model: StreamsModel, projects: Map<number, Mouth>, feet: Map<number, Mouth>): LowerPath[] {
  return model.projects.flatMap((project) => {
    const [from, to] = [projects.get(project.id), feet.get(project.node)];
    if (!from || !to) return [];
    // They reach the node side by side, in the order in which they stand.
    const siblings = model.projects.filter((one) => one.node === project.node);
    const step = Math.min(4, to.width / siblings.length);
    const x = to.x + (siblings.indexOf(project) - (siblings.length - 1) / 2) * step;
    return [{ node: project.node, project: project.id, answered: project.answered, d: curve({ x: from.x, y: from.y }, { x, y: to.y }) }];
  });
}

export interface Bundle {
  node: number;
  answered: boolean;
  /** A closed shape: as wide as the bar below it at its foot, and as the node at its head. */
  d: string;
}

/** One body of water for each node, where projects are too many to be drawn one by one. */
export function layBundles(model: StreamsModel, bars: Map<number, Mouth>, feet: Map<number, Mouth>): Bundle[] {
  const n = (value: number) => value.toFixed(1);
  return model.nodes.flatMap((node) => {
    const [bar, foot] = [bars.get(node.id), feet.get(node.id)];
    if (!bar || !foot || node.projects === 0) return [];
    const share = (node.answered ?? 0) / node.projects;
    const head = foot.width * Math.min(1, bar.width / (foot.width * 2));
    const middle = (bar.y + foot.y) / 2;
    const piece = (from: number, to: number, answered: boolean): Bundle => {
      const at = (mouth: Mouth, width: number, part: number) => mouth.x - width / 2 + width * part;
      const [a, b, c, d] = [at(bar, bar.width, from), at(bar, bar.width, to), at(foot, head, to), at(foot, head, from)];
      return { node: node.id, answered, d: `M${n(a)} ${n(bar.y)}L${n(b)} ${n(bar.y)}C${n(b)} ${n(middle)} ${n(c)} ${n(middle)} ${n(c)} ${n(foot.y)}`
        + `L${n(d)} ${n(foot.y)}C${n(d)} ${n(middle)} ${n(a)} ${n(middle)} ${n(a)} ${n(bar.y)}Z` };
    };
    return [...(share > 0 ? [piece(0, share, true)] : []), ...(share < 1 ? [piece(share, 1, false)] : [])];
  });
}

/** Pixels a project: as wide as looks well, and narrow enough for the fullest card. */
function streamUnit(model: StreamsModel, objectives: Map<number, Mouth>, nodes: Map<number, Mouth>): number {
  let unit = 3;
  const fit = (mouth: Mouth | undefined, projects: number) => {
    if (mouth && projects > 0) unit = Math.min(unit, (mouth.width * 0.85) / projects);
  };
  for (const [id, mouth] of objectives) fit(mouth, sum(model.streams.filter((stream) => stream.objective === id)));
  for (const [id, mouth] of nodes) {
    fit(mouth, sum(model.streams.filter((stream) => stream.node === id)) + (model.nodes.find((one) => one.id === id)?.outside ?? 0));
  }
  return unit;
}

function sum(streams: readonly Stream[]): number {
  return streams.reduce((total, stream) => total + stream.projects, 0);
}

/** Slots along an edge: streams side by side, with air between them where there is room. */
function spread(streams: Stream[], mouth: Mouth, unit: number, slots: Map<Stream, number>): void {
  const water = sum(streams) * unit;
  const air = streams.length > 1 ? Math.min(10, (mouth.width * 0.9 - water) / (streams.length - 1)) : 0;
  let at = mouth.x - (water + Math.max(0, air) * (streams.length - 1)) / 2;
  for (const stream of streams) {
    const width = stream.projects * unit;
    slots.set(stream, at + width / 2);
    at += width + Math.max(0, air);
  }
}

/** The points of a small line through values, in a box; a gap breaks it. */
export function sparkline(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  let pen = 'M';
  return values.map((value, index) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const x = 2 + (index / (values.length - 1)) * (width - 4);
    const y = high === low ? height / 2 : height - 2 - ((value - low) / (high - low)) * (height - 4);
    const part = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
    return part;
  }).join('');
}

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const middle = (from.y + to.y) / 2;
  const n = (value: number) => value.toFixed(1);
  return `M${n(from.x)} ${n(from.y)}C${n(from.x)} ${n(middle)} ${n(to.x)} ${n(middle)} ${n(to.x)} ${n(to.y)}`;
}
