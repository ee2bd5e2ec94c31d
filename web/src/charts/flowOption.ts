// What the chart library is told for the pictures of a flow report: bands over time, a curve with its interval, differences with theirs.
import type { EChartsCoreOption } from 'echarts/core';
import { number } from '../words/numbers';

export const ink = '#212b32';
export const quiet = '#4c6272';
export const blue = '#005eb8';
export const concern = '#8a3d00';
const font = 'Arial, "Liberation Sans", sans-serif';

type Series = Record<string, unknown>;
type Value = number | null;

const words = { fontFamily: font, fontSize: 13, color: quiet };
const axis = { axisLabel: words, nameTextStyle: { ...words, color: ink }, axisLine: { lineStyle: { color: '#768692' } }, axisTick: { lineStyle: { color: '#768692' } }, splitLine: { lineStyle: { color: '#e8edee' } } };
const still = { animation: false, textStyle: { fontFamily: font } };

function curve(x: readonly number[], y: readonly Value[], style: Series): Series {
  return { type: 'line', data: x.map((at, i) => [at, y[i] ?? null]), showSymbol: false, silent: true, ...style };
}

/** Between two lines: the lower one unseen, and what is between them stacked upon it. */
function band(name: string, x: readonly number[], low: readonly Value[], high: readonly Value[], color: string): Series[] {
  const between = x.map((_, i) => (low[i] === null || high[i] === null || low[i] === undefined || high[i] === undefined ? null : high[i]! - low[i]!));
  const unseen = { lineStyle: { opacity: 0 }, stack: name, stackStrategy: 'all', silent: true };
  return [curve(x, low, { ...unseen, name: `${name} below` }), curve(x, between, { ...unseen, name, areaStyle: { color, opacity: 1 } })];
}

export interface BandPicture {
  x: number[];
  xName: string;
  length: number;
  bands: { mean: Value[]; median: Value[]; low50: Value[]; high50: Value[]; low90: Value[]; high90: Value[] };
  /** By slice. */
  limit: Value[] | null;
  /** Another mean, to hold beside it. */
  other?: Value[];
  /** When something changes. */
  changes?: number[];
  /** Where the axis has dates. */
  ticks?: { at: number; label: string }[] | null;
  /** How values are written, and the least that the axis reaches up to. */
  format?: (value: number) => string;
  top?: number;
}

/** Ticks where they were worked out, with their words. */
function dated(ticks: NonNullable<BandPicture['ticks']>): Series {
  const at = ticks.map((tick) => tick.at);
  const label = (value: number) => ticks.find((tick) => Math.abs(tick.at - value) < 1e-9 * Math.max(1, Math.abs(value)))?.label ?? '';
  return { axisTick: { ...axis.axisTick, customValues: at }, axisLabel: { ...words, customValues: at, formatter: label, lineHeight: 16, hideOverlap: true } };
}

/** A thin line from top to bottom, with a word above. */
function changesLine(at: number, length: number): Series {
  return { type: 'custom', name: 'changes', silent: true, clip: false, data: [[at, 0]], encode: { x: 0, y: 1 }, z: 3, renderItem: (params: { coordSys: { y: number; height: number } }, api: { coord(at: [number, number]): [number, number] }) => {
    const [x] = api.coord([at, 0]);
    const { y, height } = params.coordSys;
    return { type: 'group', silent: true, children: [
      { type: 'line', shape: { x1: x, y1: y - 4, x2: x, y2: y + height }, style: { stroke: ink, lineWidth: 1 } },
      { type: 'text', style: { text: 'changes', x, y: y - 6, align: at < length * 0.06 ? 'left' : at > length * 0.94 ? 'right' : 'center', verticalAlign: 'bottom', fill: ink, font: `13px ${font}` } },
    ] };
  } };
}

export function bandOption(picture: BandPicture, width: number): EChartsCoreOption {
  const { x, bands, limit, other, ticks } = picture;
  const middle = bands.median.some((one) => one !== null) ? bands.median : bands.mean;
  const all = [...bands.high90, ...bands.mean, ...(limit ?? []), ...(other ?? [])].filter((one): one is number => one !== null);
  return {
    ...still,
    grid: { left: 4, right: 16, top: picture.changes?.length ? 26 : 16, bottom: ticks ? 6 : 30, containLabel: true },
    xAxis: { type: 'value', min: 0, max: picture.length, ...axis, splitLine: { show: false }, ...(ticks ? dated(ticks) : { name: picture.xName, nameLocation: 'middle', nameGap: 28, splitNumber: width < 520 ? 4 : 8, axisLabel: { ...words, formatter: (value: number) => number(value), hideOverlap: true, showMaxLabel: false } }) },
    yAxis: { type: 'value', min: Math.min(0, ...[...bands.low90, ...bands.mean].map((one) => one ?? 0)), max: Math.max(picture.top ?? 1, ...all) * 1.04, ...axis, axisLabel: { ...words, formatter: picture.format ?? number, showMaxLabel: false } },
    series: [
      ...band('nine in ten', x, bands.low90, bands.high90, '#d6e6f5'),
      ...band('half', x, bands.low50, bands.high50, '#9cc3e8'),
      ...(limit === null ? [] : [curve(x, limit, { name: 'limit', step: 'middle', lineStyle: { color: concern, width: 2, type: [7, 5] } })]),
      ...(other ? [curve(x, other, { name: 'other', lineStyle: { color: quiet, width: 1.5 } })] : []),
      curve(x, middle, { name: 'middle', lineStyle: { color: blue, width: 2.5 } }),
      ...(picture.changes ?? []).map((at) => changesLine(at, picture.length)),
    ],
  };
}

