// @vitest-environment node
import { init, use } from 'echarts/core';
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';
import { describe, expect, it } from 'vitest';
import { few, neither, oneDate, withPhases, withPrediction } from '../dev/pictures';
import { answerWords, landing, landings, linesAt, pointWords, predictedAt } from './picture';
import { pictureOf, sentencesOf } from './drawing';
import { keepApart, niceScale, timeTicks, valueScale } from './scale';
import { frameOf, layFlags, spcOption, timeAtPixel } from './spcOption';

use([CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, SVGRenderer]);

function draw(picture: typeof few, width = 900, height = 400): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption(spcOption(picture, width, height));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

describe('a scale', () => {
  it('ends on round numbers that hold every value', () => {
    expect(niceScale([4.3, 10.2])).toEqual({ min: 0, max: 12, step: 2 });
    expect(niceScale([0.725, 0.95])).toEqual({ min: 0.7, max: 0.95, step: 0.05 });
    expect(niceScale([1, 10])).toEqual({ min: 0, max: 10, step: 2 });
    expect(niceScale([5, 5]).min).toBeLessThan(5);
  });
  it('never takes a count below nought or a share above 100%', () => {
    expect(valueScale({ ...few, phases: [{ from: '2025-09-01', to: '2025-10-01', mean: 4, lower: -3, upper: 11 }] }).min).toBe(0);
    expect(valueScale({ ...withPhases, phases: [{ ...withPhases.phases[0]!, upper: 1.04 }] }).max).toBe(1);
  });
  it('marks months with as many ticks as have room, and says each year once', () => {
    const ticks = timeTicks(Date.UTC(2023, 3, 1), Date.UTC(2026, 2, 1), 8);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.filter((tick) => tick.label.includes('2025'))).toHaveLength(1);
  });
  it('labels nine months of monthly values by months, and three weeks of them by days', () => {
    const months = timeTicks(Date.UTC(2026, 0, 1), Date.UTC(2026, 8, 1), 14, true).map((tick) => tick.label);
    expect(months).toEqual(['Jan\n2026', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep']);
    expect(timeTicks(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 22), 14).map((tick) => tick.label)).toContain('15 Jan');
  });
});

describe('labels', () => {
  it('are kept apart, in order, inside the frame', () => {
    const placed = keepApart([100, 102, 50], 16, 0, 200);
    expect(Math.abs(placed[0]! - placed[1]!)).toBeGreaterThanOrEqual(15.9);
    expect(placed[2]).toBe(50);
    expect(Math.max(...keepApart([199, 200], 16, 0, 200))).toBeLessThanOrEqual(200.01);
  });
});

describe('a prediction', () => {
  const rows = withPrediction.prediction!.rows;
  it('is read between its dates along a straight line, and not beyond them', () => {
    const pair = [{ date: '2026-01-01', median: 10, low50: 9, high50: 11, low90: 7, high90: 13 },
      { date: '2026-01-11', median: 20, low50: 18, high50: 22, low90: 14, high90: 26 }];
    expect(predictedAt(pair, '2026-01-06')?.median).toBe(15);
    expect(predictedAt(pair, '2025-12-31')).toBeNull();
    expect(predictedAt(pair, '2026-01-12')).toBeNull();
  });
  it('says where each observation landed; a value on the edge of a band is in it', () => {
    const at = (value: number) => landing(rows, { date: rows[0]!.date, value, meaning: 'common_cause', rules: [] });
    expect(at(rows[0]!.high90)).toBe('within90');
    expect(at(rows[0]!.high90 + 0.001)).toBe('above');
    expect(at(rows[0]!.low90 - 0.001)).toBe('below');
    expect(at(rows[0]!.median)).toBe('within50');
    expect(landings(withPrediction).seen).toBe(14);
  });
});

describe('the answer in words', () => {
  const at = (date: string) => ({ date, median: 5, low50: 4, high50: 6, low90: 2, high90: 8 });
  const with_ = (prediction: object) => ({ ...withPhases, prediction: { label: '', due: '2026-04-30', rows: [at('2026-02-01'), at('2026-04-01')], ...prediction } });
  it('is the stored one, whatever is drawn', () => {
    expect(answerWords(with_({ answer: { verdict: 'worse', rows: 1, in50: 0, in90: 0 } }), '2026-06-01')).toBe('The answer: worse than expected. The value lies outside the 90% band.');
    expect(answerWords(with_({ answer: { verdict: 'as_expected', rows: 2, in50: 1, in90: 2 } }), '2026-06-01')).toBe('The answer: as expected. 2 of 2 predicted values lie within the 90% band, 1 within the 50% band.');
  });
  it('is said to be due, and how much of what it speaks of has come', () => {
    expect(answerWords(with_({}), '2026-04-01')).toBe('1 of the 2 values that it speaks of have come. The answer is due on 30 April 2026.');
    expect(answerWords(with_({ rows: [at('2026-04-01')] }), '2026-06-01')).toBe('No value has come yet that it speaks of. The answer was due on 30 April 2026.');
  });
});

