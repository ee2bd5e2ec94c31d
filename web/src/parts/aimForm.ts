// An aim as a form holds it (text as it was typed) and as the contract takes it.

import type { Schemas } from '../api/client';

export interface AimValues {
  measure: string;
  measure_id: number | null;
  unit: string;
  from: string;
  from_on: string;
  to: string;
  by: string;
}

export const noAim: AimValues = { measure: '', measure_id: null, unit: '', from: '', from_on: '', to: '', by: '' };

export function aimValues(aim: Schemas['AimRead']): AimValues {
  return { measure: aim.measure, measure_id: aim.measure_id, unit: aim.unit, from: aim.from === null ? '' : String(aim.from), from_on: aim.from_on ?? '',
    to: aim.to === null ? '' : String(aim.to), by: aim.by ?? '' };
}

/** A number as people type it: "1,200", "52 %", "£300". Nothing typed is null; what is no number stays text, which is refused: "12,5" might
 * be 12.5 or 125, so commas stand before groups of three digits only, as in an import. */
export function typedNumber(text: string): number | null {
  const typed = text.replace(/[%£\s]/g, '');
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(typed) ? typed.replaceAll(',', '') : typed;
  if (plain === '') return null;
  const value = Number(plain);
  return (Number.isFinite(value) ? value : text) as number;
}

/** The unit that was typed beside a number and nowhere else: "20%" is 20 of them. Nothing where the two numbers disagree. */
function typedUnit(...texts: string[]): string {
  const found = new Set(texts.flatMap((text) => text.match(/[%£]/g) ?? []));
  return found.size === 1 ? [...found][0]! : '';
}

/** Why a number that was typed can't be read, and how to write it. */
export function unreadableNumber(text: string): string {
  return /^[^.]*\d,\d+$/.test(text.trim()) ? `“${text.trim()}” could be read in two ways: write ${text.trim().replace(',', '.')} with a point` : `“${text.trim()}” is not a number`;
}

export function aimInput(values: AimValues): Schemas['Aim'] {
  return { measure: values.measure.trim(), measure_id: values.measure_id, unit: values.unit.trim() || typedUnit(values.from, values.to), from: typedNumber(values.from),
    from_on: values.from_on || null, to: typedNumber(values.to), by: values.by || null };
}

export function emptyAim(values: AimValues): boolean {
  return !values.measure.trim() && !values.from.trim() && !values.to.trim() && !values.by;
}
