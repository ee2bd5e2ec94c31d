import { describe, expect, it } from 'vitest';
import { ramps, runWords, stepState, type Step } from './ramp';

const test = (id: number, previous_id: number | null = null, rest: Partial<Step> = {}): Step =>
  ({ id, name: `Test ${id}`, previous_id, started_on: null, ended_on: null, decision: null, ...rest });

describe('a ramp of tests', () => {
  it('climbs from each test to the one that followed it', () => {
    expect(ramps([test(1), test(2, 1), test(3, 2)]).map((chain) => chain.map((step) => [step.test.id, step.depth]))).toEqual([[[1, 0], [2, 1], [3, 2]]]);
  });
  it('branches where two tests follow one, and begins anew where the one before is not shown', () => {
    expect(ramps([test(1), test(2, 1), test(3, 1), test(9, 7)]).map((chain) => chain.map((step) => step.test.id))).toEqual([[1, 2], [3], [9]]);
  });
  it('says how each step stands', () => {
    expect(stepState(test(1)).text).toBe('Planned');
    expect(stepState(test(1, null, { started_on: '2026-03-01' })).text).toBe('Running');
    expect(stepState(test(1, null, { started_on: '2026-03-01', ended_on: '2026-03-08' })).text).toContain('decide');
    expect(stepState(test(1, null, { decision: 'abandon' })).text).toContain('learnt');
  });
  it('is not running once it is decided, though nobody wrote down its end', () => {
    expect(runWords(test(1, null, { started_on: '2026-11-26' }))).toBe('26 November 2026, running');
    expect(runWords(test(1, null, { started_on: '2026-11-26', decision: 'adopt' }))).toBe('from 26 November 2026');
    expect(runWords(test(1, null, { started_on: '2026-11-20', ended_on: '2026-11-26', decision: 'adopt' }))).toBe('20 November 2026 to 26 November 2026');
  });
});
