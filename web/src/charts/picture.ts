// What an SPC chart shows, as plain values: the chart draws it, the table lists it, the sentence sums it up.
//
// Idea      each page turns what the server answers into a picture; only drawing knows the chart library
// Colours   the hues of NHS England's Making Data Count, each with a shape of its own and a dark outline, so that neither
//           colour sight nor a colour printer is needed (every outline has at least 3:1 against white)

import { dateToTime, longDate, pointDate, rhythmOf, type Rhythm } from '../words/dates';
import { valueText, type Writing } from '../words/numbers';
import type { TargetPiece } from './target';

/** What a point means: varying as usual, or a special cause that is good, bad, or neither by the measure's direction. */
export type Meaning = 'common_cause' | 'improvement' | 'concern' | 'neither';

/** The rule that found special-cause variation, and on which side. */
export type Rule = 'point_high' | 'point_low' | 'shift_high' | 'shift_low' | 'trend_up' | 'trend_down'
  | 'two_of_three_high' | 'two_of_three_low' | 'four_of_five_high' | 'four_of_five_low' | 'three_of_four_high' | 'three_of_four_low'
  | 'alternating' | 'within_one_sigma' | 'outside_one_sigma';

const ruleWords: Record<Rule, string> = {
  point_high: 'above the upper limit',
  point_low: 'below the lower limit',
  shift_high: 'part of a run above the mean',
  shift_low: 'part of a run below the mean',
  trend_up: 'part of a run of rising points',
  trend_down: 'part of a run of falling points',
  two_of_three_high: 'one of two in three close to the upper limit',
  two_of_three_low: 'one of two in three close to the lower limit',
  four_of_five_high: 'one of four in five well above the mean',
  four_of_five_low: 'one of four in five well below the mean',
  three_of_four_high: 'one of three in four nearer the upper limit than the mean',
  three_of_four_low: 'one of three in four nearer the lower limit than the mean',
  alternating: 'part of a run that goes up and down by turns',
  within_one_sigma: 'part of a run that stays close to the mean',
  outside_one_sigma: 'part of a run that stays away from the mean, on both sides',
};

/** What a rule found, about the line that this chart has in its middle. */
export function ruleSaid(rule: Rule, picture: SpcPicture): string {
  return ruleWords[rule].replace('mean', (picture.centre ?? 'Mean').toLowerCase());
}

export type VariationIconKind = 'common_cause' | 'improvement_high' | 'improvement_low' | 'concern_high' | 'concern_low'
  | 'neither_high' | 'neither_low';

export function meaningOf(variation: VariationIconKind): Meaning {
  return (variation === 'common_cause' ? variation : variation.split('_')[0]) as Meaning;
}

export type AssuranceIconKind = 'pass' | 'fail' | 'hit_or_miss';

export interface PicturePoint {
  date: string;
  /** null where the period has no value: a gap is shown, and nothing is drawn across it. */
  value: number | null;
  numerator?: number | null;
  denominator?: number | null;
  meaning: Meaning;
  rules: Rule[];
  /** Left out of the limits and of the rules, with the reason. */
  ghosted?: string | null;
  note?: string | null;
  /** There is a value and it isn't told: it is, or would give away, a number of 1 to 7 people. Shown as *. */
  suppressed?: boolean;
}

export interface PicturePhase {
  from: string;
  to: string;
  mean: number | null;
  /** null while there are too few points for limits. */
  lower: number | null;
  upper: number | null;
  /** The limits rest on the points up to this date. */
  baselineUntil?: string | null;
  /** Why the limits were drawn afresh here. */
  reason?: string | null;
  /** The lines at each point, where they follow its denominator; mean, lower and upper are then the last point's. */
  lines?: PictureLines[];
}

export interface PictureLines {
  date: string;
  mean: number | null;
  lower: number | null;
  upper: number | null;
}

export interface PictureEvent {
  date: string;
  label: string;
}

export interface PredictionRow {
  date: string;
  median: number;
  low50: number;
  high50: number;
  low90: number;
  high90: number;
}

export interface PicturePrediction {
  label: string;
  rows: PredictionRow[];
  /** When the answer is due. */
  due: string;
  /** It speaks of the mean over stated periods, so single values are not held against it. */
  ofMean?: boolean;
  /** What the stored answer says; none while it is open. */
  answer?: { verdict: keyof typeof verdictWords; rows: number; in50: number; in90: number } | null;
}

export interface SpcPicture {
  title: string;
  subtitle?: string;
  writing: Writing;
  points: PicturePoint[];
  phases: PicturePhase[];
  /** What the middle line is called; the mean unless said. */
  centre?: 'Mean' | 'Median' | 'Centre';
  /** What is aimed at, in pieces that don't overlap. */
  targets: TargetPiece[];
  events: PictureEvent[];
  prediction?: PicturePrediction | null;
  variation?: VariationIconKind | null;
  assurance?: AssuranceIconKind | null;
  /** The figures were made up to show what Tributary does. */
  illustrative?: boolean;
}

export interface MeaningStyle {
  name: string;
  fill: string;
  outline: string;
  shape: 'square' | 'circle' | 'diamond' | 'triangle';
}

export const meaningStyles: Record<Meaning, MeaningStyle> = {
  common_cause: { name: 'Usual variation', fill: '#a6a6a6', outline: '#4c6272', shape: 'square' },
  improvement: { name: 'Improvement', fill: '#00b0f0', outline: '#005eb8', shape: 'circle' },
  concern: { name: 'Concern', fill: '#f08a3c', outline: '#8a3d00', shape: 'diamond' },
  neither: { name: 'Special cause, neither good nor bad', fill: '#9c6ade', outline: '#490092', shape: 'triangle' },
};

