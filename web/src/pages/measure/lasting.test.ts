import { expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { lastingShift } from './lasting';

/** `runs`: the points that are part of a run on one side of the mean, which is 10. */
const drawing = (values: (number | null)[], runs: number[], more: object = {}) => ({ dates: values.map((_, index) => `2026-01-${String(index + 1).padStart(2, '0')}`), values, ghosts: [],
  signals: runs.map((point) => ({ point, meaning: 'concern', conflict: false, rules: [values[point]! > 10 ? 'shift_high' : 'shift_low'] })), phases: [{ number: 1, phase_id: null, centre: 10 }], ...more }) as unknown as Schemas['Drawing'];
const before = [14, 13, 15, 14, 13, 14, 15];
const since = [6, 7, 5, 6, 8, 7, 6];
const points = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

it('one shift that lasted is where limits could be drawn afresh', () => {
  expect(lastingShift(drawing([...before, ...since], points(0, 14)))).toBe('2026-01-08');
  expect(lastingShift(drawing([...before, 9, 12, null, ...since], [...points(0, 7), ...points(10, 17)]))).toBe('2026-01-11');
});

it('what varies, what has hardly lasted and what goes to and fro has no such place', () => {
  expect(lastingShift(drawing([12, 8, 12, 8], []))).toBeNull();
  expect(lastingShift(drawing([...before, 6, 7], points(0, 7)))).toBeNull();
  expect(lastingShift(drawing([...before, ...since, ...before], points(0, 21)))).toBeNull();
});

it('nothing is suggested where somebody has decided already', () => {
  expect(lastingShift(drawing([...before, ...since], points(0, 14), { phases: [{ number: 1, phase_id: null, centre: 14 }, { number: 2, phase_id: 5, centre: 6 }] }))).toBeNull();
});
