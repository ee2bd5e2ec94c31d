import { expect, it } from 'vitest';
import { degreeText, fitText, fromQuery, missing, saidBy, suggested, toInput, toQuery } from './combinations';

const adopted = (memberships: (number | null)[], why_out: string | null = null) => ({ memberships, why_out }) as never;
const found = { fewest: 2, measures: [{ slot: 3, name: 'Ease', unit: '', direction: 'neither' }, { slot: 2, name: 'Home before noon', unit: '%', direction: 'up' }] as never,
  cases: [adopted([1, 1, 2 / 3, 1, null, null, null, 0]), adopted([0, 0, 1, null, null, null, null, 1]), adopted([1, 1, 1, 1, 1, 1, 1, 1], 'conditions-late')] };

it('counts who said a condition before results, and begins with what enough of them said', () => {
  expect(saidBy(found)).toMatchObject({ dedicated_spanner: 2, supported: 1, partnered: 0, complex: 2 });
  const question = suggested(found);
  expect(question).toMatchObject({ by: 'change', slot: '2', at_least: '' });
  expect(question.asked).toMatchObject({ dedicated_spanner: 'helps', driven_locally: 'helps', supported: 'no', complex: 'hinders', spanner_days: 'no' });
});

it('keeps a question in the address, whole', () => {
  const question = { ...suggested(found), at_least: '5', stopped: 'result' as const, absence: true };
  const query = new URLSearchParams(Object.entries(toQuery(question)).filter((one): one is [string, string] => one[1] !== null && one[1] !== ''));
  expect(fromQuery(query)).toEqual(question);
  expect(fromQuery(new URLSearchParams('slot=2'))).toBeNull();
  expect(fromQuery(new URLSearchParams('ask=complex:hinders,unknown:helps,supported:loves'))?.asked).toMatchObject({ complex: 'hinders', supported: 'no' });
});

it('sends what was chosen, and says what is missing before it does', () => {
  const question = { ...suggested(found), at_least: '2,5' };
  expect(toInput(question)).toMatchObject({ success: { by: 'change', slot: 2, at_least: 2.5, fully_out: null, stopped_is_none: true }, conditions: [{ condition: 'dedicated_spanner', expected: 'helps' }, { condition: 'driven_locally' }, { condition: 'complex', expected: 'hinders' }] });
  expect(missing(question)).toEqual([]);
  expect(missing({ ...question, at_least: '' })[0]!.field).toBe('success.at_least');
  expect(missing({ ...question, fully_in: 'much' })[0]).toEqual({ field: 'success.fully_in', title: 'Enter a number' });
  expect(missing({ ...question, by: 'kept_up', at_least: '' })).toEqual([]);
});

it('tells degrees as they were chosen, and no 1 that is none', () => {
  expect([0, 1 / 3, 2 / 3, 1, null, 0.45].map(degreeText)).toEqual(['no', 'rather not', 'rather', 'yes', 'not said', '0.45']);
  expect([0.999, 1, 0.5, null].map(fitText)).toEqual(['0.99', '1', '0.50', '–']);
});
