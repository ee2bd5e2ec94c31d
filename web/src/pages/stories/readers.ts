// For whom a story is, and who has read it.

import type { Schemas } from '../../api/client';
import { audiences } from '../../parts/audiences';

const order = audiences.map((one) => one.value as string);

/** Whether the first reaches more people than the second. */
export function wider(one: string, other: string): boolean {
  return order.indexOf(one) > order.indexOf(other);
}

export interface Reader { person: number; name: string; days: string[] }

/** Each who read it, with their days, first come first. */
export function byReader(readings: Schemas['TextReading'][]): Reader[] {
  const all = new Map<number, Reader>();
  for (const one of readings) {
    const at = all.get(one.person_id) ?? { person: one.person_id, name: one.name, days: [] };
    if (!at.days.includes(one.on_date)) at.days.push(one.on_date);
    all.set(one.person_id, at);
  }
  return [...all.values()];
}
