import { describe, expect, it } from 'vitest';
import { alwaysBeds, bedsAt, meansOf, rangeWords, type BedStep } from './beds';
import type { FlowReport, Scenario } from './report';

// Counting begins at 10: 24 beds, 28 from 15 on.
const steps: BedStep[] = [[10, 24], [15, 28]];

describe('the beds of a service', () => {
  it('are those at the moment', () => {
    expect([10, 14.99, 15, 90].map((time) => bedsAt(steps, time))).toEqual([24, 24, 28, 28]);
    expect(rangeWords(steps)).toBe('24 to 28');
    expect(rangeWords([[10, 24]])).toBe('24');
  });

  it('are told slice by slice as their mean there', () => {
    expect(meansOf(steps, 10, 2, 5)).toEqual([24, 24, 26, 28, 28]);
    const nights: BedStep[] = Array.from({ length: 28 }, (_, i) => [i / 2, i % 2 ? 3 : 0]);
    expect(meansOf(nights, 0, 7, 2)).toEqual([1.5, 1.5]);
  });

  it('are one number only where they never change', () => {
    const report = { parts: { services: [{ varies: false }, { varies: true }] } } as unknown as FlowReport;
    const scenario = (beds: (BedStep[] | null)[] | null) => ({ beds, services: [{ beds: 26 }, { beds: 26 }] }) as unknown as Scenario;
    expect(alwaysBeds(report, scenario([steps, null]), 0)).toBeNull();
    expect(alwaysBeds(report, scenario([[[10, 61]], null]), 0)).toBe(61);
    expect(alwaysBeds(report, scenario([steps, null]), 1)).toBeNull(); // no limit
    expect(alwaysBeds(report, scenario(null), 0)).toBe(26); // numbers that aren't known exactly: what the run had
    expect(alwaysBeds(report, scenario(null), 1)).toBeNull();
  });
});
