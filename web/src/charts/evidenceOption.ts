// What the chart library is told for the pictures of evidence: lines over time, sites in a funnel, and estimates with their intervals.
import type { EChartsCoreOption } from 'echarts/core';
import { number } from '../words/numbers';

const ink = '#212b32';
const quiet = '#4c6272';
const blue = '#005eb8';
const orange = '#c55200';
const font = 'Arial, "Liberation Sans", sans-serif';
const words = { fontFamily: font, fontSize: 13, color: quiet };
const axis = { axisLabel: { ...words, formatter: (value: number) => number(value, 4), hideOverlap: true }, nameTextStyle: { ...words, color: ink }, axisLine: { lineStyle: { color: '#768692' } }, splitLine: { lineStyle: { color: '#e8edee' } } };
const still = { animation: false, textStyle: { fontFamily: font } };
const grid = { left: 8, right: 20, top: 16, bottom: 34, containLabel: true };

export type Pair = [number, number | null];
type Broken = [number | null, number | null];

interface Line { name: string; data: Pair[]; dashed?: boolean }
export interface LinesPicture { lines: Line[]; points: Pair[]; labels: string[] | null; xName: string }

const colours = [blue, orange];

/** Lines over time, and what was measured as points. Where times have names, they are counted from 0. */
export function linesOption({ lines, points, labels, xName }: LinesPicture, width: number): EChartsCoreOption {
  return {
    ...still, grid,
    xAxis: { type: 'value', min: 'dataMin', max: 'dataMax', name: xName, nameLocation: 'middle', nameGap: 28, ...axis, splitNumber: width < 520 ? 3 : 8, minInterval: labels ? 1 : undefined, axisLabel: { ...axis.axisLabel, formatter: (value: number) => (labels ? labels[value] ?? '' : number(value, 6)) }, splitLine: { show: false } },
    yAxis: { type: 'value', scale: true, ...axis },
    series: [
      ...(points.length ? [{ type: 'scatter', data: points, symbolSize: 6, itemStyle: { color: quiet }, silent: true }] : []),
      ...lines.map((one, index) => ({ type: 'line', name: one.name, data: one.data, showSymbol: false, silent: true, lineStyle: { color: colours[index % 2], width: 2.5, type: one.dashed ? [7, 5] : 'solid' } })),
    ],
  };
}

export interface FunnelPicture { sites: { name: string; size: number; value: number; outside: boolean; marked: boolean }[]; curves: { size: number; low_95: number; high_95: number; low_998: number; high_998: number }[]; target: number; xName: string; perCent: boolean }

/** Sites with their names as far as there is room, the marked one and those outside first. */
export function funnelOption({ sites, curves, target, xName, perCent }: FunnelPicture): EChartsCoreOption {
  const curve = (key: 'low_95' | 'high_95' | 'low_998' | 'high_998', type: 'solid' | number[]) => ({ type: 'line', data: curves.map((one) => [one.size, one[key]]), showSymbol: false, silent: true, lineStyle: { color: quiet, width: 1.5, type } });
  const label = { show: true, position: 'right', formatter: ({ name }: { name: string }) => name, ...words, fontSize: 12 };
  const dot = ({ name, size, value, outside, marked }: FunnelPicture['sites'][number]) => ({ name, value: [size, value], symbol: outside ? 'diamond' : 'circle', symbolSize: outside || marked ? 12 : 8,
    itemStyle: { color: outside ? orange : blue, borderColor: ink, borderWidth: 1 }, label: marked ? { ...label, color: ink, fontWeight: 'bold' } : label });
  const first = (one: FunnelPicture['sites'][number]) => (one.marked ? 0 : one.outside ? 1 : 2);
  return {
    ...still, grid,
    xAxis: { type: 'value', min: 0, name: xName, nameLocation: 'middle', nameGap: 28, ...axis, splitLine: { show: false } },
    yAxis: { type: 'value', scale: true, ...axis, ...(perCent ? { axisLabel: { ...axis.axisLabel, formatter: (value: number) => `${number(value * 100, 2)}%` } } : {}) },
    series: [curve('low_998', 'solid'), curve('high_998', 'solid'), curve('low_95', [4, 4]), curve('high_95', [4, 4]),
      { type: 'line', data: curves.map((one) => [one.size, target]), showSymbol: false, silent: true, lineStyle: { color: ink, width: 1.5 } },
      { type: 'scatter', data: sites.toSorted((a, b) => first(a) - first(b)).map(dot), silent: true, labelLayout: { hideOverlap: true } }],
  };
}

export interface IntervalsPicture { rows: { name: string; value: number; low: number | null; high: number | null }[]; none: number; upright: boolean; name: string }

/** Estimates with their intervals: below one another (a forest), or upright beside one another (by time since a change). */
export function intervalsOption({ rows, none, upright, name }: IntervalsPicture, width: number): EChartsCoreOption {
  const at = (index: number, value: number | null): Broken => (upright ? [index, value] : [value, index]);
  const data: Broken[] = rows.flatMap((one, index) => [at(index, one.low), at(index, one.high), [null, null] as Broken]);
  const names = { type: 'category', data: rows.map((one) => one.name), axisLabel: { ...words, interval: upright && width < 520 ? 'auto' : upright ? 'auto' : 0, width: width < 520 ? 90 : 220, overflow: 'truncate' }, axisTick: { show: false }, axisLine: { lineStyle: { color: '#768692' } }, inverse: !upright, ...(upright ? { name, nameLocation: 'middle', nameGap: 28, nameTextStyle: words } : {}) };
  const values = { type: 'value', scale: true, ...axis, ...(upright ? {} : { name, nameLocation: 'middle', nameGap: 28 }) };
  const ends = [at(-0.5, none), at(rows.length - 0.5, none)];
  return {
    ...still, grid,
    xAxis: upright ? names : values,
    yAxis: upright ? values : names,
    series: [
      { type: 'line', data: rows.length > 1 ? [at(0, none), at(rows.length - 1, none)] : ends, showSymbol: false, silent: true, lineStyle: { color: ink, width: 1, type: [4, 4] } },
      { type: 'line', data, showSymbol: false, silent: true, connectNulls: false, lineStyle: { color: blue, width: 2 } },
      { type: 'scatter', data: rows.map((one, index) => at(index, one.value)), symbol: 'rect', symbolSize: 9, itemStyle: { color: blue }, silent: true },
    ],
  };
}
