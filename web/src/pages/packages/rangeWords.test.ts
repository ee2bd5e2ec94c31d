import { expect, it } from 'vitest';
import { rangeSentence } from './rangeWords';

const place = (place_name: string, by: number | null, more = {}) => ({ origin: false, adoption: null, place_name, illustrative: false, change: by === null ? null : { by }, why_none: by === null ? 'not-measured' : null, ...more });
const range = (...places: object[]) => ({ unit: '%', places, with_result: places.filter((one) => (one as { change: object | null }).change).length, stopped: 0, least: 1, most: 4 }) as never;

it('names the one place without a published result, with why, and says where it is that the package comes from', () => {
  expect(rangeSentence(range(place('Bury', 1), place('Bolton', 4), place('Manchester', null, { origin: true, why_none: 'not-published' }))))
    .toBe('From +1 points to +4 points in 2 places. Manchester, where it comes from, has no published result: measured, not published.');
  expect(rangeSentence(range(place('Bury', 1), place('Bolton', 4), place('Oldham', null), place('Manchester', null, { origin: true }))))
    .toBe('From +1 points to +4 points in 2 places. 2 places have no published result, among them Manchester, where it comes from.');
  expect(rangeSentence(range(place('Bury', 1), place('Bolton', 4), place('Oldham', null), place('Salford', null)))).toContain('2 places have no published result.');
});
