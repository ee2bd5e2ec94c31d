// Answers in words: what they say, what tells some apart, and how many there are of each.

import type { Schemas } from '../api/client';
import { count } from './numbers';

export const verdictWords: Record<Schemas['Verdict'], string> = { as_expected: 'as expected', better: 'better than expected', worse: 'worse than expected', outside: 'outside what was expected', no_value: 'no value' };

/** What sets a prediction apart from one that was locked before its data: when it was said. */
export function saidWhen(one: Pick<Schemas['Prediction'], 'after_data' | 'period_had_begun' | 'days_after_start'>): string[] {
  const late = one.days_after_start;
  return [late ? `Made ${count(late, 'day')} after the test began` : '', one.period_had_begun && !one.after_data ? 'Made after its period had begun' : '',
    one.after_data ? 'Made after seeing the data' : ''].filter(Boolean);
}

const some = (n: number, one: string, many: string) => (n === 0 ? [] : [n === 1 ? `1 ${one}` : `${n} ${many}`]);

/** What became of values since the lock, and what they would have said; nothing where they stand as they came. */
export function valuesSince(then: NonNullable<Schemas['Answer']['as_locked']>, write: (value: number) => string): string {
  if (then.withdrawn + then.revised + then.added === 0) return '';
  const what = [...some(then.withdrawn, 'value was withdrawn', 'values were withdrawn'), ...some(then.revised, 'value was changed', 'values were changed'), ...some(then.added, 'value from before the test came', 'values from before the test came')].join(', ');
  const was = then.observed.every((one) => one === null) ? '' : `: ${then.observed.map((one) => (one === null ? 'nothing' : write(one))).join('; ')}`;
  return `${what} after the prediction locked. With the data as they were first stored the answer would be ${then.verdict ? verdictWords[then.verdict] : 'too early to say'}${was}.`;
}

/** Answers that are none among those as expected, better or worse. Empty where there are none. */
export function apartWords(of: Schemas['AnswerCounts']): string {
  return [of.no_value && `${of.no_value} to which no value came`, of.after_data && `${of.after_data} predicted after seeing the data`,
    of.restated && `${of.restated} turned by values that were changed since`].filter(Boolean).join(', ');
}

/** "3 answers: 1 better, 2 as expected; not counted: 1 predicted after seeing the data". Empty where there are none at all. */
export function answersWords(of: Schemas['AnswerCounts'] | null): string {
  if (!of) return '';
  const given = of.as_expected + of.better + of.worse + of.outside;
  const parts = [of.better && `${of.better} better`, of.as_expected && `${of.as_expected} as expected`, of.worse && `${of.worse} worse`, of.outside && `${of.outside} outside what was expected`].filter(Boolean);
  const apart = apartWords(of);
  return [given ? `${count(given, 'answer')}: ${parts.join(', ')}` : '', apart && `not counted: ${apart}`].filter(Boolean).join('; ');
}

/** How many of a project's predictions have an answer, and of what kind: none is out of sight. */
export function lockedWords(answered: readonly { counted_as: Schemas['CountedAs'] | null }[]): string {
  const of: Schemas['AnswerCounts'] = { as_expected: 0, better: 0, worse: 0, outside: 0, no_value: 0, after_data: 0, restated: 0 };
  for (const { counted_as: as } of answered) if (as) of[as]++;
  const apart = apartWords(of);
  return apart ? `${count(answered.length, 'prediction')} of this project ${answered.length === 1 ? 'has' : 'have'} been answered. Among them: ${apart}.` : '';
}
