// Pictures for looking at charts while working on them, and for their tests. Invented figures; never shipped.
import type { Meaning, PicturePoint, Rule, SpcPicture } from '../charts/picture';
import type { StreamsModel } from '../charts/streams';
import { timeToDate } from '../words/dates';

const day = 86_400_000;
const start = Date.UTC(2025, 8, 1);
const week = (index: number) => timeToDate(start + index * 7 * day);

const before = [7.3, 7.7, 6.7, 7.6, 8.2, 7.7, 8.9, 6.2, 7.3, 6.4, 6.3, 7, 7.4, 7.7, 7.8, 9.7, 8.2, 5.4, 7.4, 6.5, 6.6, 8.6, 7, 5];
const after = [7.1, 6.3, 5.2, 5, 4.9, 5.1, 4.4, 4.7, 6.2, 3.9, 3.9, 4.4, 5.6, 4];

function point(date: string, value: number | null, meaning: Meaning = 'common_cause', rules: Rule[] = [], ghosted: string | null = null): PicturePoint {
  return { date, value, meaning, rules, ghosted };
}

export const withPrediction: SpcPicture = {
  title: 'Out-of-area placements a week',
  subtitle: 'Ward group, mental health · lower is better · test 3: daily review of every stay over 30 days',
  writing: { unit: 'placements' },
  points: [...before.map((value, index) => point(week(index), value)),
    ...after.map((value, index) => point(week(index + 24), value, index < 1 ? 'common_cause' : 'improvement', index < 1 ? [] : ['shift_low']))],
  phases: [{ from: week(0), to: week(37), mean: 7.28, lower: 4.32, upper: 10.24, baselineUntil: week(23) }],
  targets: [],
  events: [{ date: week(24), label: 'Test 3 began' }],
  prediction: {
    label: 'Test 3',
    due: week(50),
    rows: Array.from({ length: 27 }, (_, index) => {
      const middle = 4.6 + 2.6 * Math.exp(-index / 6);
      const half = 0.55 + 0.02 * index;
      return { date: week(24 + index), median: middle, low50: middle - half, high50: middle + half, low90: middle - 2.2 * half, high90: middle + 2.2 * half };
    }),
  },
  variation: 'improvement_low',
  assurance: null,
  illustrative: true,
};

const monthly = [0.82, 0.81, 0.84, 0.79, 0.8, 0.78, 0.83, 0.81, 0.8, 0.79, 0.82, 0.61, 0.8, 0.77, 0.79, 0.75, 0.76, null, 0.74, 0.73, 0.72, 0.74, 0.71, 0.7,
  0.83, 0.85, 0.84, 0.86, 0.84, 0.87, 0.85, 0.86, 0.88, 0.86, 0.87, 0.95];
const month = (index: number) => timeToDate(Date.UTC(2023, 3 + index, 1));

export const withPhases: SpcPicture = {
  title: 'Seen within four hours',
  subtitle: 'Emergency department · higher is better',
  writing: { percent: true },
  points: monthly.map((value, index) => {
    if (index === 11) return point(month(index), value, 'common_cause', [], 'flood: department closed for nine days');
    if (index === 35) return point(month(index), value, 'improvement', ['point_high']);
    if (index >= 17 && index < 24) return point(month(index), value, 'concern', ['shift_low', 'trend_down']);
    return { ...point(month(index), value), numerator: value === null ? null : Math.round(value * 9_000), denominator: value === null ? null : 9_000 };
  }),
  phases: [
    { from: month(0), to: month(23), mean: 0.785, lower: 0.725, upper: 0.845 },
    { from: month(24), to: month(35), mean: 0.861, lower: 0.815, upper: 0.907, reason: 'same-day unit opened' },
  ],
  targets: [{ from: null, to: null, value: 0.95, toValue: 0.95 }],
  events: [],
  variation: 'improvement_high',
  assurance: 'fail',
};

export const neither: SpcPicture = {
  title: 'Calls to the single point of access',
  subtitle: 'Place · neither direction is better',
  writing: {},
  points: Array.from({ length: 20 }, (_, index) => index > 12
    ? point(week(index), 1480 + ((index * 37) % 60), 'neither', ['shift_high'])
    : point(week(index), 1210 + ((index * 53) % 110))),
  phases: [{ from: week(0), to: week(19), mean: 1342, lower: 1104, upper: 1580 }],
  targets: [],
  events: [],
  variation: 'neither_high',
};

