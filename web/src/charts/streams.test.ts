import { describe, expect, it } from 'vitest';
import { placeOf } from '../dev/pictures';
import { layStreams, type Mouth } from './streams';

const row = (ids: number[], y: number, width: number) =>
  new Map<number, Mouth>(ids.map((id, index) => [id, { x: 60 + index * 110, y, width }]));

describe('the streams of a place', () => {
  it.each([62, 600])('join each locality to what it serves, with %i projects', (projects) => {
    const model = placeOf(projects);
    const { paths, rings } = layStreams(model, row([1, 2, 3, 4, 5], 100, 170), row(model.places.map((one) => one.id), 300, 40));
    for (const stream of model.streams) expect(paths.some((path) => path.place === stream.place && path.objective === stream.objective)).toBe(true);
    expect(rings.map((ring) => ring.place)).toEqual(model.places.filter((one) => one.outside > 0).map((one) => one.id));
    expect(paths.some((path) => path.objective === 5)).toBe(false);
  });
  it('are together never wider than the card they flow into', () => {
    const model = placeOf(600);
    const { paths } = layStreams(model, row([1, 2, 3, 4, 5], 100, 170), row(model.places.map((one) => one.id), 300, 40));
    for (const objective of [1, 2, 3, 4]) {
      const width = paths.filter((path) => path.objective === objective).reduce((sum, path) => sum + path.width, 0);
      expect(width).toBeLessThanOrEqual(170);
    }
  });
});
