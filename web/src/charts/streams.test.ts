import { describe, expect, it } from 'vitest';
import { placeOf } from '../dev/pictures';
import { fold, mostNodes, withCards } from './fold';
import { journeyWords, layJourneys, travelling, type Journey } from './journeys';
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

describe('packages on their way', () => {
  const end = (node: number | null, name: string, place = node ?? 9) => ({ node, place, name });
  const trip = (from: Journey['from'], to: Journey['to'], adoptions = 1): Journey => ({ from, to, adoptions, stopped: 0, illustrative: 0, packages: 1,
    named: [{ id: 7, name: 'Straight to scan', illustrative: false, adoptions, illustrative_adoptions: 0 }], href: '/packages/7' });

  it.each([62, 600, 10_000])('are an arc for each pair of localities, and stay within their band, with %i projects', (projects) => {
    const model = placeOf(projects);
    const arcs = layJourneys(model.journeys, row(model.nodes.map((one) => one.id), 300, 40), new Map(), 100);
    expect(arcs.length).toBe(model.journeys.length);
    expect(arcs.length).toBeGreaterThan(0);
    for (const arc of arcs) expect(arc.y > 300 && arc.y <= 400 && arc.width <= 6).toBe(true);
    const [thin, thick] = [Math.min(...model.journeys.map((one) => one.adoptions)), Math.max(...model.journeys.map((one) => one.adoptions))];
    if (thin < thick) expect(arcs.find((one) => one.journey.adoptions === thick)!.width).toBeGreaterThan(arcs.find((one) => one.journey.adoptions === thin)!.width);
  });
  it('hang from the name of a place that the picture does not show', () => {
    const journeys = [trip(end(null, 'Salford'), end(1, 'Ward team'))];
    const arcs = layJourneys(journeys, row([1], 300, 40), row([9], 380, 90), 100);
    expect(arcs[0]!.d.startsWith('M60.0 380.0')).toBe(true);
    expect(layJourneys(journeys, row([1], 300, 40), new Map(), 100)).toEqual([]);
  });
  it('are told by package where each can be named, and in words', () => {
    const journeys = [trip(end(1, 'Salford'), end(2, 'Wigan'), 2), trip(end(1, 'Salford'), end(3, 'Bury'))];
    expect(travelling(journeys, 6)).toMatchObject([{ id: 7, from: 'Salford', to: ['Wigan', 'Bury'] }]);
    expect(travelling([{ ...journeys[0]!, packages: 4 }], 6)).toBeNull();
    expect(journeyWords({ ...journeys[0]!, stopped: 1 })).toBe('Straight to scan, from Salford to Wigan: adopted 2 times, 1 stopped since');
    const madeUp = { ...journeys[0]!, illustrative: 2, named: [{ ...journeys[0]!.named[0]!, illustrative_adoptions: 2 }] };
    expect(journeyWords(madeUp)).toBe('Straight to scan, from Salford to Wigan: adopted 2 times, all illustrative');
    expect(travelling([madeUp, journeys[1]!], 6)).toMatchObject([{ mark: 'adoptions 2 of them illustrative' }]);
    expect(travelling([madeUp], 6)).toMatchObject([{ mark: 'adoptions all illustrative' }]);
  });
});

describe('more nodes than stand side by side', () => {
  it('leave the largest, and put the rest together without losing a project or an adoption', () => {
    const model = placeOf(600);
    const wide = { ...model, nodes: model.nodes.flatMap((one) => [one, { ...one, id: one.id + 100, projects: 1, answered: 0, outside: 0 }]),
      streams: [...model.streams, ...model.nodes.map((one) => ({ node: one.id + 100, objective: 1, projects: 1, answered: 0 }))],
      journeys: model.journeys.map((one) => ({ ...one, to: { ...one.to, node: one.to.node! + 100 } })) };
    const folded = fold(wide, '/rest');
    const total = (of: typeof model, key: 'projects' | 'answered' | 'outside') => of.nodes.reduce((sum, one) => sum + (one[key] ?? 0), 0);
    expect(folded.nodes).toHaveLength(mostNodes);
    expect(folded.nodes.at(-1)).toMatchObject({ name: `${wide.nodes.length - mostNodes + 1} others`, href: '/rest' });
    for (const key of ['projects', 'answered', 'outside'] as const) expect(total(folded, key)).toBe(total(wide, key));
    const flowing = (of: typeof model) => of.streams.reduce((sum, one) => sum + one.projects, 0);
    expect(flowing(folded)).toBe(flowing(wide));
    const adopted = (of: typeof model) => of.journeys.reduce((sum, one) => sum + one.adoptions, 0);
    expect(adopted(folded)).toBe(adopted(wide));
    expect(new Set(folded.journeys.map((one) => `${one.from.node} ${one.to.node}`)).size).toBe(folded.journeys.length);
    expect(fold(model, '/rest')).toBe(model);
    const untold = { ...wide, nodes: wide.nodes.map((one) => ({ ...one, answered: null })), streams: wide.streams.map((one) => ({ ...one, answered: null })) };
    expect(fold(untold, '/rest').nodes.at(-1)!.answered).toBeNull();
  });
});

describe('more objectives than cards fit beside each other', () => {
  it('leave a card to those with most work, and to each where they are few', () => {
    const [one] = placeOf(62).objectives;
    const some = (many: number) => Array.from({ length: many }, (_, index) => ({ ...one!, id: index + 1, projects: index % 5, here: index % 5 }));
    expect(withCards(some(7)).size).toBe(7);
    const carded = withCards(some(20));
    expect(carded.size).toBe(6);
    for (const served of [5, 10, 15, 20]) expect(carded.has(served)).toBe(true);
  });
});

describe('the small line beside an objective', () => {
  it('is broken where there is a gap, and absent where there is nothing to join', () => {
    expect(sparkline([1, 2, null, 3, 4], 100, 20).match(/M/g)).toHaveLength(2);
    expect(sparkline([1], 100, 20)).toBe('');
  });
});
