import { describe, expect, it } from 'vitest';
import { differenceWords, durationWords, levelsWords, moved, stepOf, theoryWords } from './flow';

const beds = { name: 'beds', title: 'Beds', unit: 'beds', from: 80, to: 120, step: 1, scenario: '', group: '', stands_at: 92 };
const demand = { name: 'demand', title: 'Admissions a day', unit: '', from: 2, to: 3, step: null, scenario: '', group: '', stands_at: null };

describe('asking a flow model', () => {
  it('asks only for the levels that were moved', () => {
    expect(moved([beds, demand], { beds: 92 })).toEqual({});
    expect(moved([beds, demand], { beds: 96, demand: 2.5 })).toEqual({ beds: 96, demand: 2.5 });
    expect(levelsWords([beds, demand], { beds: 96 })).toBe('Beds 96');
  });
  it('steps by what the model says, or a hundredth of the range', () => {
    expect(stepOf(beds)).toBe(1);
    expect(stepOf(demand)).toBeCloseTo(0.01);
  });
  it('says a difference with how sure it is, and that a run can not tell one', () => {
    expect(differenceWords({ before: 5, after: 3.2, difference: -1.8, low: -2.1, high: -1.5 }, 'people')).toBe('1.8 people less (the mean is 1.5 to 2.1 less).');
    expect(differenceWords({ before: 5, after: 5.1, difference: 0.1, low: -0.2, high: 0.4 }, 'people')).toBe('No difference that this run can tell: between 0.2 less and 0.4 more.');
    expect(differenceWords({ before: 5, after: 5, difference: 0, low: 0, high: 0 }, 'people')).toBe('No difference.');
    expect(differenceWords({ before: 5, after: 6, difference: 1, low: null, high: null }, '')).toBe('1 more; one replication does not tell how sure that is.');
  });
  it('tells how long, and how surely theory knows', () => {
    expect(durationWords(0.3)).toBe('a second or two');
    expect(durationWords(3600)).toBe('about 60 minutes');
    expect(theoryWords({ value: 2.345, exact: false }, 'people')).toBe('≈ 2.35 people');
    expect(theoryWords(null, '')).toBe('theory has no answer');
  });
});
