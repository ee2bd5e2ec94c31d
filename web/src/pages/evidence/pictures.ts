// Which picture an answer asks for, from its own tables.

import type { Schemas } from '../../api/client';
import type { FunnelPicture, IntervalsPicture, LinesPicture, Pair } from '../../charts/evidenceOption';

type Row = Record<string, unknown>;
export type Picture = { kind: 'lines'; picture: LinesPicture; says: string; key: string } | { kind: 'funnel'; picture: FunnelPicture; says: string; key: string } | { kind: 'intervals'; picture: IntervalsPicture; says: string; key: string };

const figure = (row: Row, key: string) => (typeof row[key] === 'number' ? (row[key] as number) : null);
const most = 60; // intervals that can be told apart

/** `marked`: the site that a reader looks for. */
export function pictureOfAnswer(answer: Pick<Schemas['EvidenceAnswer'], 'tables' | 'estimates' | 'options'>, marked?: string): Picture | null {
  const of = (name: string) => (answer.tables[name] ?? []) as Row[];
  const pairs = (rows: Row[], x: string | null, y: string): Pair[] => rows.map((row, index) => [x === null ? index : figure(row, x) ?? index, figure(row, y)]);
  if (of('line').length) {
    const rows = of('line');
    return { kind: 'lines', says: 'What was measured, the fitted line, and where it would have gone on without the change.', key: 'Points: measured. Line: fitted. Dashes: had nothing changed.',
      picture: { labels: rows.map((row) => String(row.time ?? '')), xName: '', points: pairs(rows, null, 'observed').filter((one) => one[1] !== null), lines: [{ name: 'fitted', data: pairs(rows, null, 'fitted') }, { name: 'without', data: pairs(rows, null, 'without'), dashed: true }] } };
  }
  if (of('path').length) {
    const rows = of('path');
    return { kind: 'lines', says: 'The place that changed and the mixture of others over time.', key: 'Line: where the change was made. Dashes: the mixture of the others.',
      picture: { labels: rows.map((row) => String(row.time ?? '')), xName: '', points: [], lines: [{ name: 'changed', data: pairs(rows, null, 'changed') }, { name: 'synthetic', data: pairs(rows, null, 'synthetic'), dashed: true }] } };
  }
  if (of('curves').length) {
    const target = answer.options.target;
    return { kind: 'funnel', says: 'Each site by its size, with the limits within which chance would leave it.', key: 'Dashes: 95 % limits. Lines: 99.8 % limits. Diamonds: sites outside those.',
      picture: { sites: of('sites').map((row) => ({ name: String(row.site), size: figure(row, 'size') ?? 0, value: figure(row, 'value') ?? 0, outside: outside(row), marked: row.site === marked })),
        curves: of('curves') as unknown as FunnelPicture['curves'], target: typeof target === 'number' ? target : 0, xName: 'Size', perCent: answer.options.kind === 'proportion' } };
  }
  const forest = of('forest');
  if (forest.length && forest.length <= most) {
    const ratio = 'ratio' in forest[0]!;
    const average = answer.estimates.find((one) => one.name === (ratio ? 'average ratio' : 'average'));
    const next = of('prediction').find((row) => figure(row, 'df') !== null) ?? of('prediction')[0];
    const rows = forest.map((row) => ({ name: String(row.study), value: figure(row, ratio ? 'ratio' : 'effect') ?? 0, low: figure(row, 'low'), high: figure(row, 'high') }));
    if (average) rows.push({ name: average.degrees_of_freedom === null ? 'Average, normal interval' : 'Average', value: average.value, low: average.low, high: average.high });
    if (average && next) rows.push({ name: 'The next site', value: average.value, low: figure(next, 'low'), high: figure(next, 'high') });
    return { kind: 'intervals', says: 'Each study with its interval, the average, and what the next site may expect.', key: 'Squares: what each found, and the average. Lines: 95 % intervals; of the next site, within which it may be expected. Dashes: no effect.',
      picture: { rows, none: ratio ? 1 : 0, upright: false, name: ratio ? 'Ratio' : 'Effect' } };
  }
  const events = of('by_event_time');
  if (events.length && events.length <= most) {
    return { kind: 'intervals', says: 'The effect by time before and after the change.', key: 'Squares: the effect. Lines: 95 % intervals. Dashes: no effect.',
      picture: { rows: events.map((row) => ({ name: String(row.event), value: figure(row, 'effect') ?? 0, low: figure(row, 'low'), high: figure(row, 'high') })), none: 0, upright: true, name: 'Times since the change' } };
  }
  const units = of('units');
  if (units.length && units.length <= most) {
    return { kind: 'intervals', says: 'Observed over expected of each unit, with its interval.', key: 'Squares: observed over expected. Lines: 95 % intervals. Dashes: as expected.',
      picture: { rows: units.map((row) => ({ name: String(row.unit), value: figure(row, 'ratio') ?? 0, low: figure(row, 'low'), high: figure(row, 'high') })), none: 1, upright: false, name: 'Observed over expected' } };
  }
  return null;
}

function outside(row: Row): boolean {
  const [value, low, high] = [figure(row, 'value'), figure(row, 'limits_998_low'), figure(row, 'limits_998_high')];
  return value !== null && ((low !== null && value < low) || (high !== null && value > high));
}
