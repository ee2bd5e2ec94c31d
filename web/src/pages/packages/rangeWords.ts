// What the range of every adopter says in words: counts and limits, never a ranking.

import type { Schemas } from '../../api/client';
import { count, number } from '../../words/numbers';

type Range = Schemas['AdoptersRange'];

/** "+4.2 %", "−1.3 days", "no change". */
export function changeText(by: number, unit: string): string {
  if (Number(by.toPrecision(3)) === 0) return 'no change';
  return `${by > 0 ? '+' : '−'}${number(Math.abs(by))}${unit ? (unit === '%' ? ' points' : ` ${unit}`) : ''}`;
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
  const without = range.places.length - results;
  const stopped = range.stopped ? ` ${count(range.stopped, 'adopter')} stopped; ${range.stopped === 1 ? 'it is' : 'they are'} counted.` : '';
  const none = without ? ` ${count(without, 'place')} ${without === 1 ? 'has' : 'have'} no published result.` : '';
  if (results === 0 || least === null || most === null) return `No place has a published result yet.${adopters.length ? ` ${count(adopters.length, 'place')} took it on.` : ''}${stopped}`;
  if (results === 1) return `One place, probably flattered: ${changeText(least, unit)}. What is published first is what went well, and extremes come back towards the usual.${stopped}${none}`;
  return `From ${changeText(least, unit)} to ${changeText(most, unit)} in ${count(results, 'place')}.${stopped}${none}`;
}
