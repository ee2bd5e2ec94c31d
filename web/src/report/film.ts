// The animation's arithmetic: who is where at a moment, who is on the way, and where boxes stand. Everything is a function of the
// moment alone, so that one may go to any of them.
import type { Film, FlowReport, Way } from './report';

export interface Box { kind: 'arrivals' | 'service' | 'exit'; at: number; layer: number; title: string; x: number; y: number; width: number; height: number }
export interface Route { from: Box; to: Box; people: number; path: [number, number, number, number, number, number, number, number] }
export interface Scene { boxes: Box[]; routes: Route[]; width: number; height: number; unused: string[] }

const arrivals = 'in';
const key = (service: number) => `s${service}`;
const exitKey = (exit: number) => `e${exit}`;
const fromKey = (way: Way) => (way[0] === null ? arrivals : key(way[0]));
const toKey = (way: Way) => (way[2] ? exitKey(way[1]) : key(way[1]));

/** How far from the arrivals each box stands: one to the right of the furthest that leads to it, ways back left out. */
export function layersOf(ways: readonly Way[]): Map<string, number> {
  const next = new Map<string, string[]>();
  for (const way of ways) next.set(fromKey(way), [...(next.get(fromKey(way)) ?? []), toKey(way)]);
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  const back = new Set<string>();
  const visit = (at: string) => {
    state.set(at, 'open');
    for (const to of next.get(at) ?? []) {
      if (state.get(to) === 'open') back.add(`${at}>${to}`);
      else if (!state.has(to)) visit(to);
    }
    state.set(at, 'done');
    order.push(at);
  };
  visit(arrivals);
  for (const way of ways) if (!state.has(fromKey(way))) visit(fromKey(way));
  const layers = new Map<string, number>([[arrivals, 0]]);
  for (const at of order.reverse()) {
    const mine = layers.get(at) ?? 1;
    layers.set(at, mine);
    for (const to of next.get(at) ?? []) if (!back.has(`${at}>${to}`)) layers.set(to, Math.max(layers.get(to) ?? 0, mine + 1));
  }
  return layers;
}

const pill = 26;
const gapDown = 12;

/** Boxes in columns, from where people come to where they go, and the ways between them. */
export function sceneOf(report: FlowReport, film: Film, room: number): Scene {
  const layers = layersOf(film.ways);
  for (const step of film.there) if (!layers.has(key(step[3]))) layers.set(key(step[3]), 1);
  const services = report.parts.services.map((_, at) => at).filter((at) => layers.has(key(at)));
  const exits = report.parts.exits.map((_, at) => at).filter((at) => layers.has(exitKey(at)));
  const last = Math.max(1, ...services.map((at) => layers.get(key(at))!)) + 1;
  const columns = last - 1;
  const narrow = room < 640;
  const boxHeight = narrow ? 68 : 54;
  // Boxes as wide as their words need, the ways between them with what is left.
  const fair = (room - 2 * pill) / (columns + 0.45 * (columns + 1));
  const wide = Math.max(narrow ? 104 : 150, Math.min(270, fair));
  const gapAcross = Math.max(narrow ? 19 : 36, (room - 2 * pill - columns * wide) / (columns + 1));
  const rows = Math.max(1, ...Array.from({ length: columns }, (_, layer) => services.filter((at) => layers.get(key(at)) === layer + 1).length));
  const height = Math.max(150, rows * (boxHeight + gapDown) - gapDown) + 8;
  const width = 2 * pill + columns * wide + (columns + 1) * gapAcross;
  const boxes: Box[] = [{ kind: 'arrivals', at: 0, layer: 0, title: 'Arrivals', x: 0, y: 4, width: pill, height: height - 8 }];
  for (let layer = 1; layer < last; layer++) {
    const here = services.filter((at) => layers.get(key(at)) === layer);
    const used = here.length * (boxHeight + gapDown) - gapDown;
    here.forEach((at, row) => boxes.push({ kind: 'service', at, layer, title: report.parts.services[at]!.title, x: pill + gapAcross + (layer - 1) * (wide + gapAcross), y: (height - used) / 2 + row * (boxHeight + gapDown), width: wide, height: boxHeight }));
  }
  const room4 = (height - 8 - (exits.length - 1) * 6) / Math.max(1, exits.length);
  exits.forEach((at, row) => boxes.push({ kind: 'exit', at, layer: last, title: report.parts.exits[at]!.replaceAll('_', ' '), x: width - pill, y: 4 + row * (room4 + 6), width: pill, height: room4 }));
  const find = (id: string) => boxes.find((box) => (box.kind === 'arrivals' ? arrivals : box.kind === 'service' ? key(box.at) : exitKey(box.at)) === id);
  const middle = (box: Box, other: Box) => (box.kind === 'service' ? box.y + box.height / 2 : Math.max(box.y + 8, Math.min(box.y + box.height - 8, other.kind === 'service' ? other.y + other.height / 2 : box.y + box.height / 2)));
  const routes = film.ways.flatMap((way): Route[] => {
    const from = find(fromKey(way));
    const to = find(toKey(way));
    if (!from || !to) return [];
    const x1 = from.x + from.width;
    const y1 = middle(from, to);
    const x2 = to.x;
    const y2 = middle(to, from);
    const bend = x2 > x1 ? (x2 - x1) / 2 : gapAcross;
    return [{ from, to, people: way[3], path: [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2] }];
  });
  const unused = report.parts.services.filter((_, at) => !layers.has(key(at))).map((one) => one.title);
  return { boxes, routes, width, height, unused };
}

