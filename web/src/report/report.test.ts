import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differenceWords, estimateWords, findings, intervalWords, momentWords, valueWords, type FlowReport } from './report';
import { stressPoints } from './stress';

const share = { share: true, unit: '' };
const pounds = { share: false, unit: 'pounds' };
const people = { share: false, unit: 'people' };

function reportWith(low: number, high: number): FlowReport {
  const scenario = (name: string) => ({ name, title: '', measures: [{ name: 'waiting', title: 'People who wait', unit: 'people', value: { mean: 3, half_width: 1 } }] });
  return {
    parts: { measures: [{ name: 'waiting', share: false }] }, scenarios: [scenario('base'), scenario('more')],
    differences: [{ scenario: 'more', from: 'base', of: 'measure', name: 'waiting', number: 'people', period: null, before: 5, after: 3, difference: (low + high) / 2, half_width: (high - low) / 2, low, high, replications: 9 }],
  } as unknown as FlowReport;
}

describe('the words of a report', () => {
  it('writes shares as percentages, their differences in points, and pounds without false precision', () => {
    expect(valueWords(0.9127, share)).toBe('91.3%');
    expect(differenceWords(-0.018, share)).toBe('−1.8 points');
    expect(valueWords(1_260_000, pounds)).toBe('£1.26 million');
    expect(valueWords(636_663, pounds)).toBe('£637,000');
    expect(valueWords(6.2349, people)).toBe('6.23 people');
    expect(valueWords(null, people)).toBe('–');
    expect(valueWords(NaN, people)).toBe('–');
    const always = { mean: 1, half_width: 0, sd: 0, low90: 1, low50: 1, median: 1, high50: 1, high90: 1, replications: 9 };
    expect(estimateWords(always, share)).toBe('100% in every replication');
  });

  it('ends no interval below 0 of what never is', () => {
    const few = { mean: 0.005, half_width: 0.007, sd: 0.01, low90: 0, low50: 0, median: 0, high50: 0.01, high90: 0.02, replications: 9 };
    expect(intervalWords(few, people)).toBe('0 to 0.012');
    expect(estimateWords(few, people)).toBe('0.005 people (95% interval 0 to 0.012)');
    expect(intervalWords({ ...few, low90: -0.01 }, people)).toBe('−0.002 to 0.012');
    expect(intervalWords({ ...few, half_width: null }, people)).toBe('–');
  });

  it('says a difference with its interval, and that there is none to tell where the interval holds no change', () => {
    const sure = reportWith(-2.5, -1.5);
    expect(findings(sure, sure.scenarios[1]!)[0]).toMatchObject({ words: 'down from 5 to 3 people (95% interval of the difference −2.5 to −1.5 people)', sure: true });
    const unsure = reportWith(-2.5, 0.5);
    expect(findings(unsure, unsure.scenarios[1]!)[0]!.words).toContain('no difference that could be told from chance');
    expect(findings(sure, sure.scenarios[0]!)[0]!.words).toBe('3 people (95% interval 2 to 4)');
  });

  it('counts moments from the end of the warm-up, or says the date', () => {
    expect(momentWords(366.5, { time_unit: 'days', begins_on: null }, 365)).toBe('day 2, 12:00');
    expect(momentWords(90, { time_unit: 'minutes', begins_on: null }, 0)).toBe('day 1, 01:30');
    expect(momentWords(31.25, { time_unit: 'days', begins_on: '2026-01-01' }, 7)).toBe('1 February 2026, 06:00');
  });

  it('has a part for every point of the guideline', () => {
    const page = readFileSync('src/report/Report.svelte', 'utf8');
    const points = stressPoints.flatMap((one) => one.points);
    expect(points).toHaveLength(20);
    for (const point of points) expect(page).toContain(`id="${point.part}"`);
  });
});
