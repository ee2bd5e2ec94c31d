// Packages on their way: an arc for each pair of ends, from where a package comes from to where it was taken on.
//
// Idea      an arc hangs below what it joins, the deeper the further apart they stand, so that long ones pass under short ones;
//           what comes from beyond the picture, or goes there, hangs from the name of that place below
// Promises  pure: the same journeys and the same places on the page give the same arcs. However many there are, they stay within
//           the depth that is given

import { illustrativeOf, withIllustrative } from '../words/illustrative';
import type { Mouth } from './streams';

/** A node of the picture, or a place that is none of its nodes. */
export interface JourneyEnd {
  node: number | null;
  place: number;
  name: string;
}

export interface Journey {
  from: JourneyEnd;
  to: JourneyEnd;
  adoptions: number;
  stopped: number;
  /** Of the adoptions, how many are made up. */
  illustrative: number;
  packages: number;
  /** The most adopted of them, at most three. */
  named: { id: number; name: string; illustrative: boolean; adoptions: number; illustrative_adoptions: number }[];
  /** The package, or the list of those that went this way. */
  href: string;
}

export interface Arc {
  journey: Journey;
  d: string;
  width: number;
  /** Where its lowest part is, for its words. */
  x: number;
  y: number;
}

/** "Straight to scan, from Salford to Wigan: adopted once"; of several, how many; and what of it is made up. */
export function journeyWords(one: Journey): string {
  const times = one.adoptions === 1 ? 'adopted once' : `adopted ${one.adoptions.toLocaleString('en-GB')} times`;
  const what = one.packages === 1 ? one.named[0]!.name : `${one.packages.toLocaleString('en-GB')} packages`;
  return withIllustrative(`${what}, from ${one.from.name} to ${one.to.name}: ${times}${one.stopped ? `, ${one.stopped.toLocaleString('en-GB')} stopped since` : ''}`, one.illustrative, one.adoptions);
}

/** `feet`: below the name of each node. `shores`: above the name of each place that is none of them. */
export function layJourneys(journeys: readonly Journey[], feet: Map<number, Mouth>, shores: Map<number, Mouth>, depth: number): Arc[] {
  const most = Math.max(1, ...journeys.map((one) => one.adoptions));
  const ends = (end: JourneyEnd) => (end.node === null ? shores.get(end.place) : feet.get(end.node));
  const standing = journeys.flatMap((journey) => {
    const [from, to] = [ends(journey.from), ends(journey.to)];
    return from && to && from !== to ? [{ journey, from, to }] : [];
  });
  const furthest = Math.max(1, ...standing.map(({ from, to }) => Math.abs(from.x - to.x)));
  const n = (value: number) => value.toFixed(1);
  return standing.map(({ journey, from, to }) => {
    // Side by side where several begin or end, in the order of where they go.
    const slot = (at: Mouth, other: Mouth) => at.x + Math.sign(other.x - at.x) * Math.min(at.width * 0.3, 4 + 10 * Math.abs(other.x - at.x) / furthest);
    const [x1, x2] = [slot(from, to), slot(to, from)];
    const width = 1.6 + 4.4 * (journey.adoptions - 1) / Math.max(1, most - 1);
    const hangs = journey.from.node !== null && journey.to.node !== null;
    if (!hangs) {
      const middle = (from.y + to.y) / 2;
      // Straight up it would lie on the water: it swings out.
      const swing = Math.max(0, 22 - Math.abs(x1 - x2));
      return { journey, width, x: (x1 + x2) / 2, y: middle, d: `M${n(x1)} ${n(from.y)}C${n(x1 + swing)} ${n(middle)} ${n(x2 + swing)} ${n(middle)} ${n(x2)} ${n(to.y)}` };
    }
    const low = Math.max(from.y, to.y) + depth * (0.3 + 0.7 * Math.abs(from.x - to.x) / furthest);
    // A cubic whose handles are at h sinks three quarters of the way to h.
    const handle = (y: number) => y + (low - y) / 0.75;
    return { journey, width, x: (x1 + x2) / 2, y: low, d: `M${n(x1)} ${n(from.y)}C${n(x1)} ${n(handle(from.y))} ${n(x2)} ${n(handle(to.y))} ${n(x2)} ${n(to.y)}` };
  });
}

export interface TravellingPackage {
  id: number;
  name: string;
  /** What of it is made up, in words: the package itself, or its adoptions. */
  mark: string;
  from: string;
  to: string[];
}

/** Journeys by package, the furthest travelled first; null where they are too many to be named. */
export function travelling(journeys: readonly Journey[], most: number): TravellingPackage[] | null {
  const found = new Map<number, TravellingPackage & { adoptions: number; illustrative: boolean; illustrative_adoptions: number }>();
  for (const { named, packages, from, to } of journeys) {
    if (packages > named.length) return null;
    for (const one of named) {
      const known = found.get(one.id) ?? { ...one, adoptions: 0, illustrative_adoptions: 0, mark: '', from: from.name, to: [] };
      known.adoptions += one.adoptions;
      known.illustrative_adoptions += one.illustrative_adoptions;
      if (!known.to.includes(to.name)) known.to.push(to.name);
      found.set(one.id, known);
    }
  }
  if (found.size > most) return null;
  return [...found.values()].sort((a, b) => b.adoptions - a.adoptions).map((one) => ({ ...one, mark: one.illustrative ? 'illustrative' : adoptionsMark(one.illustrative_adoptions, one.adoptions) }));
}

/** Of a package that is real: "adoption illustrative", "adoptions all illustrative", or nothing. */
function adoptionsMark(some: number, all: number): string {
  const mark = illustrativeOf(some, all);
  return mark && `${all === 1 ? 'adoption' : 'adoptions'} ${mark}`;
}
