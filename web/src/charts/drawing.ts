// From the server's drawing of a measure to a picture of it. The numbers, rules and sentence are the server's; nothing is worked
// out again here.

import type { Schemas } from '../api/client';
import { longDate } from '../words/dates';
import { directionWords } from '../words/kinds';
import { valueText } from '../words/numbers';
import type { PictureLines, PicturePhase, PicturePoint, PicturePrediction, SpcPicture } from './picture';

type Drawing = Schemas['Drawing'];
type Prediction = Schemas['ChartPrediction'];

interface About {
  name: string;
  unit: string;
  direction: Schemas['MeasureDirection'];
  illustrative?: boolean;
  whose?: string;
  /** Points whose figure isn't told, of what the public is given. */
  suppressed?: readonly number[];
}

export function pictureOf(about: About, drawing: Drawing, tests: Schemas['ChartTest'][] = [], prediction: Prediction | null = null, season: Schemas['ChartSeason']['removed'] = null): SpcPicture {
  const points: PicturePoint[] = drawing.dates.map((date, index) => ({
    date, value: drawing.values[index] ?? null, numerator: drawing.numerators?.[index] ?? null, denominator: drawing.denominators?.[index] ?? null,
    meaning: 'common_cause', rules: [],
  }));
  for (const signal of drawing.signals) Object.assign(points[signal.point] ?? {}, { meaning: signal.meaning, rules: signal.rules });
  for (const note of drawing.notes) Object.assign(points[note.point] ?? {}, { note: note.text });
  for (const ghost of drawing.ghosts) if (ghost.point !== null) Object.assign(points[ghost.point] ?? {}, { ghosted: ghost.reason, meaning: 'common_cause', rules: [] });
  // Without its season what was observed stands beside what is drawn.
  if (season) points.forEach((point, index) => {
    const observed = season.observed[index] ?? null;
    if (observed !== null) point.note = [`${valueText(observed, { unit: about.unit })} was observed`, point.note].filter(Boolean).join('; ');
  });
  for (const index of about.suppressed ?? []) {
    const point = points[index];
    if (point) Object.assign(point, { value: null, suppressed: true, note: null });
  }
  // What the chart can't take is a gap in it.
  for (const index of drawing.left_out ?? []) {
    const point = points[index];
    if (point) Object.assign(point, { value: null, note: [`recorded as ${valueText(point.value, { unit: about.unit })}, which this chart can’t show`, point.note].filter(Boolean).join('; ') });
  }
  // While too few points make limits, no rule is stated and none colours a point: it is a run of values. A run chart has its own rules.
  for (const phase of drawing.phases.filter((one) => !one.show_limits && drawing.chart !== 'run'))
    for (const point of points) if (phase.from <= point.date && point.date <= phase.to) Object.assign(point, { meaning: 'common_cause', rules: [] });
  const picture: SpcPicture = {
    title: about.name,
    subtitle: [season ? 'Without its season' : '', about.whose, about.unit && about.unit !== '%' ? about.unit : '', directionWords[about.direction]].filter(Boolean).join(' · '),
    writing: { unit: about.unit },
    points,
    phases: phasesOf(drawing),
    centre: drawing.chart === 'run' ? 'Median' : drawing.chart === 't' || drawing.chart === 'g' ? 'Centre' : 'Mean',
    targets: drawing.target_line.map((piece) => ({ from: piece.from, to: piece.to, value: piece.value, toValue: piece.to_value })),
    events: tests.map((test) => ({ date: test.started_on, label: `${test.name} began` })),
    prediction: prediction && predictionOf(prediction),
    variation: drawing.variation,
    assurance: drawing.assurance,
    illustrative: about.illustrative,
  };
  return drawing.chart === 'np' ? inCounts(picture, about) : picture;
}

/** An nP chart plots how many, of a number that stays the same; what was drawn of it came in the measure's unit, which is per cent of that. */
function inCounts(picture: SpcPicture, about: About): SpcPicture {
  const told = picture.points.find((point) => point.value && point.numerator && point.denominator);
  if (!told) return picture;
  const whole = told.denominator!, times = told.numerator! / told.value!;
  const counted = <Line extends object>(line: Line, ...names: (keyof Line)[]): Line =>
    ({ ...line, ...Object.fromEntries(names.map((name) => [name, typeof line[name] === 'number' ? Number((line[name] * times).toPrecision(12)) : line[name]])) });
  return {
    ...picture,
    subtitle: [about.whose, `Number out of ${whole.toLocaleString('en-GB')}`, directionWords[about.direction]].filter(Boolean).join(' · '),
    writing: {},
    points: picture.points.map((point) => ({ ...point, value: point.value === null ? null : point.numerator ?? point.value * times })),
    phases: picture.phases.map((phase) => ({ ...counted(phase, 'mean', 'lower', 'upper'), lines: phase.lines?.map((line) => counted(line, 'mean', 'lower', 'upper')) })),
    targets: picture.targets.map((piece) => counted(piece, 'value', 'toValue')),
    prediction: picture.prediction && { ...picture.prediction, rows: picture.prediction.rows.map((row) => counted(row, 'median', 'low50', 'high50', 'low90', 'high90')) },
  };
}