/** Where an observation fell in a prediction: in the 50 % band, in the 90 % band only, or outside both. */
export type Landing = 'within50' | 'within90' | 'above' | 'below';

/** The predicted row for a date: its own, or one drawn straight between its two neighbours; null before and after. */
export function predictedAt(rows: readonly PredictionRow[], date: string): PredictionRow | null {
  const at = dateToTime(date);
  const after = rows.findIndex((row) => dateToTime(row.date) >= at);
  if (after < 0) return null;
  const right = rows[after]!;
  if (dateToTime(right.date) === at) return right;
  if (after === 0) return null;
  const left = rows[after - 1]!;
  const share = (at - dateToTime(left.date)) / (dateToTime(right.date) - dateToTime(left.date));
  const between = (key: 'median' | 'low50' | 'high50' | 'low90' | 'high90') => left[key] + share * (right[key] - left[key]);
  return { date, median: between('median'), low50: between('low50'), high50: between('high50'), low90: between('low90'),
    high90: between('high90') };
}

export function landing(rows: readonly PredictionRow[], point: PicturePoint): Landing | null {
  const row = point.value === null ? null : predictedAt(rows, point.date);
  if (!row || point.value === null) return null;
  if (point.value > row.high90) return 'above';
  if (point.value < row.low90) return 'below';
  return point.value >= row.low50 && point.value <= row.high50 ? 'within50' : 'within90';
}

export const landingWords: Record<Landing, string> = {
  within50: 'within the 50% band',
  within90: 'within the 90% band',
  above: 'above the 90% band',
  below: 'below the 90% band',
};

export function phaseAt(picture: SpcPicture, date: string): PicturePhase | null {
  return picture.phases.find((phase) => phase.from <= date && date <= phase.to) ?? null;
}

/** The lines that hold on a date. */
export function linesAt(picture: SpcPicture, date: string): Omit<PictureLines, 'date'> | null {
  const phase = phaseAt(picture, date);
  return phase?.lines?.find((one) => one.date === date) ?? phase;
}

export function pictureRhythm(picture: SpcPicture): Rhythm {
  return rhythmOf(picture.points.map((point) => point.date));
}

/** What a star stands for, the same wherever one is shown. */
export const suppressedWords = '1 to 7, or hidden because it would let a hidden number be worked out';

/** One point in words, for a screen reader and for the line under the chart. */
export function pointWords(picture: SpcPicture, point: PicturePoint, rhythm: Rhythm = pictureRhythm(picture)): string {
  const when = pointDate(point.date, rhythm);
  if (point.value === null) return `${when}: ${point.suppressed ? suppressedWords : 'no value'}`;
  const parts = [valueText(point.value, picture.writing)];
  if (point.ghosted) parts.push(`left out of the limits: ${point.ghosted}`);
  else if (point.meaning !== 'common_cause') {
    const rules = point.rules.map((rule) => ruleSaid(rule, picture)).join(' and ');
    parts.push(`${meaningStyles[point.meaning].name.toLowerCase()}${rules ? `: ${rules}` : ''}`);
  }
  const landed = landingIn(picture, point);
  if (landed) parts.push(`${landingWords[landed]} of the prediction`);
  for (const event of picture.events) if (event.date === point.date) parts.push(event.label);
  if (point.note) parts.push(point.note);
  return `${when}: ${parts.join('; ')}`;
}

/** Where a point landed in the picture's prediction, if that is about single values. */
export function landingIn(picture: SpcPicture, point: PicturePoint): Landing | null {
  return picture.prediction && !picture.prediction.ofMean ? landing(picture.prediction.rows, point) : null;
}

/** What the prediction's answer is, or when it is due: as the answer that is stored says, never worked out from the drawing. */
export function answerWords(picture: SpcPicture, now: string): string {
  const { prediction } = picture;
  if (!prediction) return '';
  const what = prediction.ofMean ? 'mean' : 'value';
  if (prediction.answer) {
    const { verdict, rows, in50, in90 } = prediction.answer;
    if (verdict === 'no_value') return `The answer: ${verdictWords.no_value}.`;
    const where = rows > 1 ? `${in90} of ${rows} predicted ${what}s lie within the 90% band, ${in50} within the 50% band`
      : in50 ? `the ${what} lies within the 50% band` : in90 ? `the ${what} lies within the 90% band` : `the ${what} lies outside the 90% band`;
    return `The answer: ${verdictWords[verdict]}. ${where[0]!.toUpperCase()}${where.slice(1)}.`;
  }
  const due = `The answer ${prediction.due < now ? 'was' : 'is'} due on ${longDate(prediction.due)}`;
  if (prediction.ofMean) return `The prediction is of the mean over a period. ${due}.`;
  const came = prediction.rows.filter((row) => picture.points.some((point) => point.date === row.date && point.value !== null)).length;
  if (!came) return `No value has come yet that it speaks of. ${due}.`;
  return came < prediction.rows.length ? `${came} of the ${prediction.rows.length} values that it speaks of have come. ${due}.` : `${due}.`;
}

export const verdictWords = { as_expected: 'as expected', better: 'better than expected', worse: 'worse than expected', outside: 'outside what was expected', no_value: 'no value' } as const;

/** The shares of observations that landed in the bands of a prediction. */
export function landings(picture: SpcPicture): { seen: number; in50: number; in90: number } {
  const all = picture.points.map((point) => (point.ghosted ? null : landingIn(picture, point))).filter((one) => one !== null);
  return {
    seen: all.length,
    in50: all.filter((one) => one === 'within50').length,
    in90: all.filter((one) => one === 'within50' || one === 'within90').length,
  };
}
