// A run of a flow model on its way: it is followed until it has ended, whatever becomes of the network or the server meanwhile.
//
// Promises  a poll that gets no answer, or a fault of the server's, is tried again, ever less often, until there is one; what is
//           refused is told at once. A wish to stop is sent again until it is heard. Leaving stops following and not the run.

import { api, body, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';

export type Question = Omit<NonNullable<Schemas['FlowQuestion']>, 'version'>;
export type Progress = Schemas['FlowProgress'];

/** How it goes. */
export interface Going {
  progress: Progress | null;
  /** Behind another run. */
  waiting: boolean;
  /** There was no answer, and it is asked again. */
  trying: boolean;
}

/** Runs that a page forgets by itself, and that no list shows. */
export const passing = new Set<number>();

const waitsLonger = 700; // milliseconds, from when on a run that hasn't begun is said to wait
const longestPause = 15_000;

export class Run {
  #wantsStop = false;
  #left = false;
  #wake: (() => void) | null = null;

  private constructor(readonly id: number, readonly job: number) {}

  static async begin(model: number, version: number, question: Question, sure = false): Promise<Run> {
    const begun = await body(api.POST('/api/v1/flow-models/{id}/runs', { params: { path: { id: model } }, body: { ...question, version, sure } }));
    return new Run(begun.run_id, begun.job_id);
  }

  /** One that was begun before; `job` is 0 where it isn't known, as of somebody else's run. */
  static resumed(id: number, job: number): Run {
    return new Run(id, job);
  }

  /** The run once it has ended, with its result where anything was done; null where it was left. Throws the problem that it failed with. */
  async follow(tell: (going: Going) => void): Promise<Schemas['FlowRun'] | null> {
    const going: Going = { progress: null, waiting: false, trying: false };
    const began = Date.now();
    for (let wait = 100, pause = 500; !this.#left; ) {
      await this.#sleep(going.trying ? pause : wait);
      if (this.#left) break;
      try {
        if (this.#wantsStop) await this.#sendStop();
        const ended = await this.#look(going, Date.now() - began > waitsLonger);
        going.trying = false;
        if (ended) return ended;
        [wait, pause] = [Math.min(600, wait * 1.3), 500];
      } catch (error) {
        if (!passes(error)) throw error;
        going.trying = true;
        pause = Math.min(longestPause, pause * 2);
      }
      if (!this.#left) tell({ ...going });
    }
    return null;
  }

  /** Ends it: what is done is kept. */
  async stop(): Promise<void> {
    this.#wantsStop = true;
    await this.#sendStop().catch(() => undefined); // follow sends it again
    this.#wake?.();
  }

  /** No more of it: it ends, and nothing of it is kept. Also where the page itself is going. */
  async forget(): Promise<void> {
    this.leave();
    await forgetRun(this.id).catch(() => undefined);
  }

  /** Nobody looks any more; the run goes on. */
  leave(): void {
    this.#left = true;
    this.#wake?.();
  }

  async #look(going: Going, long: boolean): Promise<Schemas['FlowRun'] | null> {
    if (!this.job) {
      const run = await body(api.GET('/api/v1/flow-runs/{id}', { params: { path: { id: this.id } } }));
      going.waiting = run.state === 'waiting' && long;
      return hasEnded(run.state) ? ended(run) : null;
    }
    const job = await body(api.GET('/api/v1/jobs/{id}', { params: { path: { id: this.job } } }));
    going.waiting = job.state === 'waiting' && long;
    if (job.state === 'running' && job.detail) going.progress = job.detail;
    return hasEnded(job.state) ? ended(await body(api.GET('/api/v1/flow-runs/{id}', { params: { path: { id: this.id } } }))) : null;
  }

  async #sendStop(): Promise<void> {
    if (!this.job) return;
    await api.DELETE('/api/v1/jobs/{id}', { params: { path: { id: this.job } } });
    this.#wantsStop = false;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#wake = () => { clearTimeout(timer); done(); };
    });
  }
}

/** Forgets a run of one's own; one that is on its way is stopped. Goes out even while the page is being left. */
export async function forgetRun(id: number): Promise<void> {
  await api.DELETE('/api/v1/flow-runs/{id}', { params: { path: { id } }, keepalive: true });
}

function hasEnded(state: Schemas['FlowRun']['state']): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed';
}

// A run that failed stays so, whoever's fault it was: it isn't one of those that pass.
function ended(run: Schemas['FlowRun']): Schemas['FlowRun'] {
  if (run.state === 'failed') throw new Problem(422, run.problem ?? { title: 'The run failed' });
  return run;
}

/** No answer, too many at once, or a fault of the server's: it may be over in a moment. */
export function passes(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Problem && (error.isOffline || error.status === 429 || error.status >= 500));
}
