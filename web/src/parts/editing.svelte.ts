// Changing something that others may be changing too: the version it was read at, and what to do when theirs came first.

import { draft, type Draft } from '../app/drafts.svelte';
import type { Difference } from './Conflict.svelte';
import { Sending } from './form.svelte';

interface Versioned {
  version: number;
}

interface Plan<Thing extends Versioned, Values extends object> {
  key: string;
  thing: Thing;
  values: (thing: Thing) => Values;
  /** Sends the values as a change of that version, which `stored` is. */
  save: (values: Values, version: number, stored: Thing) => Promise<unknown>;
  /** Fetches what is stored now. */
  fetch: () => Promise<Thing>;
  /** The fields in words, to compare two versions by. */
  labels: Partial<Record<keyof Values & string, string>>;
}

export class Editing<Thing extends Versioned, Values extends object> {
  readonly sending = new Sending();
  readonly form: Draft<Values>;
  theirs = $state.raw<Thing | null>(null);
  #stored: Thing;
  #plan: Plan<Thing, Values>;

  constructor(plan: Plan<Thing, Values>) {
    this.#plan = plan;
    this.#stored = plan.thing;
    this.form = draft(plan.key, plan.values(plan.thing));
  }

  /** True when it is stored. On a conflict theirs is fetched, so that both can be shown. */
  async save(): Promise<boolean> {
    const done = await this.sending.run(() => this.#plan.save(this.form.values, this.#stored.version, this.#stored));
    if (done) this.form.saved();
    else if (this.sending.problem?.isConflict) {
      try {
        this.theirs = await this.#plan.fetch();
      } catch {
        this.theirs = null;
      }
    }
    return done;
  }

  get differences(): Difference[] {
    if (!this.theirs) return [];
    const theirs = this.#plan.values(this.theirs);
    return (Object.entries(this.#plan.labels) as [keyof Values & string, string][])
      .map(([key, label]) => ({ label, theirs: written(theirs[key]), mine: written(this.form.values[key]) }))
      .filter((one) => one.theirs !== one.mine);
  }

  /** Saves mine over theirs. */
  async keepMine(): Promise<boolean> {
    if (this.theirs) this.#stored = this.theirs;
    this.theirs = null;
    return this.save();
  }

  takeTheirs(): void {
    if (!this.theirs) return;
    this.#stored = this.theirs;
    this.form.saved(this.#plan.values(this.theirs));
    this.theirs = null;
    this.sending.problem = null;
  }
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(written).filter(Boolean).join(', ');
  if (typeof value === 'object') return Object.values(value).map(written).filter(Boolean).join(', ');
  return String(value);
}
