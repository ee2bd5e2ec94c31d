import { describe, expect, it } from 'vitest';
import { placeOf } from '../dev/pictures';
import { layBundles, laySprings, layStreams, sparkline, type Mouth } from './streams';

const row = (ids: number[], y: number, width: number) =>
  new Map<number, Mouth>(ids.map((id, index) => [id, { x: 60 + index * 110, y, width }]));

describe('the streams of a place', () => {
  it.each([62, 600, 10_000])('join each locality to what it serves, with %i projects', (projects) => {
    const model = placeOf(projects);
    const { paths, rings } = layStreams(model, row([1, 2, 3, 4, 5], 100, 170), row(model.nodes.map((one) => one.id), 300, 40));
    for (const stream of model.streams) expect(paths.some((path) => path.node === stream.node && path.objective === stream.objective)).toBe(true);
    expect(rings.map((ring) => ring.node)).toEqual(model.nodes.filter((one) => one.outside > 0).map((one) => one.id));
    expect(paths.some((path) => path.objective === 5)).toBe(false);
    expect(paths.length).toBeLessThan(150);
  });
  it('are together never wider than the card they flow into', () => {
    const model = placeOf(600);
    const { paths } = layStreams(model, row([1, 2, 3, 4, 5], 100, 170), row(model.nodes.map((one) => one.id), 300, 40));
    for (const objective of [1, 2, 3, 4]) {
      const width = paths.filter((path) => path.objective === objective).reduce((sum, path) => sum + path.width, 0);
      expect(width).toBeLessThanOrEqual(170);
    }
  });
});

describe('what runs up from the projects', () => {
  it('is a spring for each while they are few', () => {
    const model = placeOf(62);
    const springs = laySprings(model, row(model.projects.map((one) => one.id), 500, 12), row(model.nodes.map((one) => one.id), 350, 40));
    expect(springs.map((one) => one.project).sort()).toEqual(model.projects.map((one) => one.id).sort());
  });
  it('is one bundle for each locality when they are many, in which the answered part is told apart', () => {
    const model = placeOf(10_000);
    const places = model.nodes.filter((one) => one.projects > 0);
    const bundles = layBundles(model, row(model.nodes.map((one) => one.id), 500, 80), row(model.nodes.map((one) => one.id), 350, 40));
    expect(model.projects).toEqual([]);
    expect(new Set(bundles.map((one) => one.node)).size).toBe(places.length);
    expect(bundles.length).toBeLessThanOrEqual(2 * places.length);
  });
});

describe('the small line beside an objective', () => {
  it('is broken where there is a gap, and absent where there is nothing to join', () => {
    expect(sparkline([1, 2, null, 3, 4], 100, 20).match(/M/g)).toHaveLength(2);
    expect(sparkline([1], 100, 20)).toBe('');
  });
});
