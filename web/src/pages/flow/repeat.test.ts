import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { repeated } from './repeat';

describe('repeating a run by the command line', () => {
  const model = { name: 'mental-health-beds' };
  const of = (scenarios: Schemas['FlowAsked']['scenarios'], by: Schemas['FlowAsked']['by'] = null) => repeated({
    question: { scenarios, replications: 100, seed: null, length: null, by }, result: { scenarios: [{ seed: 7, replications: 100, length: 730 }] } as never }, model);
  const base = { scenario: 'base', levels: {} };
  const beds = { scenario: 'base', levels: { beds: 96 } };
  const shorter = { scenario: 'shorter_5', levels: {} };
  const rest = '--seed 7 --replications 100 --length 730 --json';
  it('asks for the same scenarios, levels, seed, replications and length', () => {
    expect(of([base, shorter])).toEqual({ commands: [`tributary flow compare mental-health-beds.toml --scenario base --scenario shorter_5 ${rest}`], same: true });
    expect(of([base, beds])).toEqual({ commands: [`tributary flow compare mental-health-beds.toml --scenario base --set beds=96 ${rest}`], same: true });
    expect(of([base, shorter, { scenario: 'shorter_5', levels: { beds: 96 } }]).commands).toEqual([`tributary flow compare mental-health-beds.toml --scenario base --scenario shorter_5 --set beds=96 ${rest}`]);
  });
  it('gives a command for each where no one command asks the same', () => {
    expect(of([base, shorter, beds])).toEqual({ same: false, commands: [`tributary flow run mental-health-beds.toml --scenario base ${rest}`, `tributary flow run mental-health-beds.toml --scenario shorter_5 ${rest}`,
      `tributary flow run mental-health-beds.toml --scenario base --set beds=96 ${rest}`] });
    expect(of([base]).commands).toEqual([`tributary flow run mental-health-beds.toml --scenario base ${rest}`]);
  });
  it('promises no same bytes of a run by period', () => {
    expect(of([base, shorter], 'month').same).toBe(false);
  });
  it('gives a shell nothing to act on', () => {
    const { commands } = repeated({ question: { scenarios: [base, { scenario: 'a; rm', levels: {} }], replications: 10, seed: 1, length: null, by: null }, result: null }, { name: 'x $(y)' });
    expect(commands).toEqual(["tributary flow compare x-y-.toml --scenario base --scenario 'a; rm' --seed 1 --replications 10 --json"]);
  });
});
