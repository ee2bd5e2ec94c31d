import { expect, test } from 'vitest';
import { byReader, wider } from './readers';

test('an audience is wider than those it includes, and than no other', () => {
  expect(wider('public', 'system')).toBe(true);
  expect(wider('network', 'indoors')).toBe(true);
  expect(wider('indoors', 'public')).toBe(false);
  expect(wider('system', 'system')).toBe(false);
});

test('who read it twice is named once, with both days', () => {
  const read = (person_id: number, name: string, on_date: string) => ({ person_id, name, on_date, first_at: `${on_date}T09:00:00Z`, audience: 'indoors' as const });
  expect(byReader([read(1, 'Mentor', '2026-01-02'), read(2, 'Lead', '2026-01-02'), read(1, 'Mentor', '2026-01-05'), read(1, 'Mentor', '2026-01-05')]))
    .toEqual([{ person: 1, name: 'Mentor', days: ['2026-01-02', '2026-01-05'] }, { person: 2, name: 'Lead', days: ['2026-01-02'] }]);
});
