import { expect, test } from 'vitest';
import { commandOf, hintOf, ordered, told, type Option } from './options';

const option = (more: Partial<Option>): Option => ({ name: 'x', label: 'X', kind: 'text', means: '', wanted: false, standard: '', shape: '', choices: [], ...more });

test('what is blank, or as it would be anyway, is not told', () => {
  const options = [option({ name: 'outcome', kind: 'column' }), option({ name: 'better', kind: 'choice', standard: 'neither' }), option({ name: 'log', kind: 'flag' }), option({ name: 'from', kind: 'texts' }), option({ name: 'term', kind: 'columns' })];
  expect(told(options, { outcome: ' rate ', better: 'neither', log: false, from: '2024-04\n\n 2025-01 ', term: ['age', 'sex'], stale: 'of another method' })).toEqual({ outcome: 'rate', from: ['2024-04', '2025-01'], term: ['age', 'sex'] });
  expect(told(options, { better: 'up', log: true, term: [] })).toEqual({ better: 'up', log: true });
});

test('the command line says the same, each word as a shell takes it', () => {
  expect(commandOf('its', 'A&E waits.csv', { outcome: 'Wait (min)', from: ['2024-04', "O'Neill"], 'no-slope': true })).toBe(
    "tributary evidence its 'A&E waits.csv' --outcome 'Wait (min)' --from 2024-04 --from 'O'\\''Neill' --no-slope --json");
});

test('columns in a set order are written', () => {
  expect(ordered({ kind: 'columns', shape: 'A,B,C,D' })).toBe(true);
  expect(ordered({ kind: 'columns', shape: 'COLUMNS' })).toBe(false);
});

test('a hint says how the field is filled', () => {
  expect(hintOf(option({ kind: 'texts', means: 'Or a unit that had it from “From when” on' }))).toBe('Or a unit that had it from “From when” on. One a line');
  expect(hintOf(option({ kind: 'number', means: 'Of the intervals', standard: '0.95', shape: 'SHARE' }))).toBe('Of the intervals. 0.95 unless told');
});
