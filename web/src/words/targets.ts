// A measure's targets in words.

import type { Schemas } from '../api/client';
import { longDate } from './dates';
import { withUnit } from './kinds';

type Words = Pick<Schemas['Target'], 'starts_on' | 'value' | 'ends_on' | 'end_value'>;

/** "80% from 1 April 2026", "from 60% on 1 April 2026 to 80% by 31 March 2027", "no target from 1 April 2026". */
export function targetText(target: Words, unit: string): string {
  const from = target.starts_on ? ` from ${longDate(target.starts_on)}` : '';
  if (target.value === null) return `no target${from}`;
  if (target.ends_on === null || target.end_value === null || target.starts_on === null) return `${withUnit(target.value, unit)}${from}`;
  return `from ${withUnit(target.value, unit)} on ${longDate(target.starts_on)} to ${withUnit(target.end_value, unit)} by ${longDate(target.ends_on)}`;
}

/** All of them, a line each; null where there is none. */
export function targetsText(targets: readonly Words[], unit: string): string | null {
  if (!targets.length) return null;
  return targets.map((one) => targetText(one, unit)).map((text) => text[0]!.toUpperCase() + text.slice(1)).join('\n');
}
