import { expect, it } from 'vitest';
import { storedWords } from './totals';

it('a gap is not counted as a value', () => {
  expect(storedWords({ fresh: 4, revised: 0, fresh_gaps: 2 })).toBe('2 values and 2 gaps');
  expect(storedWords({ fresh: 3, revised: 1, fresh_gaps: 0 })).toBe('4 values');
  expect(storedWords({ fresh: 1, revised: 0, fresh_gaps: 1 })).toBe('1 gap');
});
