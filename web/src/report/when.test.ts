import { describe, expect, it } from 'vitest';
import { axisTicks, momentInWords, shortMoment, timeOf } from './when';

const days = { time_unit: 'days', begins_on: '2026-01-05' };
const hours = { time_unit: 'hours', begins_on: '2026-01-05' };

describe('moments of a run', () => {
  it('are read from dates, with their clock, and from times', () => {
    expect(timeOf('2026-04-06', days)).toBe(91);
    expect(timeOf('2026-01-06 09:00', hours)).toBe(33);
    expect(timeOf(200, { time_unit: 'days', begins_on: null })).toBe(200);
    expect(momentInWords('2026-04-06 09:00', days)).toBe('6 April 2026 09:00');
    expect(momentInWords(200, { time_unit: 'days', begins_on: null })).toBe('200 days');
    expect(shortMoment(91, days)).toBe('6 Apr 2026');
    expect(shortMoment(365 / 12, days)).toBe('4 Feb 2026 10:00');
  });

  it('stand on an axis that counts from the end of the warm-up, with the year where it changes', () => {
    const months = axisTicks(days, 300, 365, 6)!;
    expect(months[0]).toMatchObject({ label: 'Nov\n2026', at: 0 }); // 1 November is day 300
    expect(months.map((one) => one.label)).toContain('Jan\n2027');
    expect(axisTicks(days, 91, 28, 5)!.map((one) => [one.at, one.label])).toEqual([[0, '6 Apr\n2026'], [7, '13 Apr'], [14, '20 Apr'], [21, '27 Apr'], [28, '4 May']]);
    expect(axisTicks(hours, 30, 24, 5)!.map((one) => [one.at, one.label])).toEqual([[0, '06:00\n6 Jan 2026'], [6, '12:00'], [12, '18:00'], [18, '00:00\n7 Jan 2026'], [24, '06:00']]);
    expect(axisTicks({ time_unit: 'days', begins_on: null }, 0, 365, 6)).toBeNull();
  });
});
