import { describe, expect, it } from 'vitest';
import { anywayWords, completed, isWhole, missingFromPrediction, newPrediction, noRow, predictionRows } from './predictionForm';

const row = { ...noRow, on_date: '2026-06-30', median: '5', low90: '3', high90: '9' };

describe('a prediction being typed', () => {
  it('asks for what is missing, row by row', () => {
    expect(missingFromPrediction(newPrediction()).map((one) => one.field)).toEqual(['measure_id', 'rows.0.on_date', 'rows.0.median', 'rows.0.low90']);
  });
  it('asks for a range that holds the most likely value, its lower end first', () => {
    const fields = (low90: string, high90: string) => missingFromPrediction({ ...newPrediction(), measure_id: '1', rows: [{ ...row, low90, high90 }] }).map((one) => one.field);
    expect(fields('9', '3')).toEqual(['rows.0.low90']);
    expect(fields('6', '9')).toEqual(['rows.0.low90']);
    expect(fields('3', '9')).toEqual([]);
  });
  it('fills the inner range from the outer one, and leaves what was typed alone', () => {
    expect(completed(row)).toMatchObject({ low50: '4.18', high50: '6.64' });
    expect(completed({ ...row, low50: '4', high50: '' }).high50).toBe('');
  });
  it('is whole once every row has its dates and numbers', () => {
    const values = { ...newPrediction(), measure_id: '1', rows: [row] };
    expect(isWhole(values)).toBe(true);
    expect(predictionRows(values)[0]).toMatchObject({ from_on: null, median: 5, low50: 4.18 });
    expect(isWhole({ ...values, statistic: 'mean' })).toBe(false);
    expect(isWhole({ ...values, rows: [{ ...row, median: 'five' }] })).toBe(false);
  });
  it('hears whether it would also come true if nothing changed', () => {
    const standing = (would_hold: boolean, chance: number) => ({ rows: [], baseline: null, would_hold_anyway: { would_hold, chance, row_chances: [] } });
    expect(anywayWords(standing(true, 0.82))).toMatchObject({ teaches: false });
    expect(anywayWords(standing(false, 0.03))!.text).toContain('hardly ever');
    expect(anywayWords({ rows: [], baseline: null, would_hold_anyway: null })).toBeNull();
  });
});
