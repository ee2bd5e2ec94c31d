// An SPC picture as instructions to the chart library. A pure function of the picture and its size, so that a test can draw it
// without a browser and the same picture is always the same drawing.

import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GraphicComponentOption, GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { dateToTime } from '../words/dates';
import { valueText } from '../words/numbers';
import { landingIn, meaningStyles, pictureRhythm, type Meaning, type PicturePhase, type PicturePoint, type SpcPicture } from './picture';
import { keepApart, timeSpan, timeTicks, valueScale, type Scale, type TimeSpan } from './scale';
import { piecesWithin } from './target';

export type SpcOption = ComposeOption<CustomSeriesOption | LineSeriesOption | ScatterSeriesOption | GraphicComponentOption
  | GridComponentOption>;
type Series = CustomSeriesOption | LineSeriesOption | ScatterSeriesOption;
interface Graphic {
  type: 'text';
  silent: true;
  z: number;
  x: number;
  y: number;
  style: Record<string, string | number>;
}

const ink = '#212b32';
const quiet = '#4c6272';
const predicted = '#005eb8';
const targetInk = '#7c2855';
const font = 'Arial, "Liberation Sans", sans-serif';

const symbols = { square: 'rect', circle: 'circle', diamond: 'diamond', triangle: 'triangle' } as const;

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  narrow: boolean;
  span: TimeSpan;
  scale: Scale;
  x: (time: number) => number;
  y: (value: number) => number;
}

export interface EventFlag {
  time: number;
  label: string;
  /** The number that stands for it in a narrow picture, where a list under the chart gives the words. */
  number: number;
}

/** What is marked by an upright line: the events, and each place where the limits were drawn afresh. */
export function eventFlags(picture: SpcPicture): EventFlag[] {
  const redrawn = picture.phases.slice(1).map((phase) => ({
    date: phase.from,
    label: phase.reason ? `Limits redrawn: ${phase.reason}` : 'Limits redrawn',
  }));
  const span = timeSpan(picture);
  const drawn = picture.events.filter((event) => dateToTime(event.date) >= span.from && dateToTime(event.date) <= span.to);
  return [...drawn, ...redrawn]
    .sort((a, b) => a.date.localeCompare(b.date))
    .map((event, index) => ({ time: dateToTime(event.date), label: event.label, number: index + 1 }));
}

export function frameOf(picture: SpcPicture, width: number, height: number): Frame {
  const narrow = width < 560;
  const scale = valueScale(picture);
  const longest = Math.max(...axisValues(scale).map((value) => axisText(value, picture).length));
  const left = Math.max(28, longest * 7.2 + 14);
  const right = width - (narrow ? 70 : 118);
  const labels = eventFlags(picture).length + (picture.prediction ? 1 : 0);
  const rows = Math.min(2, labels);
  const top = (picture.illustrative ? 28 : 18) + rows * 18;
  const bottom = height - 42;
  const span = timeSpan(picture);
  const inset = 10;  // so that the first and last marks are whole
  return {
    width, height, left, right, top, bottom, narrow, span, scale,
    x: (time) => left + inset + ((time - span.from) / (span.to - span.from)) * (right - left - 2 * inset),
    y: (value) => bottom - ((value - scale.min) / (scale.max - scale.min)) * (bottom - top),
  };
}

/** The time at a pixel, for finding the point nearest to a pointer. */
export function timeAtPixel(frame: Frame, pixel: number): number {
  const share = (pixel - frame.left - 10) / (frame.right - frame.left - 20);
  return frame.span.from + share * (frame.span.to - frame.span.from);
}

export function spcOption(picture: SpcPicture, width: number, height: number): SpcOption {
  const frame = frameOf(picture, width, height);
  const perPixel = (frame.span.to - frame.span.from) / (frame.right - frame.left - 20);
  const ticks = timeTicks(frame.span.from, frame.span.to, Math.max(2, Math.floor((frame.right - frame.left) / (frame.narrow ? 48 : 62))), isMonthly(picture));
  const tickLabels = new Map(ticks.map((tick) => [tick.at, tick.label]));
  const axis = { fontFamily: font, fontSize: 13, color: quiet };
  return {
    animation: false,
    grid: { left: frame.left, right: width - frame.right, top: frame.top, bottom: height - frame.bottom, containLabel: false },
    xAxis: {
      type: 'value',
      min: frame.span.from - 10 * perPixel,
      max: frame.span.to + 10 * perPixel,
      axisLine: { lineStyle: { color: quiet } },
      axisTick: { customValues: ticks.map((tick) => tick.at) },
      axisLabel: { ...axis, customValues: ticks.map((tick) => tick.at), formatter: (at: number) => tickLabels.get(at) ?? '', lineHeight: 16 },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: frame.scale.min,
      max: frame.scale.max,
      interval: frame.scale.step,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...axis, formatter: (value: number) => axisText(value, picture) },
      splitLine: { lineStyle: { color: '#edf1f2' } },
    },
    series: [
      ...baselines(picture, frame),
      ...fan(picture),
      ...limitLines(picture, frame),
      ...targetLines(picture, frame),
      ...uprights(picture, frame),
      valueLine(picture),
      outsideRings(picture),
      ...marks(picture, frame),
      { id: 'cursor', type: 'scatter', data: [], symbol: 'circle', symbolSize: 22, z: 9, silent: true, clip: false,
        itemStyle: { color: 'transparent', borderColor: ink, borderWidth: 2.5 } },
    ],
    graphic: { elements: [...lineLabels(picture, frame), ...flagLabels(picture, frame), ...stars(picture, frame), ...stamp(picture, frame)] },
  };
}