export interface CurvePicture { x: number[]; y: Value[]; half: Value[]; xName: string; mark: number | null }

export function curveOption(picture: CurvePicture, width: number): EChartsCoreOption {
  const { x, y, half, mark } = picture;
  const low = y.map((one, i) => (one === null ? null : Math.max(0, one - (half[i] ?? 0))));
  const high = y.map((one, i) => (one === null ? null : Math.min(1, one + (half[i] ?? 0))));
  const percent = (value: number) => `${number(value * 100)}%`;
  return {
    ...still,
    grid: { left: 4, right: 20, top: 20, bottom: 30, containLabel: true },
    xAxis: { type: 'value', min: 'dataMin', max: 'dataMax', minInterval: 1, name: picture.xName, nameLocation: 'middle', nameGap: 28, ...axis, splitLine: { show: false }, splitNumber: width < 520 ? 4 : 8, axisLabel: { ...words, hideOverlap: true, showMaxLabel: false } },
    yAxis: { type: 'value', min: 0, max: Math.min(1, Math.ceil(Math.max(0.1, ...high.map((one) => one ?? 0)) * 10) / 10), ...axis, axisLabel: { ...words, formatter: percent } },
    series: [
      ...band('interval', x, low, high, '#d6e6f5'),
      curve(x, y, { name: 'chance', lineStyle: { color: blue, width: 2.5 }, showSymbol: true, symbol: 'circle', symbolSize: 5, itemStyle: { color: blue } }),
      ...(mark === null ? [] : [{ type: 'line', name: 'there are', silent: true, showSymbol: false, lineStyle: { color: concern, width: 2, type: [7, 5] }, data: [[mark, 0], [mark, 1]] }]),
    ],
  };
}

export interface IntervalRow { name: string; value: number; low: number | null; high: number | null; said: string; sure: boolean }

/** A row a difference: its point, its interval, and where nothing changes. */
export function intervalOption(rows: IntervalRow[], width: number, format: (value: number) => string, unit = ''): EChartsCoreOption {
  const narrow = width < 560;
  const ends = rows.flatMap((row) => [row.value, row.low ?? row.value, row.high ?? row.value, 0]);
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  const room = (most - least || 1) * 0.06;
  const drawRow = (_: unknown, api: { value(i: number): number; coord(at: [number, number]): [number, number] }) => {
    const row = rows[api.value(1)]!;
    const [x, y] = api.coord([row.value, api.value(1)]);
    const [from] = api.coord([row.low ?? row.value, 0]);
    const [to] = api.coord([row.high ?? row.value, 0]);
    const color = row.sure ? blue : '#768692';
    return { type: 'group', silent: true, children: [
      { type: 'line', shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke: color, lineWidth: 3 } },
      { type: 'circle', shape: { cx: x, cy: y, r: 6 }, style: { fill: row.sure ? color : '#fff', stroke: color, lineWidth: 2.5 } },
      { type: 'text', style: { text: row.said, x: Math.max(x - 30, Math.min((from + to) / 2, width - 70)), y: y - 13, align: 'center', verticalAlign: 'bottom', fill: ink, font: `13px ${font}` } },
    ] };
  };
  return {
    ...still,
    grid: { left: 4, right: 28, top: 14, bottom: 32, containLabel: true },
    xAxis: { type: 'value', min: least - room, max: most + room, name: unit ? `difference, ${unit}` : 'difference', nameLocation: 'middle', nameGap: 28, ...axis, splitNumber: narrow ? 3 : 6, axisLabel: { ...words, formatter: format, hideOverlap: true, showMinLabel: false, showMaxLabel: false } },
    yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name), ...axis, axisTick: { show: false }, splitLine: { show: false }, axisLabel: { ...words, color: ink, width: narrow ? 104 : 250, overflow: 'break', lineHeight: 16, interval: 0 } },
    series: [
      { type: 'custom', renderItem: drawRow, data: rows.map((row, at) => [row.value, at]), encode: { x: 0, y: 1 } },
      { type: 'custom', silent: true, data: [[0, 0]], encode: { x: 0, y: 1 }, z: 1, renderItem: (_: unknown, api: { coord(at: [number, number]): [number, number] }) => {
        const [x, top] = api.coord([0, 0]);
        const [, bottom] = api.coord([0, rows.length - 1]);
        const half = rows.length > 1 ? (bottom - top) / (rows.length - 1) / 2 : 40;
        return { type: 'line', silent: true, shape: { x1: x, y1: top - half, x2: x, y2: bottom + half }, style: { stroke: ink, lineWidth: 1.5, lineDash: [3, 3] } };
      } },
    ],
  };
}
