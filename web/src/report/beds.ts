// How many beds a service has: at a moment, over a slice, and at the least and the most. The steps are the program's.
import { number } from '../words/numbers';
import type { FlowReport, Scenario } from './report';

/** [from this time of the run on, so many beds], until the next. */
export type BedStep = [number, number];

/** Of a service with a limit that is known at each time; null elsewhere. */
export const stepsOf = (scenario: Scenario, service: number): BedStep[] | null => scenario.beds?.[service] ?? null;

export function bedsAt(steps: readonly BedStep[], time: number): number {
  let low = 0;
  let high = steps.length;
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if (steps[half]![0] <= time) low = half;
    else high = half;
  }
  return steps[low]![1];
}

/** The mean of each of so many slices of one length. */
export function meansOf(steps: readonly BedStep[], from: number, slice: number, slices: number): number[] {
  const sums = new Array<number>(slices).fill(0);
  steps.forEach(([begin, beds], i) => {
    const ends = Math.min(steps[i + 1]?.[0] ?? Infinity, from + slice * slices);
    for (let at = Math.max(0, Math.floor((begin - from) / slice)); at < slices && from + at * slice < ends; at++) {
      sums[at]! += beds * Math.max(0, Math.min(ends, from + (at + 1) * slice) - Math.max(begin, from + at * slice));
    }
  });
  return sums.map((sum) => Number((sum / slice).toPrecision(9))); // as many as there are, and not a rounding more
}

/** "26", or "0 to 3" where there are more and fewer. */
export function rangeWords(steps: readonly BedStep[]): string {
  const beds = steps.map((step) => step[1]);
  const [least, most] = [Math.min(...beds), Math.max(...beds)];
  return least === most ? number(least) : `${number(least)} to ${number(most)}`;
}

/** The beds of a service that are the same at all times that are counted; null where they aren't, or nobody knows. */
export function alwaysBeds(report: FlowReport, scenario: Scenario, service: number): number | null {
  const steps = stepsOf(scenario, service);
  if (steps) return steps.length === 1 ? steps[0]![1] : null;
  if (scenario.beds) return null;
  return report.parts.services[service]!.varies ? null : (scenario.services[service]!.beds ?? null); // numbers that aren't known exactly: their mean
}
