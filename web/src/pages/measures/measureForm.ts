// A measure as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';
import { typedNumber } from '../../parts/aimForm';

export interface MeasureValues {
  name: string;
  kind: string;
  experience: boolean;
  definition: string;
  unit: string;
  /** "number", "percent", "rate" */
  shape: string;
  per: string;
  direction: string;
  interval: string;
  target: string;
  baseline_until: string;
  source: string;
  chart: string;
  profile: string;
  /** "withheld", "people", "none"; empty until somebody says, or the server does by unit. */
  small_numbers: string;
}

export function newMeasure(experience: boolean): MeasureValues {
  return { name: experience ? 'People who say they were treated as they wished' : '', kind: experience ? 'outcome' : '', experience, definition: '', unit: experience ? '%' : '',
    shape: experience ? 'percent' : 'number', per: '1000', direction: experience ? 'up' : '', interval: 'month', target: '', baseline_until: '', source: '', chart: 'xmr', profile: 'mdc-2022', small_numbers: '' };
}

export function measureValues(it: Schemas['Measure']): MeasureValues {
  return { name: it.name, kind: it.kind, experience: it.experience, definition: it.definition, unit: it.unit,
    shape: it.quantity === 'proportion' ? 'percent' : it.quantity, per: String(it.scale), direction: it.direction, interval: it.interval,
    target: it.target === null ? '' : String(it.target), baseline_until: it.baseline_until ?? '', source: it.source, chart: it.chart, profile: it.profile, small_numbers: it.small_numbers };
}

export function measureChange(values: MeasureValues, before: Schemas['Measure'] | null): Schemas['MeasureChange'] {
  const scale = values.shape === 'percent' ? 100 : values.shape === 'rate' ? typedNumber(values.per) : 1;
  return {
    organisation_id: before?.organisation_id ?? null, name: values.name.trim(), kind: values.kind as Schemas['MeasureKind'], experience: values.experience,
    definition: values.definition.trim(), unit: values.unit.trim() || (values.shape === 'percent' ? '%' : ''),
    quantity: values.shape === 'percent' ? 'proportion' : values.shape === 'rate' ? 'rate' : 'number',
    scale: before && before.quantity === (values.shape === 'percent' ? 'proportion' : values.shape) ? before.scale : scale,
    direction: values.direction as Schemas['MeasureDirection'], interval: values.interval as Schemas['Interval'],
    chart: (values.chart || before?.chart || 'xmr') as Schemas['ChartKind'], profile: (values.profile || before?.profile || 'mdc-2022') as Schemas['SpcProfile'], conflict: before?.conflict ?? 'concern', target: typedNumber(values.target),
    baseline_until: values.baseline_until || null, ...(values.small_numbers && { small_numbers: values.small_numbers as Schemas['SmallNumbers'] }), source: values.source.trim(), marked_illustrative: before?.marked_illustrative ?? false,
  };
}

/** How a measure's figures reach the public, and when each fits. */
export const publicChoices: { value: Schemas['SmallNumbers']; text: string; hint: string }[] = [
  { value: 'people', text: 'It counts people, or what happened to them', hint: '1 to 7 is hidden and shown as *, other numbers are rounded to the nearest 5, 0 stays 0' },
  { value: 'none', text: 'It counts no people', hint: 'Beds, days, pounds; or figures of the whole country. Shown as they are' },
  { value: 'withheld', text: 'Keep it from the public', hint: 'Only who is signed in sees it, once it is published' },
];
export const publicWords: Record<Schemas['SmallNumbers'], string> = { people: 'rounded to 5, with 1 to 7 hidden', none: 'as they are: it counts no people', withheld: 'not shown' };

export function missingFromMeasure(values: MeasureValues): { field: string; title: string }[] {
  const missing = [];
  if (!values.name.trim()) missing.push({ field: 'name', title: 'Give the measure a name' });
  if (!values.kind) missing.push({ field: 'kind', title: 'Say what kind of measure it is' });
  if (!values.direction) missing.push({ field: 'direction', title: 'Say which way is better' });
  return missing;
}
