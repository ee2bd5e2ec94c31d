// Changing something that others may be changing too: the version it was read at, and what to do when theirs came first. What only one
// of the two has changed isn't in dispute: it stands as that one wrote it. Of what both changed, mine stands until theirs is taken.

import { untrack } from 'svelte';
import { draft, type Draft } from '../app/drafts.svelte';
import { Problem } from '../api/problem';
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
  /** How the value of a field is told, where it isn't told by itself: an id by its name. */
  words?: { [Key in keyof Values & string]?: (value: Values[Key]) => string };
}

export class Editing<Thing extends Versioned, Values extends object> {
  readonly sending = new Sending();
  readonly form: Draft<Values>;
  theirs = $state.raw<Thing | null>(null);
  /** What is mine of the fields in which theirs was taken. */
  #aside = $state.raw<Partial<Values>>({});
  /** The fields that only they had changed. */
  #untouched = new Set<string>();
  #stored: Thing;
  #plan: Plan<Thing, Values>;

  constructor(plan: Plan<Thing, Values>) {
    this.#plan = plan;
    this.#stored = plan.thing;
    this.form = draft(plan.key, plan.values(plan.thing));
    // What was typed before the page was left, or read again, was typed over what somebody has changed since.
    if (this.form.overtaken) {
      this.#meet(plan.thing);
      this.sending.problem = new Problem(412, { title: 'Somebody else changed this first', code: 'stale' });
    }
  }

  /** True when it is stored. On a conflict theirs is fetched, so that both can be shown. */
  async save(): Promise<boolean> {
    const done = await this.sending.run(() => this.#plan.save(this.form.values, this.#stored.version, this.#stored));
    if (done) this.form.saved();
    if (done || !this.sending.problem?.isConflict) return done;
    const theirs = await this.#plan.fetch().catch(() => null);
    // Another part of the thing was saved, and nothing that stands in this form: nobody's words are in the way.
    if (theirs && theirs.version > this.#stored.version && same(this.#plan.values(theirs), this.#plan.values(this.#stored))) {
      this.#stored = theirs;
      return this.save();
    }
    this.#meet(theirs);
    return false;
  }

  #meet(theirs: Thing | null): void {
    this.#aside = {};
    this.#untouched.clear();
    const [now, before] = [theirs ? this.#plan.values(theirs) : null, this.form.typedOver];
    for (const key of Object.keys(now ?? {}) as (keyof Values & string)[])
      if (same(this.form.values[key], before[key]) && !same(now![key], before[key])) {
        this.#untouched.add(key);
        this.form.values[key] = copy(now![key]);
      }
    this.theirs = theirs;
  }

  /**
   * The page was read again, by ourselves or because another part of it was saved. What is stored now is what a change is made
   * from, unless somebody changed there what stands in this form and something has been typed: then saving shows both.
   */
  follow(thing: Thing): void {
    untrack(() => {
      if (thing.version <= this.#stored.version || this.theirs) return;
      const now = this.#plan.values(thing);
      if (!same(now, this.#plan.values(this.#stored))) {
        if (this.form.changed) return;
        this.form.saved(now);
      }
      this.#stored = thing;
    });
  }

  get differences(): Difference[] {
    if (!this.theirs) return [];
    const [theirs, before] = [this.#plan.values(this.theirs), this.form.typedOver];
    return (Object.entries(this.#plan.labels) as [keyof Values & string, string][])
      .filter(([key]) => key in theirs && !same(theirs[key], before[key]))
      .map(([key, label]) => {
        const told = (values: Values) => this.#plan.words?.[key]?.(values[key]) ?? written(values[key]);
        const taken = key in this.#aside;
        return { label, theirs: told(theirs), mine: told(taken ? { ...this.form.values, ...this.#aside } : this.form.values), taken,
          untouched: this.#untouched.has(key) && same(this.form.values[key], theirs[key]), choose: () => this.#choose(key, !taken) };
      })
      .filter((one) => one.untouched || one.theirs !== one.mine);
  }

  /** Theirs or mine, of one field that both have changed. */
  #choose(key: keyof Values & string, theirs: boolean): void {
    if (!this.theirs) return;
    const { [key]: mine, ...others } = this.#aside;
    this.#aside = (theirs ? { ...this.#aside, [key]: copy(this.form.values[key]) } : others) as Partial<Values>;
    this.form.values[key] = theirs ? copy(this.#plan.values(this.theirs)[key]) : mine as Values[typeof key];
  }

  /** Saves what stands in the form now, over theirs. */
  async keepMine(): Promise<boolean> {
    if (this.theirs) {
      this.#stored = this.theirs;
      this.form.over(this.#plan.values(this.theirs));
    }
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

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function copy<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value)) as T;
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(written).filter(Boolean).join(', ');
  if (typeof value === 'object') return Object.values(value).map(written).filter(Boolean).join(', ');
  return String(value);
}
