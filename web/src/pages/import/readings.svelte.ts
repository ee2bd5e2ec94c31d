// Two ways to read the same cells, where a guess has both: as one share, or as two measures. Whichever is chosen, the other
// stays in sight until other cells come.

import type { Schemas } from '../../api/client';
import type { Recipe } from './recipe';

export class Readings {
  #offered = $state.raw<{ says: string; recipe: Recipe }[]>([]);
  chosen = $state('0');

  /** For <Radios>; empty where there is no choice. */
  get options() {
    return this.#offered.map(({ says }, index) => ({ value: String(index), text: says }));
  }
  get recipe(): Recipe {
    return this.#offered[Number(this.chosen)]!.recipe;
  }
  hear({ recipe, other_reading: other }: Schemas['ImportPreview']) {
    if (!other) return;
    this.#offered = [{ says: other.taken, recipe: recipe as Recipe }, { says: other.says, recipe: other.recipe as Recipe }];
    this.chosen = '0';
  }
  forget() {
    this.#offered = [];
  }
}