/** Where on its way somebody is; `part` from 0 to 1. */
export function alongRoute(path: Route['path'], part: number): [number, number] {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = path;
  const rest = 1 - part;
  const mix = (a: number, b: number, c: number, d: number) => rest ** 3 * a + 3 * rest * rest * part * b + 3 * rest * part * part * c + part ** 3 * d;
  return [mix(x1, x2, x3, x4), mix(y1, y2, y3, y4)];
}

export interface Counts { served: number[]; waiting: number[]; kept: number[]; left: number[]; came: number }

/** People by service at each moment, played forwards from wherever it was; backwards from the beginning. */
export class Player {
  private next = 0;
  private time: number;
  private where = new Map<number, [number, number]>();
  counts: Counts;

  constructor(private film: Film, private services: number, private exits: number) {
    this.time = film.from;
    this.counts = this.start();
  }

  private start(): Counts {
    const counts: Counts = { served: new Array(this.services).fill(0), waiting: new Array(this.services).fill(0), kept: new Array(this.services).fill(0), left: new Array(this.exits).fill(0), came: 0 };
    this.where.clear();
    this.next = 0;
    for (const [, person, what, at] of this.film.there) {
      this.where.set(person, [what, at]);
      this.lists(counts)[what]![at]!++;
    }
    return counts;
  }

  private lists = (counts: Counts) => [counts.waiting, counts.served, counts.kept] as const;

  at(time: number): Counts {
    if (time < this.time) this.counts = this.start();
    this.time = time;
    const { steps } = this.film;
    for (; this.next < steps.length && steps[this.next]![0] <= time; this.next++) {
      const [, person, what, at] = steps[this.next]!;
      const before = this.where.get(person);
      if (before) this.lists(this.counts)[before[0]]![before[1]]!--;
      else this.counts.came++;
      if (what === 3) {
        this.where.delete(person);
        this.counts.left[at]!++;
      } else {
        this.where.set(person, [what, at]);
        this.lists(this.counts)[what]![at]!++;
      }
    }
    return this.counts;
  }
}

export interface Move { time: number; person: number; from: number | null; to: number; leaves: boolean }

/** Only the steps that take somebody elsewhere. */
export function movesOf(film: Film): Move[] {
  const where = new Map<number, number>(film.there.map((step) => [step[1], step[3]]));
  const moves: Move[] = [];
  for (const [time, person, what, at] of film.steps) {
    const from = where.get(person) ?? null;
    const leaves = what === 3;
    if (leaves || from !== at) moves.push({ time, person, from, to: at, leaves });
    if (leaves) where.delete(person);
    else where.set(person, at);
  }
  return moves;
}

/** Those who are on their way at a moment, if each takes so long to be seen. */
export function onTheWay(moves: readonly Move[], time: number, takes: number): Move[] {
  let low = 0;
  let high = moves.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if (moves[half]!.time <= time - takes) low = half + 1;
    else high = half;
  }
  const out: Move[] = [];
  for (let i = low; i < moves.length && moves[i]!.time <= time; i++) out.push(moves[i]!);
  return out;
}

/** The most at once in each service, for boxes without a limit. */
export function mostOf(film: Film, services: number, exits: number): number[] {
  const player = new Player(film, services, exits);
  const most = [...player.at(film.from).served];
  for (const step of film.steps) player.at(step[0]).served.forEach((value, at) => { most[at] = Math.max(most[at]!, value + player.counts.kept[at]!); });
  return most;
}