/** Labelled by months, not by days between them. */
function isMonthly(picture: SpcPicture): boolean {
  return pictureRhythm(picture) === 'month';
}

/** The ring round the point that is being read out. */
export function cursorOption(point: PicturePoint | null): SpcOption {
  const data = point && point.value !== null ? [[dateToTime(point.date), point.value]] : [];
  return { series: [{ id: 'cursor', type: 'scatter', data }] };
}

function axisValues(scale: Scale): number[] {
  const values: number[] = [];
  for (let value = scale.min; value <= scale.max + scale.step / 2; value += scale.step) values.push(value);
  return values;
}

function axisText(value: number, picture: SpcPicture): string {
  return valueText(Number(value.toPrecision(10)), picture.writing);
}

/** Pale ground under the points that the limits rest on, where these are not the whole phase. */
function baselines(picture: SpcPicture, frame: Frame): Series[] {
  return picture.phases.filter((phase) => phase.baselineUntil && phase.baselineUntil < phase.to).map((phase) => {
    const [from, until] = [dateToTime(phase.from), dateToTime(phase.baselineUntil!)];
    return polygon([[from, frame.scale.max], [until, frame.scale.max], [until, frame.scale.min], [from, frame.scale.min]], '#f0f4f5', 0);
  });
}

function fan(picture: SpcPicture): Series[] {
  const rows = picture.prediction?.rows ?? [];
  if (rows.length === 0) return [];
  if (rows.length === 1) return singleInterval(rows[0]!);
  const band = (low: 'low50' | 'low90', high: 'high50' | 'high90', opacity: number) => polygon([
    ...rows.map((row) => [dateToTime(row.date), row[high]] as [number, number]),
    ...[...rows].reverse().map((row) => [dateToTime(row.date), row[low]] as [number, number]),
  ], `rgba(0, 94, 184, ${opacity})`, 1);
  return [
    band('low90', 'high90', 0.13),
    band('low50', 'high50', 0.2),
    { type: 'line', data: rows.map((row) => [dateToTime(row.date), row.median]), symbol: 'none', silent: true, z: 2,
      lineStyle: { color: predicted, width: 2, type: [5, 4] } },
  ];
}

/** A prediction of one date: its two intervals as nested bars with the median across. */
function singleInterval(row: { date: string; median: number; low50: number; high50: number; low90: number; high90: number }): Series[] {
  const at = dateToTime(row.date);
  return [{
    type: 'custom', silent: true, z: 1, data: [[at, row.median]],
    renderItem: (_, api) => {
      const px = (value: number) => api.coord([at, value]) as [number, number];
      const bar = (low: number, high: number, half: number, opacity: number) => ({
        type: 'rect' as const,
        shape: { x: px(high)[0]! - half, y: px(high)[1]!, width: 2 * half, height: px(low)[1]! - px(high)[1]! },
        style: { fill: `rgba(0, 94, 184, ${opacity})` },
      });
      const [x, y] = px(row.median);
      return { type: 'group', children: [
        bar(row.low90, row.high90, 11, 0.16), bar(row.low50, row.high50, 11, 0.26),
        { type: 'line', shape: { x1: x - 15, x2: x + 15, y1: y, y2: y }, style: { stroke: predicted, lineWidth: 2.5 } },
      ] };
    },
  }];
}

function polygon(corners: [number, number][], fill: string, z: number): Series {
  return {
    type: 'custom', silent: true, z, clip: true, data: [corners[0]!],
    renderItem: (_, api) => ({ type: 'polygon', shape: { points: corners.map((corner) => api.coord(corner)) }, style: { fill } }),
  };
}

