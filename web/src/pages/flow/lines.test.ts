import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/problem';
import { lineIn, spanOf } from './lines';

describe('a line that a refusal names', () => {
  it('is read off where it says it is', () => {
    expect(lineIn(new Problem(422, { title: 'No such key', where: 'beds.toml:12' }))).toBe(12);
    expect(lineIn(new Problem(422, { title: 'Wrong', errors: [{ title: 'No such key', code: 'x', where: 'a-b.toml:3' }] }))).toBe(3);
    expect(lineIn(new Problem(422, { title: 'Too large', where: 'areas.csv:4' }))).toBe(null);
    expect(lineIn(null)).toBe(null);
  });
  it('has its place in the text', () => {
    expect(spanOf('one\ntwo\nthree', 2)).toEqual({ from: 4, to: 7 });
    expect(spanOf('one', 2)).toBe(null);
  });
});