/** The baseline (number 0) and the phase that inherits its limits are one stretch of line, with the baseline's end marked. */
function phasesOf(drawing: Drawing): PicturePhase[] {
  const phases: PicturePhase[] = [];
  for (const phase of drawing.phases) {
    const before = phases.at(-1);
    if (phase.inherits && before) {
      before.to = phase.to;
      if (before.lines) Object.assign(before, { lower: phase.show_limits ? phase.lower : null, upper: phase.show_limits ? phase.upper : null, lines: linesOf(drawing, before.from, phase.to) });
      continue;
    }
    phases.push({
      from: phase.from, to: phase.to, mean: phase.centre, lower: phase.show_limits ? phase.lower : null, upper: phase.show_limits ? phase.upper : null,
      baselineUntil: phase.number === 0 ? phase.to : null,
      reason: phase.reason ? [phase.reason, phase.cause].filter(Boolean).join(' – ') : null,
      lines: drawing.limits && phase.show_limits ? linesOf(drawing, phase.from, phase.to) : undefined,
    });
  }
  return phases;
}

/** The lines at each point from one date to another. */
function linesOf(drawing: Drawing, from: string, to: string): PictureLines[] {
  const at = (line: (number | null)[] | undefined, index: number) => line?.[index] ?? null;
  return drawing.dates.map((date, index) => ({ date, mean: at(drawing.limits?.centre, index), lower: at(drawing.limits?.lower, index), upper: at(drawing.limits?.upper, index) }))
    .filter((one) => from <= one.date && one.date <= to);
}

/** How the values of a run chart lie about its median, where its rules test that. */
function runsSaid(drawing: Drawing): string[] {
  if (drawing.chart !== 'run') return [];
  return (drawing.runs ?? []).filter((one) => one.useful > 0).map((one) => {
    const longest = `${one.longest} in a row on one side of the median${one.longest_allowed === null ? '' : `, where up to ${one.longest_allowed} are usual`}`;
    const few = one.fewest_crossings === null ? '' : one.most_crossings === null ? `, where ${one.fewest_crossings} or more are usual` : `, where ${one.fewest_crossings} to ${one.most_crossings} are usual`;
    const where = drawing.runs.length > 1 ? `From ${longDate(drawing.dates[one.first]!)}: ` : '';
    return `${where}${where ? 'a' : 'A'}t most ${longest}; the line is crossed ${one.crossings} ${one.crossings === 1 ? 'time' : 'times'}${few}.`;
  });
}

function predictionOf(prediction: Prediction): PicturePrediction {
  const ofMean = prediction.statistic === 'mean';
  const rows = prediction.rows.flatMap(({ from_on, on_date, shown_on, ...bands }) => ofMean && from_on ? [{ date: from_on, ...bands }, { date: on_date, ...bands }] : [{ date: shown_on, ...bands }])
    .sort((a, b) => a.date.localeCompare(b.date));
  const answer = prediction.verdict && { verdict: prediction.verdict, rows: prediction.rows.length, in50: prediction.hits50, in90: prediction.hits90 };
  return { label: prediction.test_name, rows, due: prediction.due_on, ofMean, answer };
}

/** The prediction that a measure's page shows first: one that waits for its answer, or else the newest. */
export function foremost(predictions: readonly Prediction[]): Prediction | null {
  return predictions.findLast((one) => one.verdict === null) ?? predictions.at(-1) ?? null;
}

/** What the chart says: the server's sentence, its cautions, and how often chance alone would show a signal. */
export function sentencesOf(drawing: Drawing): string[] {
  const sentences = [drawing.sentence, ...runsSaid(drawing), ...drawing.cautions.map((caution) => caution.text)];
  if (drawing.false_alarm !== null && (drawing.chart === 'run' || drawing.phases.some((phase) => phase.show_limits))) {
    sentences.push(`By chance alone, ${inHundred(drawing.false_alarm)} charts ${drawing.false_alarm_basis === 'simulation' ? 'like this' : 'of this length'} would show some signal when nothing had changed.`);
  }
  return sentences.filter(Boolean);
}

/** As the command line says it: one figure for one thing. */
function inHundred(share: number): string {
  return `about ${(share * 100).toFixed(share < 0.01 ? 1 : 0)} of 100`;
}
