import { describe, expect, it } from 'vitest';
import { countsWhole, fits, inWhole, likeliest, onlyRounded, sameUnit, timesFor, unitsDiffer } from './matching';

const measures = [
  { name: 'out', title: 'People out of area', unit: 'people', share: false },
  { name: 'month', title: 'Placements out of area, a month', unit: 'placements', share: false },
  { name: 'year', title: 'Bed-days out of area, a year', unit: 'days', share: false },
  { name: 'wait', title: 'Days until a bed', unit: 'days', share: false },
  { name: 'use', title: 'Share of ward beds in use', unit: '', share: true },
];
const row = (low90: number, high90: number) => ({ from_on: null, on_date: '2026-10-31', median: 6.4, low50: 5.2, high50: 7.6, low90, high90 });

describe('which of a model’s measures is the project’s', () => {
  it('is the one with its unit', () => {
    expect(likeliest(measures, { name: 'Placed elsewhere', unit: 'persons' })).toBe('out');
    expect(likeliest(measures, { name: 'Occupancy', unit: '%' })).toBe('use');
  });
  it('of several with its unit is the one that is called alike, and none where that does not tell', () => {
    expect(likeliest(measures, { name: 'Bed-days out of area', unit: 'days' })).toBe('year');
    expect(likeliest(measures, { name: 'Length of stay', unit: 'days' })).toBe('');
  });
  it('is none where none has its unit', () => {
    expect(likeliest(measures, { name: 'People out of area', unit: 'families' })).toBe('');
  });
  it('counts a share as per cent once it is multiplied', () => {
    expect(sameUnit(measures[4]!, '%')).toBe(true);
    expect(unitsDiffer({ unit: 'hours', share: false }, '%')).toBe('The model’s measure is in “hours”, this one in “%”: unless a number turns the one into the other, their difference means nothing.');
    expect(timesFor(measures[4]!, '%')).toBe(100);
    expect(timesFor(measures[0]!, 'people')).toBe(1);
  });
});

describe('a prediction by a run', () => {
  it('is in whole numbers where the measure is, and that is no adjusting', () => {
    expect(countsWhole({ values: [4, null, 7], denominators: null })).toBe(true);
    expect(countsWhole({ values: [4, 7.5], denominators: null })).toBe(false);
    expect(inWhole([row(3.4, 9.8)])[0]).toMatchObject({ median: 6, low50: 5, high50: 8, low90: 3, high90: 10 });
    expect(onlyRounded([row(3.4, 9.8)], inWhole([row(3.4, 9.8)]))).toBe(true);
    expect(onlyRounded([row(3.4, 9.8)], [row(3, 11)])).toBe(false);
  });
  it('says where the model as it stands does not fit what was seen', () => {
    expect(fits(6, [row(3, 10)])).toBe(true);
    expect(fits(14, [row(3, 10)])).toBe(false);
  });
});