export const oneDate: SpcPicture = {
  ...withPrediction,
  title: 'A prediction of one value',
  illustrative: false,
  points: withPrediction.points.slice(0, 30),
  phases: [{ from: week(0), to: week(29), mean: 7.1, lower: 4.2, upper: 10 }],
  prediction: { label: 'Test 1', due: week(36), rows: [{ date: week(36), median: 5, low50: 4.4, high50: 5.6, low90: 3.4, high90: 6.6 }] },
};

export const few: SpcPicture = {
  title: 'Too few values for limits', writing: {}, points: [3, 5, 4, 6].map((value, index) => point(week(index), value)),
  phases: [{ from: week(0), to: week(3), mean: null, lower: null, upper: null }], targets: [], events: [],
};


const boroughs = ['Bolton', 'Bury', 'Manchester', 'Oldham', 'Rochdale', 'Salford', 'Stockport', 'Tameside', 'Trafford', 'Wigan'];

/** A place with about this many projects. */
export function placeOf(projects: number): StreamsModel {
  const objectives = [
    { id: 1, name: 'Fewer deaths and less disability after stroke', dimension: 'health', aim: 'from 14.2% to 12% by March 2027' },
    { id: 2, name: 'Home sooner: length of stay on mental-health wards', dimension: 'care', aim: 'from 41 to 32 days by March 2027' },
    { id: 3, name: 'No one waits in hospital for a place at home', dimension: 'resources' },
    { id: 4, name: 'Healthy years gained in the poorest neighbourhoods', dimension: 'health' },
    { id: 5, name: 'A shared record for every care home', dimension: 'care' },
  ] as const;
  const streams = boroughs.flatMap((_, node) => [1, 2, 3, 4].map((objective) => {
    const n = Math.round(((node * 7 + objective * 5) % 11) * projects / 260);
    return { node: node + 1, objective, projects: n, answered: Math.min(n, Math.round(n * ((node + objective) % 3) / 3)) };
  })).filter((stream) => stream.projects > 0);
  const total = (key: 'node' | 'objective', id: number) => streams.filter((one) => one[key] === id).reduce((n, one) => n + one.projects, 0);
  const nodes = boroughs.map((name, index) => {
    const outside = index % 3 === 0 ? Math.ceil(projects / 60) : 0;
    return { id: index + 1, name, href: '/p', projects: total('node', index + 1) + outside, outside, illustrativeProjects: 0,
      answered: streams.filter((one) => one.node === index + 1).reduce((n, one) => n + one.answered, 0) };
  });
  let id = 0;
  const each = streams.flatMap((stream) => Array.from({ length: stream.projects }, (_, index) => ({
    id: ++id, name: `Project ${id}`, href: '/q', node: stream.node, objectives: [stream.objective], answered: index < stream.answered, outside: false, variation: null,
  })));
  return {
    nodesAre: 'locality',
    objectives: objectives.map((one) => ({ ...one, href: '/o', projects: total('objective', one.id), here: total('objective', one.id), illustrativeProjects: 0, below: 0, belowUnserved: [],
      answers: { as_expected: one.id, better: 1, worse: 0, outside: 0, no_value: 0, after_data: 0, restated: 0 }, signals: { improvement: one.id, concern: 1, neither: 0, common_cause: 3 },
      signal: one.id % 2 ? null : { name: 'Stays', variation: 'improvement_low', recent: [9, 8, 9, 7, 8, 7, 6, 7, 5, 5, 4], lastOn: '2026-03-01', illustrative: true } })),
    nodes,
    streams,
    projects: each.length <= 80 ? each : [],
    ...journeysOf(nodes, Math.min(projects / 20, 90)),
  };
}

function journeysOf(nodes: { id: number; name: string }[], most: number): Pick<StreamsModel, 'packages' | 'journeys'> {
  const end = ({ id, name }: { id: number; name: string }) => ({ node: id, place: id, name });
  const journeys = nodes.flatMap((from, a) => nodes.filter((to) => to !== from).map((to, b) => ({ from: end(from), to: end(to), adoptions: 1 + (a * 5 + b * 3) % 9,
    stopped: 0, illustrative: 1, packages: 1, named: [{ id: a + 1, name: `Package ${a + 1}`, illustrative: true, adoptions: 1, illustrative_adoptions: 1 }], href: '/k' })));
  return { packages: nodes.length, journeys: journeys.filter((_, index) => (index * 37) % journeys.length < most) };
}
