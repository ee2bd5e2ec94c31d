// What the range of every adopter says in words: counts and limits, never a ranking.

import type { Schemas } from '../../api/client';
import { count, number } from '../../words/numbers';

type Range = Schemas['AdoptersRange'];

/** "+4.2 %", "−1.3 days", "no change". */
export function changeText(by: number, unit: string): string {
  if (Number(by.toPrecision(3)) === 0) return 'no change';
  return `${by > 0 ? '+' : '−'}${number(Math.abs(by))}${unit ? (unit === '%' ? ' points' : ` ${unit}`) : ''}`;
}

/** The 95 % interval of one place's change, where its error is known. */
export function intervalOf(change: Schemas['MeasuredChange']): [number, number] | null {
  return change.standard_error === null ? null : [change.by - 1.96 * change.standard_error, change.by + 1.96 * change.standard_error];
}

/** "−4.1 to +0.9 points". */
export function intervalText(low: number, high: number, unit: string): string {
  const bare = (value: number) => changeText(value, '').replace('no change', '0');
  return `${bare(low)} to ${bare(high)}${unit ? (unit === '%' ? ' points' : ` ${unit}`) : ''}`;
}

/** Why the places aren't put together yet; nothing where there is no adopter with a result. */
export function withoutYet(range: Range): string {
  const known = range.places.filter((one) => !one.origin && one.change);
  if (known.length === 0) return '';
  const sure = known.filter((one) => one.change!.standard_error !== null).length;
  if (sure >= range.fewest_together) return 'Their changes could not be put together.';
  return `From ${count(range.fewest_together, 'adopter')} on, each with six values before and six after, this shows what they say together, and what the next place may expect. So far ${sure === 0 ? 'none has' : sure === 1 ? 'one has' : `${sure} have`} them.`;
}

export const whyNone: Record<string, string> = {
  'not-published': 'measured, not published',
  'too-few-values': 'too few values yet: three before and three after are needed',
  'no-baseline': 'published without a baseline to compare with',
  'not-measured': 'not measured here',
};

export function rangeSentence(range: Range): string {
  const { with_result: results, least, most, unit } = range;
  const adopters = range.places.filter((one) => !one.origin);
  const stopped = range.stopped ? ` ${count(range.stopped, 'adopter')} stopped; ${range.stopped === 1 ? 'it is' : 'they are'} counted.` : '';
  // Which they are, and why, is said of few; of more it stands in the table.
  const without = range.places.filter((one) => !one.change);
  const named = (one: (typeof without)[number]) => `${one.place_name}${one.origin ? ', where it comes from,' : ''}`;
  const none = without.length === 0 ? '' : without.length === 1 && without[0]!.why_none ? ` ${named(without[0]!)} has no published result: ${whyNone[without[0]!.why_none]}.`
    : ` ${count(without.length, 'place')} have no published result${without.some((one) => one.origin) ? `, among them ${without.find((one) => one.origin)!.place_name}, where it comes from` : ''}.`;
  if (results === 0 || least === null || most === null) return `No place has a published result yet.${adopters.length ? ` ${count(adopters.length, 'place')} took it on.` : ''}${stopped}`;
  if (results === 1) return `One place, probably flattered: ${changeText(least, unit)}. What is published first is what went well, and extremes come back towards the usual.${stopped}${none}`;
  return `From ${changeText(least, unit)} to ${changeText(most, unit)} in ${count(results, 'place')}.${stopped}${none}`;
}
