import { describe, expect, it } from 'vitest';
import { amount, differenceWords, figure, levelRefused, levelsWords, moved, questionWords, range, spread, stepOf, theoryLabel, tidy } from './flow';

const beds = { name: 'beds', title: 'Beds', unit: 'beds', from: 80, to: 120, step: 1, scenario: '', group: '', stands_at: 92 };
const demand = { name: 'demand', title: 'Admissions a day', unit: '', from: 2, to: 3, step: null, scenario: '', group: '', stands_at: null };
const people = { unit: 'people' };
const share = { unit: '', share: true };
const pounds = { unit: 'pounds' };

describe('asking a flow model', () => {
  it('asks only for the levels that were moved', () => {
    expect(moved([beds, demand], { beds: 92 })).toEqual({});
    expect(moved([beds, demand], { beds: 96, demand: 2.5 })).toEqual({ beds: 96, demand: 2.5 });
    expect(levelsWords([beds, demand], { beds: 96 })).toBe('Beds 96');
    expect(levelsWords([beds], { doors: 3 })).toBe('doors 3');
  });
  it('steps by what the model says, or a hundredth of the range', () => {
    expect(stepOf(beds)).toBe(1);
    expect(stepOf(demand)).toBeCloseTo(0.01);
  });
  it('refuses a level outside the range, and what is no number', () => {
    expect(levelRefused(beds, '96')).toBe('');
    expect(levelRefused(beds, '121')).toBe('From 80 to 120');
    expect(levelRefused(beds, 'many')).toBe('From 80 to 120');
    expect(levelRefused(beds, ' ')).toBe('From 80 to 120');
  });
  it('says in words what was asked', () => {
    const model = { scenarios: [{ name: 'short', title: 'Stays 5 % shorter' }], factors: [beds, demand] };
    const asked = { replications: 100, seed: null, length: null, by: null };
    expect(questionWords({ ...asked, scenarios: [{ scenario: 'base', levels: {} }] }, model)).toBe('As it stands: 100 replications');
    expect(questionWords({ ...asked, scenarios: [{ scenario: 'base', levels: {} }, { scenario: 'short', levels: {} }, { scenario: 'base', levels: { beds: 96 } }] }, model))
      .toBe('As it stands, beside Stays 5 % shorter and Beds 96: 100 replications');
    expect(questionWords({ ...asked, by: 'month', scenarios: [{ scenario: 'short', levels: { beds: 96 } }] }, model)).toBe('Stays 5 % shorter, with Beds 96: 100 replications, by month, for a prediction');
  });
});

describe('the numbers of a measure', () => {
  it('are nothing where only rounding is left, and then have no spread', () => {
    expect(tidy(1.1e-15)).toBe(0);
    expect(tidy(3e-8, 92)).toBe(0);
    expect(tidy(3e-6, 92)).toBe(3e-6);
    expect(amount(1.1e-15, people)).toBe('0 people');
    expect(spread(1.1e-15, 92, people)).toBe('');
    expect(spread(2e-8, 92, people)).toBe('');
    expect(spread(0, 92, people)).toBe('');
    expect(spread(null, 92, people)).toBe('');
    expect(spread(0.41, 6.59, people)).toBe('\u00a0±\u00a00.41');
  });
  it('keep the noughts of what is not quite a whole number', () => {
    expect(figure(6.0012, people)).toBe('6.00');
    expect(figure(6, people)).toBe('6');
    expect(figure(0.5, people)).toBe('0.5');
    expect(amount(1, people)).toBe('1 person');
  });
  it('are percentages where they are shares, and pounds with their sign', () => {
    expect(amount(0.913, share)).toBe('91.3%');
    expect(amount(91.3, { unit: '%' })).toBe('91.3%');
    expect(spread(0.0123, 0.913, share)).toBe('\u00a0±\u00a01.2 points');
    expect(amount(1273935.4, pounds)).toBe('£1,273,935');
    expect(amount(3.5, pounds)).toBe('£3.50');
    expect(spread(81234, 1273935, pounds)).toBe('\u00a0±\u00a0£81,000');
    expect(amount(null, pounds)).toBe('–');
  });
  it('span a range to the same figure at both ends', () => {
    expect(range(4.1, 8.93, people)).toBe('4.1 to 8.9');
    expect(range(0.9, 0.934, share)).toBe('90.0% to 93.4%');
    expect(range(1, 8, people)).toBe('1 to 8');
    expect(range(1, 12, people)).toBe('1 to 12');
    expect(range(1100000, 1400000, pounds)).toBe('£1,100,000 to £1,400,000');
    expect(range(4, 4, people)).toBe('4');
  });
  it('say whether theory is exact', () => {
    expect(theoryLabel({ exact: true })).toBe('By theory, exact');
    expect(theoryLabel({ exact: false })).toBe('By theory, nearly');
  });
});

describe('a difference in words', () => {
  const of = (before: number, after: number, low: number | null, high: number | null) => ({ before, after, difference: after - before, low, high });
  it('says how large it is and how sure that is', () => {
    expect(differenceWords(of(6.59, 4.49, -2.2, -2), people)).toBe('About 2.1 fewer people (likely 2.0 to 2.2 fewer).');
    expect(differenceWords(of(5, 8, 1.5, 4.5), people)).toBe('About 3 more people (likely 2 to 5 more).');
    expect(differenceWords(of(20, 15, -6, -4), { unit: 'days' })).toBe('About 5 days less (likely 4 to 6 less).');
    expect(differenceWords(of(0.92, 0.88, -0.05, -0.03), share)).toBe('About 4 points lower (likely 3 to 5 lower).');
    expect(differenceWords(of(1273935, 1150000, -128400, -119470), pounds)).toBe('About £124,000 less (likely £119,000 to £128,000 less).');
    expect(differenceWords(of(1, 2, 0.5, 1.5), { unit: '' })).toBe('About 1.0 higher (likely 0.5 to 1.5 higher).');
  });
  it('leaves the range out where it is negligible, and rounding where it is nothing', () => {
    expect(differenceWords(of(92, 96, 3.99, 4.01), { unit: 'beds' })).toBe('About 4 more beds.');
    expect(differenceWords(of(92, 96, 4 - 1e-13, 4 + 1e-13), { unit: 'beds' })).toBe('4 more beds.');
    expect(differenceWords(of(92, 92 + 1e-13, -1e-14, 1e-13), { unit: 'beds' })).toBe('No difference.');
  });
  it('says that runs can not tell one', () => {
    expect(differenceWords(of(5, 5.1, -0.2, 0.4), people)).toBe('No difference that these runs can tell (likely between 0.2 fewer and 0.4 more).');
    expect(differenceWords(of(955, 954.1, -1.84, 0.04), { unit: 'deaths' })).toBe('No difference that these runs can tell (likely between 1.84 fewer and 0.04 more).');
    expect(differenceWords(of(5, 6, null, null), people)).toBe('1 more person; one run does not tell how sure that is.');
  });
});