/** Each phase has its own mean and limits, broken where the next begins; the last is carried on, paler, under a prediction. */
function limitLines(picture: SpcPicture, frame: Frame): Series[] {
  const lines: Series[] = [];
  const draw = (from: number, to: number, value: number, dash: number[] | 'solid', width: number, opacity = 1) =>
    lines.push({ type: 'line', data: [[from, value], [to, value]], symbol: 'none', silent: true, z: 2,
      lineStyle: { color: quiet, width, type: dash, opacity } });
  // A limit that follows each point's denominator steps half way between points.
  const stepped = (points: [number, number | null][]) => lines.push({ type: 'line', step: 'middle', symbol: 'none', silent: true, z: 2, connectNulls: false,
    data: points.map(([at, limit]) => [at, limit === null || limit < frame.scale.min || limit > frame.scale.max ? '-' : limit]),
    lineStyle: { color: quiet, width: 1.4, type: [6, 5] } });
  picture.phases.forEach((phase, index) => {
    const next = picture.phases[index + 1];
    const [from, to] = [dateToTime(phase.from), next ? gapBefore(phase, next) : dateToTime(phase.to)];
    const carried = !next && frame.span.to > to ? frame.span.to : null;
    for (const side of ['lower', 'upper'] as const) {
      const limit = phase[side];
      if (phase.lines) stepped(phase.lines.map((one) => [dateToTime(one.date), one[side]]));
      if (limit === null || limit < frame.scale.min || limit > frame.scale.max) continue;
      if (!phase.lines) draw(from, to, limit, [6, 5], 1.4);
      if (carried) draw(to, carried, limit, [2, 6], 1.2, 0.75);
    }
    if (phase.mean !== null) {
      draw(from, to, phase.mean, 'solid', 1.4);
      if (carried) draw(to, carried, phase.mean, [2, 6], 1.2, 0.75);
    }
  });
  return lines;
}

function gapBefore(phase: PicturePhase, next: PicturePhase): number {
  const [end, start] = [dateToTime(phase.to), dateToTime(next.from)];
  return end + (start - end) * 0.35;
}

function targetLines(picture: SpcPicture, frame: Frame): Series[] {
  return piecesWithin(picture.targets, frame.span.from, frame.span.to).map((piece) => ({
    type: 'line', data: [[piece.from, piece.value], [piece.to, piece.toValue]], symbol: 'none', silent: true, z: 2,
    lineStyle: { color: targetInk, width: 1.8, type: [12, 4, 2, 4] },
  }));
}

function uprights(picture: SpcPicture, frame: Frame): Series[] {
  const upright = (time: number, dash: number[] | 'solid', width: number): Series => ({
    type: 'line', data: [[time, frame.scale.min], [time, frame.scale.max]], symbol: 'none', silent: true, z: 3,
    lineStyle: { color: ink, width, type: dash },
  });
  const lines = eventFlags(picture).map((flag) => upright(flag.time, 'solid', 1.2));
  if (picture.prediction) lines.push(upright(dateToTime(picture.prediction.due), [2, 3], 1.4));
  return lines;
}

function valueLine(picture: SpcPicture): Series {
  return { id: 'values', type: 'line', connectNulls: false, symbol: 'none', silent: true, z: 4,
    data: picture.points.map((point) => [dateToTime(point.date), point.value ?? '-']),
    lineStyle: { color: '#768692', width: 1.3, join: 'round' } };
}

function outsideRings(picture: SpcPicture): Series {
  const outside = picture.points.filter((point) => ['above', 'below'].includes(landingIn(picture, point) ?? ''));
  return { type: 'scatter', silent: true, clip: false, z: 5, symbol: 'circle', symbolSize: 19,
    data: outside.map((point) => [dateToTime(point.date), point.value]),
    itemStyle: { color: 'transparent', borderColor: ink, borderWidth: 1.4, borderType: [3, 2] } };
}

function marks(picture: SpcPicture, frame: Frame): Series[] {
  const room = (frame.right - frame.left) / Math.max(1, picture.points.length);
  const size = Math.max(5, Math.min(frame.narrow ? 9 : 10.5, room * 0.75));
  const factor = { square: 0.92, circle: 1.12, diamond: 1.35, triangle: 1.25 };
  return (Object.keys(meaningStyles) as Meaning[]).map((meaning) => {
    const style = meaningStyles[meaning];
    return {
      id: `marks-${meaning}`, type: 'scatter', silent: true, clip: false, z: 6,
      data: picture.points.filter((point) => point.value !== null && point.meaning === meaning).map((point) => ({
        value: [dateToTime(point.date), point.value!],
        symbol: symbols[style.shape],
        symbolRotate: style.shape === 'triangle' && point.rules.some((rule) => /_low|_down/.test(rule)) ? 180 : 0,
        symbolSize: size * factor[style.shape],
        itemStyle: point.ghosted
          ? { color: '#fff', borderColor: quiet, borderWidth: 1.3, borderType: [2, 2] }
          : { color: style.fill, borderColor: style.outline, borderWidth: 1.4, opacity: 1 },
      })),
    };
  });
}

