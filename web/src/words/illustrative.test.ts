import { describe, expect, it } from 'vitest';
import { illustrativeOf, withIllustrative } from './illustrative';

describe('the mark of what is made up', () => {
  it('says how much of a count it is, and nothing where all is real', () => {
    expect(illustrativeOf(0, 4)).toBe('');
    expect(illustrativeOf(1, 1)).toBe('illustrative');
    expect(illustrativeOf(4, 4)).toBe('all illustrative');
    expect(illustrativeOf(2, 4)).toBe('2 of them illustrative');
    expect(withIllustrative('5 projects', 5, 5)).toBe('5 projects, all illustrative');
    expect(withIllustrative('5 projects', 0, 5)).toBe('5 projects');
  });
});
