import { expect, it } from 'vitest';
import { weekText } from './items';

it('a week names its months and years once where they are the same', () => {
  expect(weekText('2026-11-23', '2026-11-29')).toBe('Monday 23 to Sunday 29 November 2026');
  expect(weekText('2026-11-30', '2026-12-06')).toBe('Monday 30 November to Sunday 6 December 2026');
  expect(weekText('2026-12-28', '2027-01-03')).toBe('Monday 28 December 2026 to Sunday 3 January 2027');
});
