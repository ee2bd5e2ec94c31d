// A prediction as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';
import { typedNumber, unreadableNumber } from '../../parts/aimForm';
import { noText, type OwnText } from '../../parts/words';
import { parseDate } from '../../words/dates';

export interface RowValues {
  from_on: string;
  on_date: string;
  median: string;
  low50: string;
  high50: string;
  low90: string;
  high90: string;
}

export interface PredictionValues {
  measure_id: string;
  statistic: string;
  source: string;
  rows: RowValues[];
  /** Where a run filled it in: which number of which run. */
  run: { run_id: number; scenario: number; measure: string; times: number } | null;
  reasoning: OwnText;
}

export const noRow: RowValues = { from_on: '', on_date: '', median: '', low50: '', high50: '', low90: '', high90: '' };

export function newPrediction(): PredictionValues {
  return { measure_id: '', statistic: 'value', source: 'judgement', rows: [{ ...noRow }], run: null, reasoning: { ...noText } };
}

export function predictionValues(it: Schemas['Prediction'], reasoning: OwnText): PredictionValues {
  return { measure_id: String(it.measure.id), statistic: it.statistic, source: it.source, run: null, reasoning,
    rows: it.rows.map((row) => ({ from_on: row.from_on ?? '', on_date: row.on_date, median: String(row.median), low50: String(row.low50), high50: String(row.high50),
      low90: String(row.low90), high90: String(row.high90) })) };
}

/** The half of a normal distribution's 90 % interval that its 50 % interval spans: 0.6745 / 1.6449. */
const half = 0.41;

/** Fills the 50 % interval from the 90 % one where only that was typed: as likely as not within the inner two fifths. */
export function completed(row: RowValues): RowValues {
  const [median, low90, high90] = [typedNumber(row.median), typedNumber(row.low90), typedNumber(row.high90)];
  if (row.low50.trim() || row.high50.trim() || typeof median !== 'number' || typeof low90 !== 'number' || typeof high90 !== 'number') return row;
  // Round by how wide the interval is, not by how large its numbers are; never beyond what holds it.
  const step = 10 ** (Math.floor(Math.log10(high90 - low90 || 1)) - 2);
  const tidy = (value: number) => Number((Math.round(value / step) * step).toPrecision(12));
  return { ...row, low50: String(Math.min(median, Math.max(low90, tidy(median - half * (median - low90))))),
    high50: String(Math.max(median, Math.min(high90, tidy(median + half * (high90 - median))))) };
}

export function predictionRows(values: PredictionValues): Schemas['PredictionRow'][] {
  return values.rows.map(completed).map((row) => ({
    from_on: values.statistic === 'mean' ? row.from_on || null : null, on_date: row.on_date,
    median: typedNumber(row.median) as number, low50: typedNumber(row.low50) as number, high50: typedNumber(row.high50) as number,
    low90: typedNumber(row.low90) as number, high90: typedNumber(row.high90) as number,
  }));
}

/** Whether every row has its date and its numbers, so that it can be drawn and looked at before it is stored. */
export function isWhole(values: PredictionValues): boolean {
  return Boolean(values.measure_id) && predictionRows(values).every((row) => parseDate(row.on_date) !== null && (values.statistic !== 'mean' || parseDate(row.from_on) !== null)
    && [row.median, row.low50, row.high50, row.low90, row.high90].every((number) => typeof number === 'number'));
}

export function missingFromPrediction(values: PredictionValues): { field: string; title: string }[] {
  const missing = [];
  if (!values.measure_id) missing.push({ field: 'measure_id', title: 'Choose what you predict' });
  values.rows.forEach((row, index) => {
    for (const key of ['median', 'low90', 'high90', 'low50', 'high50'] as const) {
      if (typeof typedNumber(row[key]) === 'string') missing.push({ field: `rows.${index}.${key}`, title: unreadableNumber(row[key]) });
    }
    const which = values.rows.length > 1 ? ` (row ${index + 1})` : '';
    if (!row.on_date) missing.push({ field: `rows.${index}.on_date`, title: `Say for when${which}` });
    if (!row.median.trim()) missing.push({ field: `rows.${index}.median`, title: `Enter the most likely value${which}` });
    if (!row.low90.trim() || !row.high90.trim()) missing.push({ field: `rows.${index}.low90`, title: `Enter the range that you are nearly sure of${which}` });
    const [low, median, high] = [typedNumber(row.low90), typedNumber(row.median), typedNumber(row.high90)];
    if (typeof low === 'number' && typeof median === 'number' && typeof high === 'number' && !(low <= median && median <= high)) {
      missing.push({ field: `rows.${index}.low90`, title: `The range that you are nearly sure of should hold the most likely value, its lower end first${which}` });
    }
  });
  return missing;
}

/** Where what came lay in what was predicted. */
export function landingWords(rows: readonly { hit50: boolean; hit90: boolean }[]): string {
  const [in50, in90] = [rows.filter((row) => row.hit50).length, rows.filter((row) => row.hit90).length];
  if (rows.length > 1) return `${in90} of ${rows.length} values came within the range you were nearly sure of, ${in50} of them within the narrower one.`;
  return in50 ? 'What came lies in the narrower range, the one that was as likely as not.' : in90 ? 'What came lies in the range you were nearly sure of, outside the narrower one.' : 'What came lies outside the range you were nearly sure of.';
}

/** Of how many of the expected values a row says what came; nothing where all are there. */
export function countWords(row: { points: number | null; expected: number | null; missing: number | null; explained: number | null; withdrawn: number | null }): string {
  const missing = row.missing ?? 0;
  if (!missing) return '';
  const explained = row.explained ?? 0;
  const withdrawn = Math.min(row.withdrawn ?? 0, missing - explained);
  const rest = missing - explained - withdrawn;
  const parts = [withdrawn ? `${withdrawn} withdrawn after the lock` : '', explained ? `${explained} without a value, with the team’s reason` : '', rest ? `${rest} without a value` : ''];
  return `${row.points} of ${row.expected}; ${parts.filter(Boolean).join('; ')}`;
}

/** What happened as it was saved. */
export function savedWords(made: Pick<Schemas['Prediction'], 'locked_by'> | null): string {
  if (made?.locked_by === 'after_data') return 'Predicted, and locked at once: there are data already that it speaks of.';
  if (made?.locked_by) return 'Predicted, and locked at once: the test is running.';
  return 'Predicted. It locks when the test starts, or when the first later value arrives.';
}

/** The server's words on whether the prediction would also come true if nothing changed. */
export function anywayWords(standing: Schemas['PredictionStanding']): { text: string; teaches: boolean } | null {
  const anyway = standing.would_hold_anyway;
  if (!anyway) return null;
  const inTen = Math.round(anyway.chance * 10);
  const chance = inTen === 0 ? 'hardly ever' : inTen === 10 ? 'nearly always' : `about ${inTen} times in 10`;
  return anyway.would_hold
    ? { teaches: false, text: `If nothing changed, this would also come true, ${chance}: whatever happens, you will not know whether it was your change. Predict a bigger effect, or a narrower range.` }
    : { teaches: true, text: `If nothing changed, this would come true ${chance}. So if it does come true, something has changed.` };
}
