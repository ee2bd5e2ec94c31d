import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { repeatCommand } from './repeat';

describe('repeating a run by the command line', () => {
  const result = { scenarios: [{ seed: 7, replications: 100, length: 730 }] } as never;
  it('asks for the same scenarios, levels, seed, replications and length', () => {
    const question: Schemas['FlowAsked'] = { scenarios: [{ scenario: 'base', levels: {} }, { scenario: 'base', levels: { beds: 96 } }, { scenario: 'shorter_5', levels: {} }], replications: 100, seed: null, length: null, by: null };
    expect(repeatCommand({ question, result }, { name: 'mental-health-beds' })).toContain('tributary flow compare mental-health-beds.toml --scenario base');
    expect(repeatCommand({ question, result }, { name: 'mental-health-beds' })).toMatch(/--seed 7 --replications 100 --length 730 --json \| sha256sum$/);
  });
  it('gives a shell nothing to act on', () => {
    const question: Schemas['FlowAsked'] = { scenarios: [{ scenario: 'a; rm', levels: {} }], replications: 10, seed: 1, length: null, by: null };
    expect(repeatCommand({ question, result }, { name: 'x $(y)' })).toContain("flow compare x-y-.toml --scenario 'a; rm'");
  });
});
