import { describe, expect, it } from 'vitest';
import { alongRoute, layersOf, mostOf, movesOf, onTheWay, Player, sceneOf } from './film';
import type { Film, FlowReport } from './report';

// One is in the ward at the beginning; a second waits, and gets the bed when the first goes home.
const film: Film = {
  from: 10, to: 20, cut: false, too_many: false, people: 2, there: [[10, 0, 1, 0]],
  steps: [[12, 1, 0, 0], [15, 0, 1, 1], [15, 1, 1, 0], [18, 0, 3, 0]],
  ways: [[null, 0, 0, 1], [0, 1, 0, 1], [1, 0, 1, 1]],
};
const report = { parts: { services: [{ title: 'Ward' }, { title: 'Home care' }, { title: 'Nobody here' }], exits: ['out'] } } as unknown as FlowReport;

describe('the animation', () => {
  it('knows who is where at any moment, forwards and backwards', () => {
    const player = new Player(film, 3, 1);
    expect(player.at(13)).toMatchObject({ served: [1, 0, 0], waiting: [1, 0, 0], came: 1 });
    expect(player.at(16)).toMatchObject({ served: [1, 1, 0], waiting: [0, 0, 0] });
    expect(player.at(20)).toMatchObject({ served: [1, 0, 0], left: [1] });
    expect(player.at(11)).toMatchObject({ served: [1, 0, 0], waiting: [0, 0, 0], left: [0], came: 0 });
    expect(mostOf(film, 3, 1)).toEqual([1, 1, 0]);
  });

  it('shows on the way only who goes elsewhere', () => {
    const moves = movesOf(film);
    expect(moves.map((move) => [move.from, move.to, move.leaves])).toEqual([[null, 0, false], [0, 1, false], [1, 0, true]]);
    expect(onTheWay(moves, 15.5, 1).map((move) => move.person)).toEqual([0]);
    expect(onTheWay(moves, 17, 1)).toEqual([]);
  });

  it('puts every box to the right of those that lead to it, and goes round circles once', () => {
    expect(Object.fromEntries(layersOf(film.ways))).toEqual({ in: 0, s0: 1, s1: 2, e0: 3 });
    const circle = layersOf([[null, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 1], [1, 0, 1, 1]]);
    expect(circle.get('s1')).toBe(2);
    expect(circle.get('s0')).toBe(1);
  });

  it('draws boxes that do not overlap, within the room of a phone', () => {
    const scene = sceneOf(report, film, 320);
    expect(scene.width).toBeLessThanOrEqual(330);
    expect(scene.unused).toEqual(['Nobody here']);
    for (const a of scene.boxes) for (const b of scene.boxes) {
      if (a !== b) expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
    }
    const route = scene.routes[0]!;
    expect(alongRoute(route.path, 0)).toEqual([route.path[0], route.path[1]]);
    expect(alongRoute(route.path, 1)).toEqual([route.path[6], route.path[7]]);
  });
});