describe('a point in words', () => {
  it('says when, how much, what it means, by which rule, and where it landed', () => {
    expect(pointWords(withPrediction, withPrediction.points[25]!)).toMatch(/^23 February 2026: 6.3; improvement: part of a run below the mean; within the 50% band of the prediction$/);
    expect(pointWords(withPhases, withPhases.points[11]!)).toBe('March 2024: 61%; left out of the limits: flood: department closed for nine days');
    expect(pointWords(withPhases, withPhases.points[17]!)).toBe('September 2024: no value');
  });
});

describe('how often chance alone shows a signal', () => {
  it('is the same figure as the command line says', () => {
    const said = (false_alarm: number) => sentencesOf({ sentence: '', cautions: [], phases: [{ show_limits: true }], false_alarm } as unknown as Parameters<typeof sentencesOf>[0]);
    expect(said(0.0617)).toEqual(['By chance alone, about 6 of 100 charts of this length would show some signal when nothing had changed.']);
    expect(said(0.154)[0]).toContain('about 15 of 100');
    expect(said(0.004)[0]).toContain('about 0.4 of 100');
  });
});

describe('the drawing', () => {
  it.each([['a prediction as a fan', withPrediction], ['phases', withPhases], ['neither direction', neither], ['one date', oneDate], ['few values', few]])(
    'can be made of %s, wide and narrow', (_, picture) => {
      for (const width of [900, 340]) expect(draw(picture, width)).toMatch(/^<svg/);
    });
  it('names the lines, the test, the day the answer is due, and that figures are illustrative', () => {
    const svg = draw(withPrediction);
    for (const words of ['Mean 7.28', 'Upper limit 10.2', 'Test 3 began', 'Answer due', 'Illustrative figures']) expect(svg).toContain(words);
  });
  it('names the lines on a phone too', () => {
    const svg = draw(withPrediction, 340);
    for (const words of ['Upper', 'Mean', 'Lower']) expect(svg).toContain(words);
  });
  it('colours no point by a rule while too few values make limits', () => {
    const drawing = { dates: ['2026-01-01', '2026-02-01'], values: [1, 9], signals: [{ point: 1, meaning: 'concern', rules: ['two_of_three_high'] }], notes: [], target_line: [], ghosts: [],
      phases: [{ number: 1, from: '2026-01-01', to: '2026-02-01', centre: 5, lower: 1, upper: 9, show_limits: false, inherits: false, reason: '', cause: '' }] };
    const about = { name: 'Falls', unit: 'falls', direction: 'down' } as const;
    expect(pictureOf(about, drawing as never).points[1]).toMatchObject({ meaning: 'common_cause', rules: [] });
    const shown = { ...drawing, phases: [{ ...drawing.phases[0], show_limits: true }] };
    expect(pictureOf(about, shown as never).points[1]).toMatchObject({ meaning: 'concern', rules: ['two_of_three_high'] });
  });
  const ofShares = { chart: 'p', dates: ['2026-01-01', '2026-02-01', '2026-03-01'], values: [50, 40, 55], signals: [], notes: [], ghosts: [], left_out: [2], runs: [], target_line: [], cautions: [], sentence: 'Common cause.',
    false_alarm: 0.3, false_alarm_basis: 'simulation', limits: { centre: [45, 45, 45], lower: [20, 30, null], upper: [70, 60, null], lower_two_sigma: [], upper_two_sigma: [] },
    phases: [{ number: 1, from: '2026-01-01', to: '2026-03-01', centre: 45, lower: 30, upper: 60, show_limits: true, inherits: false, reason: '', cause: '' }] };
  const share = { name: 'Scanned', unit: '%', direction: 'up' } as const;
  it('steps the limits of a P chart with its denominators; what it can’t take is a gap that says what was recorded', () => {
    const picture = pictureOf(share, ofShares as never);
    expect(linesAt(picture, '2026-01-01')).toMatchObject({ lower: 20, upper: 70 });
    expect(linesAt(picture, '2026-02-01')).toMatchObject({ mean: 45, lower: 30, upper: 60 });
    expect(picture.points[2]).toMatchObject({ value: null });
    expect(picture.points[2]!.note).toContain('55');
    expect(draw(picture)).toContain('Upper limit 60');
    expect(sentencesOf(ofShares as never).at(-1)).toContain('30 of 100 charts like this');
  });
  it('plots counts on an nP chart: points, limits and target of the one denominator, and no per cent', () => {
    const drawing = { ...ofShares, chart: 'np', left_out: [], numerators: [30, 24, 33], denominators: [60, 60, 60], target_line: [{ from: null, to: null, value: 50, to_value: 50 }], limits: { ...ofShares.limits, lower: [30, 30, 30], upper: [60, 60, 60] } };
    const picture = pictureOf(share, drawing as never);
    expect(picture.points.map((point) => point.value)).toEqual([30, 24, 33]);
    expect(linesAt(picture, '2026-02-01')).toMatchObject({ mean: 27, lower: 18, upper: 36 });
    expect(picture.targets[0]).toMatchObject({ value: 30, toValue: 30 });
    expect(picture.subtitle).toContain('Number out of 60');
    expect(draw(picture)).not.toContain('%');
  });
  it('shows the median and the runs of a run chart, whose points keep their rules without limits', () => {
    const drawing = { ...ofShares, chart: 'run', left_out: [], limits: null, signals: [{ point: 1, meaning: 'concern', rules: ['shift_low'] }],
      runs: [{ first: 0, points: 3, useful: 3, longest: 2, crossings: 1, longest_allowed: 4, fewest_crossings: 1, most_crossings: null, signal: false }], phases: [{ ...ofShares.phases[0], lower: null, upper: null, show_limits: false }] };
    const picture = pictureOf(share, drawing as never);
    expect(picture.points[1]).toMatchObject({ meaning: 'concern' });
    expect(pointWords(picture, picture.points[1]!)).toContain('a run below the median');
    expect(draw(picture)).toContain('Median 45');
    expect(sentencesOf(drawing as never)[1]).toBe('At most 2 in a row on one side of the median, where up to 4 are usual; the line is crossed 1 time, where 1 or more are usual.');
  });
  it('puts the words of a test at its line: one that began after the last value has its place, one long before or after has none', () => {
    const last = few.points.at(-1)!.date;
    const next = new Date(Date.parse(last) + 5 * 86_400_000).toISOString().slice(0, 10);
    const picture = { ...few, prediction: null, events: [{ date: next, label: 'The last test began' }, { date: '1999-01-01', label: 'Long before' }, { date: '2099-01-01', label: 'Long after' }] };
    const frame = frameOf(picture, 900, 400);
    const { places } = layFlags(picture, frame);
    expect(places.map((one) => one.text)).toEqual(['The last test began']);
    const line = frame.x(Date.parse(next));
    const width = places[0]!.text.length * 7.2 + 8;
    expect(Math.min(Math.abs(places[0]!.x - line), Math.abs(places[0]!.x + width - line))).toBeLessThan(6);
  });
  it('cuts no words of a flag that is longer than the room on both of its sides: they stand in the list', () => {
    const middle = few.points[Math.floor(few.points.length / 2)]!.date;
    const picture = { ...few, prediction: null, events: [{ date: middle, label: `Limits redrawn: ${'a reason that goes on and on, '.repeat(4)}` }] };
    expect(layFlags(picture, frameOf(picture, 900, 400)).words).toBe(false);
  });
  it('breaks the limits where they were drawn afresh and says why', () => {
    expect(draw(withPhases)).toContain('Limits redrawn: same-day unit opened');
  });
  it('gives numbers, and words in a list, where the words of events would stand on one another', () => {
    const crowded = { ...withPrediction, events: [0, 1, 2, 3].map((index) => ({ date: withPrediction.points[24 + index]!.date, label: `A test with a long name ${index} began` })) };
    expect(layFlags(withPrediction, frameOf(withPrediction, 900, 400)).words).toBe(true);
    const laid = layFlags(crowded, frameOf(crowded, 900, 400));
    expect(laid.words).toBe(false);
    for (const one of laid.places) for (const other of laid.places) {
      if (one !== other && one.row === other.row) expect(Math.abs(one.x - other.x)).toBeGreaterThan(12);
    }
  });
  it('knows which moment a pointer is at', () => {
    const frame = frameOf(withPrediction, 900, 400);
    const time = frame.span.from + 0.3 * (frame.span.to - frame.span.from);
    expect(timeAtPixel(frame, frame.x(time))).toBeCloseTo(time, -1);
  });
});
