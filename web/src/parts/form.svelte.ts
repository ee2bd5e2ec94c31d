// What the fields of a form share: which of them are wrong, and why.

import { getContext, setContext } from 'svelte';
import { Problem, noAnswer } from '../api/problem';

const key = Symbol('form');

export interface FormErrors {
  of: (name: string) => string | undefined;
}

export function provideErrors(errors: FormErrors): void {
  setContext(key, errors);
}

export function useErrors(): FormErrors {
  return getContext<FormErrors | undefined>(key) ?? { of: () => undefined };
}

/** One thing that is being sent: whether it is on its way, and what went wrong last time. */
export class Sending {
  busy = $state(false);
  problem = $state<Problem | null>(null);

  /** Runs the request once at a time; true when it was stored. Whatever fails, what was typed stays where it is. */
  async run(request: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await request();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) console.error(error);
      this.problem = error instanceof Problem ? error : error instanceof TypeError ? noAnswer : new Problem(500, {});
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The field with that id is being mended: what was said of it goes, and the rest stays said. */
  touched(id: string): void {
    const { problem } = this;
    if (!problem?.errors.length || problem.isConflict) return;
    const left = problem.errors.filter((error) => !error.field || (id !== error.field && !id.startsWith(`${error.field}-`)));
    if (left.length < problem.errors.length) this.problem = left.length ? problem.with(left) : null;
  }

  /** Something that this page can see is missing, before anything is sent. */
  refuse(errors: { field: string; title: string }[]): false {
    this.problem = new Problem(422, { code: 'incomplete', title: 'There is a problem', errors: errors.map((error) => ({ code: 'incomplete', ...error })) });
    return false;
  }
}
