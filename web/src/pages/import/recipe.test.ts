import { describe, expect, it } from 'vitest';
import { isUnfinished, rulesOf, seriesColumns, withDate, withRule, withSeries, withoutRule } from './recipe';

const sheet = { recipe: 1, date: { column: 'Month', order: 'day_first' }, measures: [{ name: '{Ward}: Falls', kind: 'count', value: 'Falls' }, { name: 'Beds', kind: 'count', value: 'Beds' }] };

describe('a recipe that a person changes', () => {
  it('becomes a share of two columns, and a value again', () => {
    const begun = withRule(sheet, 0, { kind: 'ratio' });
    expect((begun.measures as object[])[0]).not.toHaveProperty('denominator');  // never the same column again
    expect(isUnfinished(begun)).toBe(true);
    const share = withRule(begun, 0, { denominator: 'Beds' });
    expect(isUnfinished(share)).toBe(false);
    expect((share.measures as object[])[0]).toEqual({ name: '{Ward}: Falls', kind: 'ratio', unit: '%', numerator: 'Falls', denominator: 'Beds' });
    expect((withRule(share, 0, { kind: 'number' }).measures as object[])[0]).toMatchObject({ kind: 'number', value: 'Falls' });
    expect((withRule(share, 0, { kind: 'number' }).measures as object[])[0]).not.toHaveProperty('denominator');
  });
  it('keeps how a percentage is written while it is one', () => {
    const fractions = withRule(withRule(sheet, 0, { kind: 'percent' }), 0, { written: 'fraction' });
    expect(rulesOf(fractions)[0]).toMatchObject({ kind: 'percent', written: 'fraction', unit: '%' });
    expect(rulesOf(withRule(fractions, 0, { kind: 'count' }))[0]!.written).toBeUndefined();
  });
  it('has its dates, and what tells the measures apart, in other columns', () => {
    expect(withDate(sheet, { column: 'Week' }).date).toEqual({ column: 'Week', order: 'day_first' });
    expect(seriesColumns(sheet)).toEqual(['Ward']);
    expect(rulesOf(withSeries(sheet, 'Site')).map((rule) => rule.name)).toEqual(['{Site}: Falls', '{Site}: Beds']);
    expect(rulesOf(withSeries(sheet, '')).map((rule) => rule.name)).toEqual(['Falls', 'Beds']);
    expect(rulesOf(withoutRule(sheet, 1))).toHaveLength(1);
  });
});
