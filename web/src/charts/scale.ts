// The axes of a chart over time: ends and ticks that read well, worked out before anything is drawn so that labels can be
// kept apart in pixels.

import { dateToTime } from '../words/dates';
import type { SpcPicture } from './picture';
import { piecesWithin, turnsOf } from './target';

export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** A scale of about `wanted` steps of 1, 2 or 5 times a power of ten that holds every value. */
export function niceScale(values: readonly number[], wanted = 6): Scale {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { min: 0, max: 1, step: 0.2 };
  // A chart whose values come near zero starts there; otherwise variation fills the picture.
  if (low > 0 && low < (high - low) * 0.75) low = 0;
  if (high === low) {
    const margin = Math.abs(high) > 0 ? Math.abs(high) * 0.1 : 1;
    low -= margin;
    high += margin;
  }
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999)!;
  const tidy = (value: number) => Number(value.toPrecision(12));
  return { min: tidy(Math.floor(low / step + 1e-9) * step), max: tidy(Math.ceil(high / step - 1e-9) * step), step: tidy(step) };
}

/** Everything of a picture that has a height. A share never leaves 0–100 %; a count or a wait never goes below nought. */
export function valueScale(picture: SpcPicture): Scale {
  const values: number[] = [];
  const add = (value: number | null | undefined) => {
    if (value !== null && value !== undefined && Number.isFinite(value)) values.push(value);
  };
  for (const point of picture.points) add(point.value);
  const observedLow = Math.min(...values);
  for (const phase of picture.phases)
    for (const lines of phase.lines ?? [phase]) [lines.mean, lines.lower, lines.upper].forEach(add);
  for (const row of picture.prediction?.rows ?? []) [row.low90, row.high90].forEach(add);
  const span = timeSpan(picture);
  for (const piece of piecesWithin(picture.targets, span.from, span.to)) [piece.value, piece.toValue].forEach(add);
  const scale = niceScale(values);
  if (observedLow >= 0 && scale.min < 0) scale.min = 0;
  const whole = picture.writing.percent ? 1 : picture.writing.unit === '%' ? 100 : Infinity;
  if (scale.max > whole && Math.max(...picture.points.map((point) => point.value ?? 0)) <= whole) scale.max = whole;
  return scale;
}

export interface TimeTick {
  at: number;
  label: string;
}

const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const day = 86_400_000;

/** Ticks on first days of months (or on days, for a short series that isn't monthly), as many as have room; the year stands where it changes. */
export function timeTicks(from: number, to: number, wanted: number, monthly = false): TimeTick[] {
  const days = (to - from) / day;
  if (days <= 0) return [{ at: from, label: dayLabel(from, true) }];
  if (days < wanted * 20 && !(monthly && days > 45)) {
    const step = [1, 2, 7, 14].find((candidate) => days / candidate <= wanted) ?? 14;
    const ticks: TimeTick[] = [];
    for (let at = from; at <= to + 1; at += step * day) ticks.push({ at, label: dayLabel(at, false) });
    return withYears(ticks);
  }
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((candidate) => days / 30.44 / candidate <= wanted) ?? 120;
  const start = new Date(from);
  const ticks: TimeTick[] = [];
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month++) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > to + day) break;
    if (at >= from - day && month % step === 0) {
      ticks.push({ at, label: step >= 12 ? String(Math.floor(month / 12)) : shortMonths[month % 12]! });
    }
  }
  return step >= 12 ? ticks : withYears(ticks);
}

function dayLabel(at: number, year: boolean): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${shortMonths[date.getUTCMonth()]}${year ? ` ${date.getUTCFullYear()}` : ''}`;
}

function withYears(ticks: TimeTick[]): TimeTick[] {
  let shown = 0;
  return ticks.map((tick) => {
    const year = new Date(tick.at).getUTCFullYear();
    if (year === shown) return tick;
    shown = year;
    return { ...tick, label: `${tick.label}\n${year}` };
  });
}

export interface TimeSpan {
  from: number;
  to: number;
}

export function timeSpan(picture: SpcPicture): TimeSpan {
  const times = [
    ...picture.points.map((point) => dateToTime(point.date)),
    ...(picture.prediction ? [...picture.prediction.rows.map((row) => dateToTime(row.date)), dateToTime(picture.prediction.due)] : []),
  ].filter(Number.isFinite);
  if (times.length === 0) return { from: 0, to: day };
  const [from, last] = [Math.min(...times), Math.max(...times)];
  // A test that began after the last value, and a target that is to come, have their place too, unless it would take the room of the values.
  const later = [...picture.events.map((event) => event.date), ...turnsOf(picture.targets)].map(dateToTime).filter((at) => at > last && at - last < (last - from) / 3);
  const to = Math.max(last, ...later);
  return from === to ? { from: from - 15 * day, to: to + 15 * day } : { from, to };
}

/** Moves labels apart so that none stands on another, as little as possible, keeping their order and staying in the frame. */
export function keepApart(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  for (let pass = 0; pass < 20; pass++) {
    let moved = false;
    for (let i = 1; i < order.length; i++) {
      const overlap = gap - (order[i]!.at - order[i - 1]!.at);
      if (overlap > 0.01) {
        order[i - 1]!.at -= overlap / 2;
        order[i]!.at += overlap / 2;
        moved = true;
      }
    }
    if (order.length && order[0]!.at < low) order[0]!.at = low;
    const last = order[order.length - 1];
    if (last && last.at > high) last.at = high;
    if (!moved) break;
  }
  const placed: number[] = [];
  for (const { at, index } of order) placed[index] = at;
  return placed;
}
