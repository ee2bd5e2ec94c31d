// Tests of change in chains: each step of a ramp follows from what the one before it taught.

import { longDate } from '../../words/dates';

export interface Step {
  id: number;
  name: string;
  previous_id: number | null;
  started_on: string | null;
  ended_on: string | null;
  decision: string | null;
}

/** Chains of tests, oldest chain first; where two tests follow one, the second begins a branch of its own, as deep as it stands. */
export function ramps<Test extends Step>(tests: readonly Test[]): { test: Test; depth: number }[][] {
  const known = new Set(tests.map((test) => test.id));
  const chains: { test: Test; depth: number }[][] = [];
  const follow = (test: Test, depth: number, chain: { test: Test; depth: number }[]) => {
    chain.push({ test, depth });
    const next = tests.filter((one) => one.previous_id === test.id);
    next.forEach((one, index) => {
      if (index === 0) follow(one, depth + 1, chain);
      else {
        const branch: { test: Test; depth: number }[] = [];
        chains.push(branch);
        follow(one, depth + 1, branch);
      }
    });
  };
  for (const test of tests.filter((one) => one.previous_id === null || !known.has(one.previous_id))) {
    const chain: { test: Test; depth: number }[] = [];
    chains.push(chain);
    follow(test, 0, chain);
  }
  return chains;
}

/** When it ran: one that was decided isn't running, whether or not somebody wrote down the day it ended. */
export function runWords(step: Pick<Step, 'started_on' | 'ended_on' | 'decision'>): string {
  if (!step.started_on) return 'not started';
  if (step.ended_on) return `${longDate(step.started_on)} to ${longDate(step.ended_on)}`;
  return step.decision ? `from ${longDate(step.started_on)}` : `${longDate(step.started_on)}, running`;
}

export function stepState(step: Step): { text: string; colour: 'grey' | 'blue' | 'aqua-green' | 'purple' | 'white' } {
  if (step.decision === 'adopt') return { text: 'Adopted', colour: 'aqua-green' };
  if (step.decision === 'adapt') return { text: 'Adapted', colour: 'aqua-green' };
  if (step.decision === 'abandon') return { text: 'Abandoned, with what was learnt', colour: 'purple' };
  if (step.ended_on) return { text: 'Ended: decide what to do next', colour: 'white' };
  if (step.started_on) return { text: 'Running', colour: 'blue' };
  return { text: 'Planned', colour: 'grey' };
}
