import { describe, expect, it } from 'vitest';
import { aimsOf, latestSaid, pictureFor, signalGroups, signalsSaid, treatmentSaid, type Report, type Reported } from './report';

const drawing = (values: (number | null)[], variation: string | null = null) => ({
  dates: values.map((_, index) => `2026-0${index + 1}-01`), values, numerators: null, denominators: null, notes: [], signals: [], ghosts: [], phases: [], target: null, target_line: [], limits: null, runs: [],
  left_out: [], variation, assurance: null, sentence: '', cautions: [], false_alarm: null,
}) as unknown as Reported['drawing'];
const measure = (more: Partial<Reported>): Reported => ({
  id: 1, name: 'Falls', kind: 'outcome', experience: false, definition: '', unit: 'falls', direction: 'down', interval: 'month', target: null, source: '', place_name: 'Salford', organisation_name: '', illustrative: false,
  dimension: null, small_numbers: 'people', untold: '', too_many_hidden: false, suppressed: [], last: null, drawing: drawing([20, null, 15]), ...more,
});

describe('a quality report in words', () => {
  it('says how many measures change, each once', () => {
    const all = [measure({ drawing: drawing([1], 'improvement_low') }), measure({ drawing: drawing([1], 'concern_high') }), measure({ drawing: drawing([1], 'common_cause') }),
      measure({ drawing: drawing([1], 'common_cause') }), measure({ drawing: null })];
    expect(signalsSaid(all)).toBe('Of five measures one is improving, one is getting worse, two vary as they usually do and one has too few figures to tell.');
    expect(signalsSaid(all.slice(0, 1))).toBe('Of one measure one is improving.');
  });

  it('says which are meant, each under what is said of it, and tells no signal where too many figures are hidden', () => {
    const all = [measure({ id: 1, drawing: drawing([1], 'improvement_low') }), measure({ id: 2, drawing: drawing([1]), too_many_hidden: true, suppressed: [0] }), measure({ id: 3, drawing: drawing([1], 'improvement_low') })];
    expect(signalGroups(all).map((one) => [one.said, one.measures.map((each) => each.id)])).toEqual([['two are improving', [1, 3]], ['one has too many figures hidden to tell', [2]]]);
    expect(treatmentSaid(all[1]!)).toContain('may differ much');
  });

  it('has the three aims whether anything serves them or not, and what serves none last', () => {
    const report = { objectives: [], measures: [measure({ dimension: 'care' }), measure({ id: 2 })] } as unknown as Report;
    expect(aimsOf(report).map((aim) => [aim.id, aim.measures.length])).toEqual([['health', 0], ['care', 1], ['resources', 0], ['other', 1]]);
  });

  it('shows a star for what is suppressed, and says what it stands for', () => {
    const it_is = measure({ suppressed: [1], last: { on: '2026-02-01', value: null, suppressed: true } });
    expect(pictureFor(it_is)!.points.map((point) => Boolean(point.suppressed))).toEqual([false, true, false]);
    expect(latestSaid(it_is)).toBe('* in February 2026 (1 to 7, or hidden because it would let a hidden number be worked out); no target is set.');
    expect(treatmentSaid(it_is)).toContain('One is shown as *');
    expect(treatmentSaid(measure({ small_numbers: 'none' }))).toBe('');
  });
});
