import { expect, test } from 'vitest';
import { commandOf, hintOf, labelOf, ordered, told, type Option } from './options';

const option = (more: Partial<Option>): Option => ({ name: 'x', kind: 'text', means: '', wanted: false, standard: '', shape: '', choices: [], ...more });

test('what is blank, or as it would be anyway, is not told', () => {
  const options = [option({ name: 'outcome', kind: 'column' }), option({ name: 'better', kind: 'choice', standard: 'neither' }), option({ name: 'log', kind: 'flag' }), option({ name: 'at', kind: 'texts' }), option({ name: 'term', kind: 'columns' })];
  expect(told(options, { outcome: ' rate ', better: 'neither', log: false, at: '2024-04\n\n 2025-01 ', term: ['age', 'sex'], stale: 'of another method' })).toEqual({ outcome: 'rate', at: ['2024-04', '2025-01'], term: ['age', 'sex'] });
  expect(told(options, { better: 'up', log: true, term: [] })).toEqual({ better: 'up', log: true });
});

test('the command line says the same, each word as a shell takes it', () => {
  expect(commandOf('its', 'A&E waits.csv', { outcome: 'Wait (min)', at: ['2024-04', "O'Neill"], 'no-slope': true })).toBe(
    "tributary evidence its 'A&E waits.csv' --outcome 'Wait (min)' --at 2024-04 --at 'O'\\''Neill' --no-slope --json");
});

test('a label reads as words, and columns in a set order are written', () => {
  expect(labelOf({ name: 'treated-from' })).toBe('Treated from');
  expect(ordered({ kind: 'columns', shape: 'A,B,C,D' })).toBe(true);
  expect(ordered({ kind: 'columns', shape: 'COLUMNS' })).toBe(false);
});

test('a hint speaks of fields, not of a command line', () => {
  expect(hintOf(option({ kind: 'texts', means: 'Or a unit that had it from --from on; may be given again' }))).toBe('Or a unit that had it from “From” on. One a line');
  expect(hintOf(option({ kind: 'number', means: 'Of the intervals', standard: '0.95', shape: 'SHARE' }))).toBe('Of the intervals. 0.95 unless told');
});
