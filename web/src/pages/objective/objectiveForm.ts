// An objective as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';
import { aimInput, aimValues, noAim, typedNumber, unreadableNumber, type AimValues } from '../../parts/aimForm';

export interface ObjectiveValues {
  place_id: string;
  parent_id: string;
  name: string;
  dimension: string;
  aim: AimValues;
  fixed: string;
  yours: string;
  why_here: string;
  source: string;
  /** "yes": agreed long ago and recorded afterwards, so that its date may have passed. */
  past: string[];
}

const freedoms: { key: 'fixed' | 'yours' | 'why_here'; words: string }[] = [
  { key: 'fixed', words: 'what is fixed for everyone' }, { key: 'yours', words: 'what is a team’s own to decide' }, { key: 'why_here', words: 'why it is agreed at this level' }];

/** What the objective leaves unsaid of the freedom that it gives, as a sentence names it; empty where all is said. */
export function unsaid(values: ObjectiveValues): string {
  const open = freedoms.filter((one) => !values[one.key].trim()).map((one) => one.words);
  return open.length > 1 ? `${open.slice(0, -1).join(', ')} or ${open.at(-1)}` : open[0] ?? '';
}

export function newObjective(place: number, parent: number | null): ObjectiveValues {
  return { place_id: String(place), parent_id: parent ? String(parent) : '', name: '', dimension: '', aim: { ...noAim }, fixed: '', yours: '', why_here: '', source: '', past: [] };
}

export function objectiveValues(it: Schemas['Objective']): ObjectiveValues {
  return { place_id: String(it.place_id), parent_id: it.parent_id ? String(it.parent_id) : '', name: it.name, dimension: it.dimension, aim: aimValues(it.aim),
    fixed: it.fixed, yours: it.yours, why_here: it.why_here, source: it.source, past: [] };
}

export function objectiveInput(values: ObjectiveValues, illustrative: boolean): Schemas['ObjectiveInput'] {
  return { place_id: Number(values.place_id), parent_id: values.parent_id ? Number(values.parent_id) : null, name: values.name.trim(),
    dimension: values.dimension as Schemas['Dimension'], aim: aimInput(values.aim), fixed: values.fixed.trim(), yours: values.yours.trim(),
    why_here: values.why_here.trim(), source: values.source.trim(), illustrative, past_direction: values.past.includes('yes') };
}

export function missingFromObjective(values: ObjectiveValues): { field: string; title: string }[] {
  const missing = [];
  if (!values.name.trim()) missing.push({ field: 'name', title: 'Enter the objective in a few words' });
  const { aim } = values;
  if (!aim.measure.trim() && !aim.measure_id) missing.push({ field: 'aim.measure', title: 'Say what is measured' });
  for (const [field, label] of [['from', 'From'], ['to', 'To']] as const)
    if (typeof typedNumber(aim[field]) === 'string') missing.push({ field: `aim.${field}`, title: `${label}: ${unreadableNumber(aim[field])}` });
  if (!aim.to.trim()) missing.push({ field: 'aim.to', title: 'Enter the value to be reached' });
  if (!aim.by) missing.push({ field: 'aim.by', title: 'Say by when' });
  if (!values.dimension) missing.push({ field: 'dimension', title: 'Choose which part of the triple aim it serves' });
  return missing;
}