/** Names and values of the lines, at the right edge and kept apart. */
function lineLabels(picture: SpcPicture, frame: Frame): Graphic[] {
  const last = picture.phases.at(-1);
  const wanted: { value: number; name: string; ink: string; bold?: boolean }[] = [];
  const add = (value: number | null | undefined, name: string, colour: string, bold = false) => {
    if (value !== null && value !== undefined && value >= frame.scale.min && value <= frame.scale.max) wanted.push({ value, name, ink: colour, bold });
  };
  add(last?.upper, 'Upper limit', quiet);
  add(last?.mean, picture.centre ?? 'Mean', quiet, true);
  add(last?.lower, 'Lower limit', quiet);
  const aimed = piecesWithin(picture.targets, frame.span.to, frame.span.to)[0];
  add(aimed?.value, 'Target', targetInk, true);
  const median = picture.prediction?.rows.at(-1)?.median;
  add(median, 'Predicted', predicted, true);
  const heights = keepApart(wanted.map((one) => frame.y(one.value)), frame.narrow ? 32 : 16, frame.top, frame.bottom);
  return wanted.map((one, index) => text(
    `${frame.narrow ? `${one.name.replace(' limit', '')}\n` : `${one.name} `}${valueText(one.value, picture.writing)}`,
    frame.right + 6, heights[index]!, { fill: one.ink, bold: one.bold, middle: true }));
}

interface FlagPlace {
  text: string;
  x: number;
  row: number;
  due: boolean;
  /** Its words end at the line instead of beginning there: this is where they end. */
  endsAt?: number;
}

/** Words above each upright line where all of them fit in two rows; otherwise numbers, whose words stand in a list below. */
export function layFlags(picture: SpcPicture, frame: Frame): { words: boolean; places: FlagPlace[] } {
  const flags = eventFlags(picture);
  const due = picture.prediction ? frame.x(dateToTime(picture.prediction.due)) : null;
  const place = (words: boolean): FlagPlace[] | null => {
    const wanted = flags.map((flag) => ({ text: words ? flag.label : String(flag.number), at: frame.x(flag.time), due: false }));
    if (due !== null) wanted.push({ text: words ? 'Answer due' : 'due', at: due, due: true });
    const ends = [-Infinity, -Infinity];
    const places: FlagPlace[] = [];
    for (const one of wanted.sort((a, b) => a.at - b.at)) {
      const width = one.text.length * 7.2 + 8;
      // The words begin at their line or, where the room ends, end at it.
      const beside = one.at - 4 + width > frame.width ? one.at + 4 - width : one.at - 4;
      if (words && beside < 0) return null;  // there is room on neither side
      const x = Math.max(frame.left, words && !one.due ? beside : Math.min(one.at - width / 2, frame.width - width - 2));
      if (words && x > one.at) return null;
      const row = ends.findIndex((end) => end <= x);
      if (row < 0 && words) return null;
      places.push({ text: one.text, x, row: Math.max(0, row), due: one.due, ...(words && !one.due && x < one.at - 4 && { endsAt: one.at + 4 }) });
      ends[Math.max(0, row)] = x + width;
    }
    return places;
  };
  const words = frame.narrow ? null : place(true);
  return words ? { words: true, places: words } : { words: false, places: place(false) ?? [] };
}

function flagLabels(picture: SpcPicture, frame: Frame): Graphic[] {
  return layFlags(picture, frame).places.map((one) =>
    text(one.text, one.endsAt ?? one.x, frame.top - 14 - one.row * 18, { fill: one.due ? predicted : ink, bold: true, middle: true, right: one.endsAt !== undefined }));
}

function stamp(picture: SpcPicture, frame: Frame): Graphic[] {
  if (!picture.illustrative) return [];
  // Above the plot and its flags: on a small picture everything below is taken by the line and its limits.
  return [text('Illustrative figures', frame.left, 8, { fill: quiet, middle: true })];
}

/** Where there is a value that isn't told: at the foot, so that it stands for no height. */
function stars(picture: SpcPicture, frame: Frame): Graphic[] {
  return picture.points.filter((point) => point.suppressed).map((point) => text('*', frame.x(dateToTime(point.date)) - 3, frame.bottom - 14, { fill: ink, bold: true }));
}

function text(words: string, x: number, y: number, style: { fill: string; bold?: boolean; middle?: boolean; right?: boolean }): Graphic {
  return { type: 'text', silent: true, z: 8, x, y, style: {
    text: words, fill: style.fill, font: `${style.bold ? 'bold ' : ''}13px ${font}`,
    verticalAlign: style.middle ? 'middle' : 'top', align: style.right ? 'right' : 'left',
    stroke: '#fff', lineWidth: 3, lineHeight: 15,
  } };
}
