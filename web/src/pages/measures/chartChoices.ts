// Which chart and which rules: what a measure may be drawn as, with a line on when each fits.

import type { Schemas } from '../../api/client';

type Chart = Schemas['ChartKind'];
type Profile = Schemas['SpcProfile'];

interface Choice<Value> {
  value: Value;
  name: string;
  fits: string;
}

const charts: (Choice<Chart> & { shapes: string[] })[] = [
  { value: 'xmr', name: 'XmR', fits: 'Fits nearly everything: single values, one after another', shapes: ['number', 'percent', 'rate'] },
  { value: 'run', name: 'Run chart', fits: 'A median and no limits: for the first values, or where a simple picture is enough', shapes: ['number', 'percent', 'rate'] },
  { value: 'p', name: 'P chart', fits: 'So many out of so many, where the number changes: limits are wider for small numbers', shapes: ['percent'] },
  { value: 'p_prime', name: 'P′ chart', fits: 'The same where thousands are counted and a P chart’s limits are too narrow', shapes: ['percent'] },
  { value: 'np', name: 'nP chart', fits: 'So many out of a number that is always the same: plots how many, where a P chart plots what share', shapes: ['percent'] },
  { value: 'u', name: 'U chart', fits: 'Events for so much activity, where the activity changes: falls for each 1,000 bed days', shapes: ['rate'] },
  { value: 'u_prime', name: 'U′ chart', fits: 'The same where thousands are counted and a U chart’s limits are too narrow', shapes: ['rate'] },
  { value: 'i_prime', name: 'I′ chart', fits: 'Shares and rates whose denominators differ, when you would suppose nothing about chance', shapes: ['percent', 'rate'] },
  { value: 'c', name: 'C chart', fits: 'Counts of events where there is much the same activity each time', shapes: ['number'] },
  { value: 't', name: 'T chart', fits: 'Rare events: each value is the time since the one before. Longer is better', shapes: ['number'] },
  { value: 'g', name: 'G chart', fits: 'Rare events: each value is how many cases came since the one before. More is better', shapes: ['number'] },
];

const profiles: Choice<Profile>[] = [
  { value: 'mdc-2022', name: 'Making Data Count, 2022', fits: 'NHS England’s four rules; the usual choice' },
  { value: 'mdc-2022-screened', name: 'Making Data Count, 2022, screened', fits: 'The same, where a few wild values would widen the limits' },
  { value: 'mdc-excel-6', name: 'Making Data Count, spreadsheets', fits: 'To match NHS England’s spreadsheets, where a shift is six points' },
  { value: 'ptd-r', name: 'NHSRplotthedots', fits: 'To match charts made with the R package' },
  { value: 'anhoej', name: 'Anhøj', fits: 'Runs too long or crossings too few; the usual choice for a run chart' },
  { value: 'ihi-run', name: 'Perla’s run chart rules', fits: 'To match run charts of the Institute for Healthcare Improvement; more false alarms' },
  { value: 'western-electric', name: 'Western Electric', fits: 'The four rules of the 1956 handbook' },
  { value: 'nelson', name: 'Nelson', fits: 'Eight rules: finds the most, with more false alarms' },
  { value: 'wheeler', name: 'Wheeler', fits: 'Three rules, with fewer false alarms' },
  { value: 'powerbi', name: 'PowerBI-SPC', fits: 'To match charts made with that visual in Power BI' },
];

export const chartNames = Object.fromEntries(charts.map((one) => [one.value, one.name])) as Record<Chart, string>;
export const chartsFits = Object.fromEntries(charts.map((one) => [one.value, one.fits])) as Record<Chart, string>;
export const profileNames = Object.fromEntries(profiles.map((one) => [one.value, one.name])) as Record<Profile, string>;

/** The charts that values of this shape can be drawn as. */
export function chartsFor(shape: string): Choice<Chart>[] {
  return charts.filter((one) => one.shapes.includes(shape));
}

/** All of them, the usual one for that chart first. */
export function profilesFor(chart: string): Choice<Profile>[] {
  const usual = usualProfile(chart);
  return [...profiles].sort((a, b) => Number(b.value === usual) - Number(a.value === usual));
}

export function usualProfile(chart: string): Profile {
  return chart === 'run' ? 'anhoej' : 'mdc-2022';
}
