import { describe, expect, it } from 'vitest';
import { daysIn, lengthFor, periodOf } from './period';

describe('a run that is to predict', () => {
  it('tells of the periods that the measure has', () => {
    expect(periodOf('week')).toBe('week');
    expect(periodOf('irregular')).toBe('month');
    expect(daysIn('weeks')).toBe(7);
  });
  it('is long enough for the dates, and no shorter than the model says', () => {
    const dates = [{ from_on: '', on_date: '2026-01-31' }, { from_on: '', on_date: '2027-06-30' }];
    expect(lengthFor(dates, 'month', 0) / (365 / 12)).toBeCloseTo(19);
    expect(lengthFor(dates, 'month', 3650)).toBeCloseTo(3650);
  });
});
