// How long a run must be to tell of a prediction's dates, and by which periods.

import type { Schemas } from '../../api/client';

type Interval = Schemas['Measure']['interval'];
export type By = 'week' | 'month' | 'quarter' | 'year';

/** As the measure has its values; one of days or of no interval is told by month. */
export function periodOf(interval: Interval | undefined): By {
  return interval === 'week' || interval === 'quarter' || interval === 'year' ? interval : 'month';
}

const daysOf: Record<By, number> = { week: 7, month: 365 / 12, quarter: 365 / 4, year: 365 };

/** Days in a model's time unit. */
export function daysIn(unit: string): number {
  return unit === 'minutes' ? 1 / 1440 : unit === 'hours' ? 1 / 24 : unit === 'weeks' ? 7 : 1;
}

/** Days from the first of these dates' periods to the end of the last one's, in whole periods, with one to spare; at least `least`. */
export function lengthFor(dates: readonly { from_on: string; on_date: string }[], by: By, least: number): number {
  const times = dates.flatMap((row) => [row.from_on, row.on_date]).filter(Boolean).map((day) => Date.parse(day));
  const days = (Math.max(...times) - Math.min(...times)) / 86_400_000;
  const periods = Math.ceil(days / daysOf[by]) + 2;
  return Math.max(Math.ceil(least / daysOf[by]), periods) * daysOf[by];
}
