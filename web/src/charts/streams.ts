// The place in one picture: what is agreed above, the localities between, and their work running up into what it serves.
//
// Idea      one stream for each pair of locality and objective, as wide as the number of projects in it, so that six hundred
//           projects read as well as six; the part that has published an answer has the blue of an answer
// Promises  pure: the same model and the same places on the page give the same streams

export interface StreamObjective {
  id: number;
  name: string;
  href: string;
  /** "Care", and what is aimed at: "from 14% to 12% by March 2027". */
  dimension: string;
  aim?: string;
  /** Made up for a demonstration, and marked so. */
  illustrative?: boolean;
  /** Projects that serve it, those of the objectives under it included. */
  projects: number;
}

export interface StreamPlace {
  id: number;
  name: string;
  href: string;
  projects: number;
  /** Of these, how many have published an answer. */
  answered: number;
  /** Of these, how many openly serve none of the objectives. */
  outside: number;
}

export interface Stream {
  place: number;
  objective: number;
  projects: number;
  answered: number;
}

export interface StreamsModel {
  objectives: StreamObjective[];
  places: StreamPlace[];
  streams: Stream[];
}

/** Where a card stands: the middle of the edge that streams meet, and how wide that edge is. */
export interface Mouth {
  x: number;
  y: number;
  width: number;
}

export interface StreamPath {
  place: number;
  /** 0 for work that serves none: it ends in a ring. */
  objective: number;
  answered: boolean;
  d: string;
  width: number;
}

export interface Ring {
  place: number;
  x: number;
  y: number;
  projects: number;
}

/** The streams and the rings, given where each objective and each locality stands. */
export function layStreams(model: StreamsModel, objectives: Map<number, Mouth>, places: Map<number, Mouth>): { paths: StreamPath[]; rings: Ring[] } {
  const unit = streamUnit(model, objectives, places);
  const paths: StreamPath[] = [];
  const rings: Ring[] = [];

  // Each end of a stream has its slot along its card's edge, in the order of where the other end is: fewer streams cross.
  const slotsAbove = new Map<Stream, number>();
  for (const [id, mouth] of objectives) {
    const arriving = model.streams.filter((stream) => stream.objective === id && places.has(stream.place))
      .sort((a, b) => places.get(a.place)!.x - places.get(b.place)!.x);
    spread(arriving, mouth, unit, slotsAbove);
  }
  const slotsBelow = new Map<Stream, number>();
  for (const [id, mouth] of places) {
    const leaving = model.streams.filter((stream) => stream.place === id && objectives.has(stream.objective))
      .sort((a, b) => objectives.get(a.objective)!.x - objectives.get(b.objective)!.x);
    const place = model.places.find((one) => one.id === id);
    const outside = place?.outside ? { place: id, objective: 0, projects: place.outside, answered: 0 } : null;
    spread(outside ? [...leaving, outside] : leaving, mouth, unit, slotsBelow);
    if (outside) {
      const x = slotsBelow.get(outside)!;
      const end = { x: mouth.x + mouth.width / 2 + 4, y: mouth.y - 40 };
      paths.push({ place: id, objective: 0, answered: false, width: Math.max(1.5, outside.projects * unit), d: curve({ x, y: mouth.y }, { x: end.x, y: end.y + 9 }) });
      rings.push({ place: id, ...end, projects: outside.projects });
    }
  }

  for (const stream of model.streams) {
    const [above, below] = [slotsAbove.get(stream), slotsBelow.get(stream)];
    if (above === undefined || below === undefined) continue;
    const [top, bottom] = [objectives.get(stream.objective)!, places.get(stream.place)!];
    const whole = stream.projects * unit;
    let left = -whole / 2;
    for (const [projects, answered] of [[stream.answered, true], [stream.projects - stream.answered, false]] as const) {
      if (projects <= 0) continue;
      const width = projects * unit;
      const shift = left + width / 2;
      left += width;
      paths.push({ place: stream.place, objective: stream.objective, answered, width: Math.max(1.2, width - 0.4),
        d: curve({ x: below + shift, y: bottom.y }, { x: above + shift, y: top.y }) });
    }
  }
  return { paths, rings };
}

/** Pixels a project: as wide as looks well, and narrow enough for the fullest card. */
function streamUnit(model: StreamsModel, objectives: Map<number, Mouth>, places: Map<number, Mouth>): number {
  let unit = 3;
  const fit = (mouth: Mouth | undefined, projects: number) => {
    if (mouth && projects > 0) unit = Math.min(unit, (mouth.width * 0.85) / projects);
  };
  for (const [id, mouth] of objectives) fit(mouth, sum(model.streams.filter((stream) => stream.objective === id)));
  for (const [id, mouth] of places) {
    fit(mouth, sum(model.streams.filter((stream) => stream.place === id)) + (model.places.find((one) => one.id === id)?.outside ?? 0));
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

function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const middle = (from.y + to.y) / 2;
  const n = (value: number) => value.toFixed(1);
  return `M${n(from.x)} ${n(from.y)}C${n(from.x)} ${n(middle)} ${n(to.x)} ${n(middle)} ${n(to.x)} ${n(to.y)}`;
}
