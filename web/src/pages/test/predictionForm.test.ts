import { describe, expect, it } from 'vitest';
import { anywayWords, completed, countWords, isWhole, landingWords, missingFromPrediction, newPrediction, noRow, predictionRows } from './predictionForm';
import { typedNumber } from '../../parts/aimForm';

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
  it('rounds the inner range by how wide the outer one is, so that it stays inside', () => {
    expect(completed({ ...row, median: '1012', low90: '1010', high90: '1014' })).toMatchObject({ low50: '1011.18', high50: '1012.82' });
    expect(completed({ ...row, median: '10,150', low90: '10,100', high90: '10,200' })).toMatchObject({ low50: '10130', high50: '10171' });
    expect(completed({ ...row, median: '1.2345', low90: '1.2345', high90: '2' }).low50).toBe('1.2345');
    expect(completed({ ...row, median: '7', low90: '7', high90: '7' })).toMatchObject({ low50: '7', high50: '7' });
  });
  it('refuses a decimal comma rather than guess, and reads commas before thousands', () => {
    expect([typedNumber('12,5'), typedNumber('1,2345'), typedNumber('1,200'), typedNumber('-1,234,567.5'), typedNumber('52 %')]).toEqual(['12,5', '1,2345', 1200, -1234567.5, 52]);
    const wrong = missingFromPrediction({ ...newPrediction(), measure_id: '1', rows: [{ ...row, median: '12,5' }] });
    expect(wrong).toEqual([{ field: 'rows.0.median', title: '“12,5” could be read in two ways: write 12.5 with a point' }]);
  });
  it('is whole once every row has its dates and numbers', () => {
    const values = { ...newPrediction(), measure_id: '1', rows: [row] };
    expect(isWhole(values)).toBe(true);
    expect(predictionRows(values)[0]).toMatchObject({ from_on: null, median: 5, low50: 4.18 });
    expect(isWhole({ ...values, statistic: 'mean' })).toBe(false);
    expect(isWhole({ ...values, rows: [{ ...row, median: 'five' }] })).toBe(false);
  });
  it('is told in plain words where what came lies', () => {
    const at = (hit50: boolean, hit90: boolean) => ({ hit50, hit90 });
    expect(landingWords([at(false, false)])).toBe('What came lies outside the range you were nearly sure of.');
    expect(landingWords([at(false, true)])).toContain('outside the narrower one');
    expect(landingWords([at(true, true), at(false, true), at(false, false)])).toBe('2 of 3 values came within the range you were nearly sure of, 1 of them within the narrower one.');
  });
  it('hears whether it would also come true if nothing changed', () => {
    const standing = (would_hold: boolean, chance: number) => ({ rows: [], baseline: null, locks: null, due_on: '2026-04-30', before_test: false, would_hold_anyway: { would_hold, chance, row_chances: [] } });
    expect(anywayWords(standing(true, 0.82))).toMatchObject({ teaches: false });
    expect(anywayWords(standing(false, 0.03))!.text).toContain('hardly ever');
    expect(anywayWords({ rows: [], baseline: null, locks: null, due_on: '2026-04-30', before_test: false, would_hold_anyway: null })).toBeNull();
  });
});

describe('of how many values an answer is', () => {
  const row = { points: 4, expected: 10, missing: 6, explained: 0, withdrawn: 0 };
  it('tells of gaps with the team’s reason, of what was withdrawn, and of what never came', () => {
    expect(countWords({ ...row, explained: 6 })).toBe('4 of 10; 6 without a value, with the team’s reason');
    expect(countWords({ points: 9, expected: 10, missing: 1, explained: 0, withdrawn: 1 })).toBe('9 of 10; 1 withdrawn after the lock');
    expect(countWords({ ...row, explained: 2, withdrawn: 1 })).toBe('4 of 10; 1 withdrawn after the lock; 2 without a value, with the team’s reason; 3 without a value');
  });
  it('says nothing where all are there', () => { expect(countWords({ ...row, points: 10, missing: 0 })).toBe(''); });
});
