import { answersWords, lockedWords } from './answers';
import { describe, expect, it } from 'vitest';
import { objectiveAimText } from './kinds';
import { count, countInWords, number, valueText } from './numbers';
import { fromNow, londonTime, longDate, parseDate, periodBetween, pointDate, rhythmOf, today } from './dates';

describe('numbers', () => {
  it('are written with commas, a leading zero and no false precision', () => {
    expect(number(11360.85)).toBe('11,361');
    expect(number(7.2384)).toBe('7.24');
    expect(number(0.5)).toBe('0.5');
    expect(number(0.01234)).toBe('0.0123');
    expect(number(74.26)).toBe('74.3');
    expect(number(-3)).toBe('−3');
    expect(number(0)).toBe('0');
    expect(number(1.1e-15)).toBe('0');
    expect(number(null)).toBe('–');
    expect(number(Number.NaN)).toBe('–');
  });
  it('say a share as a percentage and money in pounds', () => {
    expect(valueText(0.742, { percent: true })).toBe('74.2%');
    expect(valueText(74.2, { unit: '%' })).toBe('74.2%');
    expect(valueText(1200, { unit: '£' })).toBe('£1,200');
  });
  it('count things in the singular and the plural', () => {
    expect(count(1, 'project')).toBe('1 project');
    expect(count(1204, 'project')).toBe('1,204 projects');
    expect(countInWords(0, 'test')).toBe('no tests');
    expect(countInWords(3, 'locality', 'localities')).toBe('three localities');
  });
});

describe('dates', () => {
  it('refuse what is no day of any calendar', () => {
    expect(parseDate('2026-02-30')).toBeNull();
    expect(parseDate('0000-01-01')).toBeNull();
    expect(parseDate('yesterday')).toBeNull();
    expect(parseDate('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 });
  });
  it('are written in full, and by month where the series is monthly', () => {
    expect(longDate('2026-03-01')).toBe('1 March 2026');
    expect(rhythmOf(['2026-01-01', '2026-02-01'])).toBe('month');
    expect(rhythmOf(['2026-01-31', '2026-02-28'])).toBe('month');
    expect(rhythmOf(['2026-01-05', '2026-01-12'])).toBe('day');
    expect(periodBetween(null, '2026-10-31', 'month')).toBe('October 2026');
    expect(periodBetween('2026-07-01', '2026-09-30', 'month')).toBe('July 2026 to September 2026');
    expect(periodBetween('2026-07-01', '2026-09-30', 'quarter')).toBe('July to September 2026');
    expect(periodBetween('2026-07-01', '2026-07-14', 'week')).toBe('weeks of 1 Jul 2026 to 14 Jul 2026');
    expect(periodBetween('2026-07-06', '2026-07-12', 'week')).toBe('week of 6 Jul 2026');
    expect(periodBetween('2026-07-01', '2026-07-14', 'day')).toBe('1 Jul 2026 to 14 Jul 2026');
    expect(periodBetween(null, '2026-07-06', 'week')).toBe('week of 6 Jul 2026');
    expect(periodBetween(null, '2026-07-06', 'day')).toBe('6 Jul 2026');
    expect(pointDate('2026-03-01', 'month')).toBe('March 2026');
  });
  it('show instants as they were in London, summer time included', () => {
    expect(londonTime('2026-07-01T12:05:00Z')).toBe('1 July 2026 at 1:05pm');
    expect(londonTime('2026-01-01T12:05:00Z')).toBe('1 January 2026 at 12:05pm');
    expect(today(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  });
  it('say how far away a date is', () => {
    expect(fromNow('2026-03-04', '2026-03-01')).toBe('in 3 days');
    expect(fromNow('2026-03-01', '2026-03-01')).toBe('today');
    expect(fromNow('2025-09-01', '2026-03-01')).toBe('6 months ago');
    expect(fromNow('2026-08-08', '2026-11-26')).toBe('3 months ago');
    expect(fromNow('2015-03-31', '2026-11-26')).toBe('11 years ago');
    expect(fromNow('2026-03-22', '2026-03-01')).toBe('in 3 weeks');
  });
});

describe('an objective whose date has passed', () => {
  const aim = { measure: 'Seen', unit: '%', from: 30, to: 100, by: '2015-03-31' };
  it('says so, and one that lies ahead does not', () => {
    expect(objectiveAimText(aim, '2026-11-26')).toBe('from 30% to 100%, was to be reached by 31 March 2015: 11 years ago');
    expect(objectiveAimText({ ...aim, from: null, to: null }, '2026-11-26')).toBe('was to be reached by 31 March 2015: 11 years ago');
    expect(objectiveAimText({ ...aim, by: '2026-11-26' }, '2026-11-26')).toBe('from 30% to 100% by 26 November 2026');
  });
});

describe('answers in words', () => {
  const none = { as_expected: 0, better: 0, worse: 0, outside: 0, no_value: 0, after_data: 0, restated: 0 };
  it('count bets that were made, or turned, after their data apart from those that were as expected', () => {
    expect(answersWords(null)).toBe('');
    expect(answersWords(none)).toBe('');
    expect(answersWords({ ...none, as_expected: 2, better: 1 })).toBe('3 answers: 1 better, 2 as expected');
    expect(answersWords({ ...none, as_expected: 1, no_value: 4, after_data: 1, restated: 1 })).toBe(
      '1 answer: 1 as expected; not counted: 4 to which no value came, 1 predicted after seeing the data, 1 turned by values that were changed since');
    expect(answersWords({ ...none, after_data: 2 })).toBe('not counted: 2 predicted after seeing the data');
  });
  it('of a project tell how many predictions nothing answered', () => {
    const as = (...words: (keyof typeof none)[]) => words.map((counted_as) => ({ counted_as }));
    expect(lockedWords(as('as_expected', 'no_value', 'no_value'))).toBe('3 predictions of this project have been answered. Among them: 2 to which no value came.');
    expect(lockedWords(as('as_expected'))).toBe('');
  });
});
