import { describe, expect, it } from 'vitest';
import { missingFromObjective, newObjective } from './objectiveForm';

describe('what is missing from an objective', () => {
  it('is said all at once, each beside its field', () => {
    expect(missingFromObjective(newObjective(1, null)).map((one) => one.field)).toEqual(['name', 'aim.measure', 'aim.to', 'aim.by', 'dimension']);
  });
  it('names the field whose number can not be read', () => {
    const values = { ...newObjective(1, null), name: 'Home sooner', dimension: 'care' };
    values.aim = { ...values.aim, measure: 'Days', from: '12,5', to: 'less', by: '2027-03-31' };
    expect(missingFromObjective(values)).toEqual([{ field: 'aim.from', title: expect.stringMatching(/^From: .*12\.5/) as string }, { field: 'aim.to', title: 'To: “less” is not a number' }]);
  });
});
