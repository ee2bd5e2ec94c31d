// Where estimates and their intervals stand on a scale that the rows of a group share, in hundredths of its width.

import { niceScale } from './scale';

export interface Estimate { estimate: number | null; low: number | null; high: number | null }

export interface EstimateScale {
  /** From 0 to 100. */
  at: (value: number) => number;
  ticks: number[];
  /** Where no change is, if the scale passes through it. */
  nought: number | null;
}

const margin = 4; // so that a mark at an end is whole

/** null where no row has a number. */
export function estimateScale(rows: readonly Estimate[]): EstimateScale | null {
  const values = rows.flatMap((row) => [row.estimate, row.low, row.high]).filter((one): one is number => one !== null);
  if (!values.length) return null;
  // A change is seen against none: nought belongs to a scale that comes near it.
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const wide = most - least || Math.abs(most) || 1;
  if (least > 0 && least < wide) values.push(0);
  if (most < 0 && -most < wide) values.push(0);
  const { min, max, step } = niceScale(values, 5);
  const at = (value: number) => margin + ((100 - 2 * margin) * (value - min)) / (max - min);
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => Number((min + index * step).toPrecision(12)));
  return { at, ticks, nought: min <= 0 && max >= 0 ? at(0) : null };
}
