// Saying one thing that others of the team may say too: it goes with the version that was seen, and where somebody was first both
// are shown, and one chooses.

import type { Difference } from './Conflict.svelte';
import { Sending } from './form.svelte';

export interface Said<Value> {
  value: Value;
  version: number;
}

export interface Plan<Value> {
  /** What is said, in words: "Hours each time". */
  label: string;
  mine: Said<Value>;
  put: (value: Value, version: number) => Promise<unknown>;
  /** Reads what stands now. */
  fetch: () => Promise<Said<Value>>;
  words: (value: Value) => string;
  /** Once it is stored, as that version. */
  done: (version: number) => void;
  /** Once theirs is taken. */
  taken: () => void;
}

export class Saying<Value> {
  readonly sending = new Sending();
  overtaken = $state.raw<{ plan: Plan<Value>; theirs: Said<Value> } | null>(null);

  /** True when it is stored. */
  async say(plan: Plan<Value>): Promise<boolean> {
    if (this.sending.busy) return false;
    this.overtaken = null;
    const { value, version } = plan.mine;
    if (await this.sending.run(() => plan.put(value, version))) {
      plan.done(version + 1);
      return true;
    }
    if (!this.sending.problem?.isConflict) return false;
    const theirs = await plan.fetch().catch(() => null);
    if (theirs) this.overtaken = { plan, theirs };
    return false;
  }

  get differences(): Difference[] {
    if (!this.overtaken) return [];
    const { plan, theirs } = this.overtaken;
    const one = { label: plan.label, theirs: plan.words(theirs.value), mine: plan.words(plan.mine.value) };
    return one.theirs === one.mine ? [] : [one];
  }

  async keepMine(): Promise<void> {
    if (!this.overtaken) return;
    const { plan, theirs } = this.overtaken;
    await this.say({ ...plan, mine: { value: plan.mine.value, version: theirs.version } });
  }

  takeTheirs(): void {
    const plan = this.overtaken?.plan;
    this.overtaken = null;
    this.sending.problem = null;
    plan?.taken();
  }
}
