// Something that a page fetches: on its way, here, or not to be had; and fetched again when asked.

import { Problem, noAnswer } from '../api/problem';

export class Loaded<Value> {
  value = $state<Value | null>(null);
  problem = $state<Problem | null>(null);
  waiting = $state(true);
  #fetch: () => Promise<Value>;
  #turn = 0;

  constructor(fetch: () => Promise<Value>) {
    this.#fetch = fetch;
    void this.again();
  }

  /** Fetches again. What is shown stays until the new answer is there; an answer that was overtaken is dropped. */
  async again(): Promise<void> {
    const turn = ++this.#turn;
    this.waiting = true;
    try {
      const value = await this.#fetch();
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      if (!(error instanceof Problem)) console.error(error);
      this.problem = error instanceof Problem ? error : error instanceof TypeError ? noAnswer : new Problem(500, {});
    } finally {
      if (turn === this.#turn) this.waiting = false;
    }
  }
}

export function loads<Value>(fetch: () => Promise<Value>): Loaded<Value> {
  return new Loaded(fetch);
}
