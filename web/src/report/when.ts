// Moments of a run as dates, where the model begins on one, and the axes that have them.
import { timeTicks } from '../charts/scale';
import { longDate, shortDate, timeToDate } from '../words/dates';
import { number } from '../words/numbers';
import { hoursIn, type FlowReport } from './report';

type Dated = Pick<FlowReport, 'time_unit' | 'begins_on'>;
const hour = 3_600_000;
const unitOf = (report: Dated) => (hoursIn[report.time_unit] ?? 24) * hour;
const beginOf = (report: Dated) => Date.parse(`${report.begins_on}T00:00:00Z`);

/** A moment as the report's data have it, a date with its clock or a time of the run, as a time of the run. */
export function timeOf(moment: string | number, report: Dated): number {
  return typeof moment === 'number' ? moment : (Date.parse(`${moment.slice(0, 10)}T${moment.slice(11) || '00:00'}:00Z`) - beginOf(report)) / unitOf(report);
}

/** "6 April 2026", "6 April 2026 09:00", "200 days". */
export const momentInWords = (moment: string | number, report: Dated) => (typeof moment === 'number' ? `${number(moment)} ${report.time_unit}` : `${longDate(moment)}${moment.slice(10)}`);

/** Of a model with dates: "6 Apr 2026", "6 Apr 2026 09:00". */
export function shortMoment(time: number, report: Dated): string {
  const at = Math.round((beginOf(report) + time * unitOf(report)) / 60_000) * 60_000;
  const clock = new Date(at).toISOString().slice(11, 16);
  return `${shortDate(timeToDate(at))}${clock === '00:00' ? '' : ` ${clock}`}`;
}

export interface AxisTick { at: number; label: string }

/** Ticks of an axis that counts `length` from a time of the run on: days or months, or hours of a run of few days. None without dates. */
export function axisTicks(report: Dated, from: number, length: number, wanted: number): AxisTick[] | null {
  if (!report.begins_on) return null;
  const [unit, begin] = [unitOf(report), beginOf(report) + from * unitOf(report)];
  const end = begin + length * unit;
  const hours = [1, 2, 3, 6, 12].find((step) => (end - begin) / hour / step <= wanted);
  const step = (hours ?? 24) * hour;
  const first = Math.ceil(begin / step - 1e-6) * step;
  const ticks = hours === undefined ? timeTicks(first, end, wanted) : Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, i) => ({ at: first + i * step, label: hourLabel(first + i * step, i === 0) }));
  return ticks.filter((one) => one.at >= begin - 1 && one.at <= end + 1).map((one) => ({ at: (one.at - begin) / unit, label: one.label }));
}

// The day stands below where it begins, and at the first.
function hourLabel(at: number, first: boolean): string {
  const clock = new Date(at).toISOString().slice(11, 16);
  return first || clock === '00:00' ? `${clock}\n${shortDate(timeToDate(at))}` : clock;
}
