// What an import stores, in words: a gap is no value.

import type { Schemas } from '../../api/client';
import { count } from '../../words/numbers';

/** "12 values", "12 values and 2 gaps", "2 gaps". */
export function storedWords({ fresh, revised, fresh_gaps: gaps }: Pick<Schemas['ImportTotals'], 'fresh' | 'revised' | 'fresh_gaps'>): string {
  const values = fresh + revised - gaps;
  if (gaps === 0) return count(values, 'value');
  return values === 0 ? count(gaps, 'gap') : `${count(values, 'value')} and ${count(gaps, 'gap')}`;
}
