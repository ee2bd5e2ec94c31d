// Asking a flow model: following a run, and what its numbers say in words.

import { api, body, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';
import { number } from '../../words/numbers';

export type Levels = Record<string, number>;
export type Question = Omit<NonNullable<Schemas['FlowQuestion']>, 'version'>;
export type Progress = Schemas['FlowProgress'];
export type Difference = Schemas['FlowResult']['differences'][number];

/** What can be moved by a slider on top of a scenario: a number, and not whether a name is in a list. */
export function sliding(factors: readonly Schemas['FlowFactor'][], scenario: string): Schemas['FlowFactor'][] {
  return factors.filter((one) => !one.group && (!one.scenario || one.scenario === scenario));
}

/** The levels that somebody moved: all others stay as the model has them. */
export function moved(factors: readonly Schemas['FlowFactor'][], levels: Levels): Levels {
  return Object.fromEntries(factors.filter((one) => levels[one.name] !== undefined && levels[one.name] !== one.stands_at).map((one) => [one.name, levels[one.name]!]));
}

/** Levels as people say them: "Beds on the wards 96; Admissions a day 2.4". */
export function levelsWords(factors: readonly Schemas['FlowFactor'][], levels: Levels): string {
  return factors.filter((one) => levels[one.name] !== undefined).map((one) => `${one.title} ${number(levels[one.name]!, 4)}`).join('; ');
}

/** Decimals that the steps of a factor have, for its number field. */
export function stepOf(factor: Schemas['FlowFactor']): number {
  if (factor.step) return factor.step;
  return 10 ** (Math.floor(Math.log10(factor.to - factor.from)) - 2);
}

/** A run on its way: tells of its progress until it has ended, and can be stopped. */
export class Run {
  #job = 0;
  #stopped = false;
  seconds = 0;
  constructor(readonly model: number, readonly version: number, readonly question: Question) {}

  /** The run with its result; throws the problem it failed with. Null where it was stopped before anything was done. */
  async follow(tell: (progress: Progress) => void, sure = false): Promise<Schemas['FlowRun'] | null> {
    const begun = await body(api.POST('/api/v1/flow-models/{id}/runs', { params: { path: { id: this.model } }, body: { ...this.question, version: this.version, sure } }));
    this.#job = begun.job_id;
    this.seconds = begun.seconds;
    if (this.#stopped) await this.stop();
    for (let wait = 100; ; wait = Math.min(600, wait * 1.3)) {
      await new Promise((done) => setTimeout(done, wait));
      const job = await body(api.GET('/api/v1/jobs/{id}', { params: { path: { id: this.#job } } }));
      if (job.detail && job.state === 'running') tell(job.detail);
      if (job.state === 'failed') throw new Problem(job.problem?.status ?? 500, job.problem ?? {});
      if (job.state === 'cancelled' && !job.output) return null;
      if (job.state === 'done' || job.state === 'cancelled') return body(api.GET('/api/v1/flow-runs/{id}', { params: { path: { id: begun.run_id } } }));
    }
  }

  /** Ends it: what is done is kept. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#job) await api.DELETE('/api/v1/jobs/{id}', { params: { path: { id: this.#job } } }).catch(() => undefined);
  }
}

/** A number with its unit: "5.2 people", "0.11". */
export function amount(value: number | null | undefined, unit: string): string {
  return `${number(value)}${unit ? ` ${unit}` : ''}`;
}

/** What a difference says, with how sure it is. */
export function differenceWords(one: Pick<Difference, 'before' | 'after' | 'difference' | 'low' | 'high'>, unit: string): string {
  const { difference, low, high } = one;
  if (difference === 0) return 'No difference.';
  const more = difference > 0;
  const size = amount(Math.abs(difference), unit);
  if (low === null || high === null) return `${size} ${more ? 'more' : 'less'}; one replication does not tell how sure that is.`;
  if (low <= 0 && high >= 0) return `No difference that this run can tell: between ${number(Math.abs(low))} less and ${number(Math.abs(high))} more.`;
  const [near, far] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  return `${size} ${more ? 'more' : 'less'} (the mean is ${number(near)} to ${number(far)} ${more ? 'more' : 'less'}).`;
}

/** About how long, as people say it. */
export function durationWords(seconds: number): string {
  if (seconds < 2) return 'a second or two';
  if (seconds < 90) return `about ${Math.ceil(seconds)} seconds`;
  if (seconds < 5400) return `about ${Math.ceil(seconds / 60)} minutes`;
  return `about ${Math.ceil(seconds / 3600)} hours`;
}

/** How surely theory says a number. */
export function theoryWords(value: { value: number; exact: boolean } | null | undefined, unit: string): string {
  if (!value) return 'theory has no answer';
  return `${value.exact ? '' : '≈ '}${amount(value.value, unit)}`;
}
