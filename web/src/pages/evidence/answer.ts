// An answer's tables as a page shows them.

import type { Schemas } from '../../api/client';
import { number } from '../../words/numbers';

type Row = Record<string, unknown>;
export interface AnswerTable {
  name: string;
  title: string;
  columns: string[];
  rows: Row[];
}

const titles: Record<string, string> = {
  by_event_time: 'By time since adoption', group_time: 'By when it was adopted', means: 'Means', checks: 'Checks', regression_weights: 'Weights of the regression', before_together: 'Before the change, all together',
  donors: 'Who makes the mixture', path: 'Over time', placebos: 'The same, had it been others', placebo_in_time: 'The same, had it been earlier', leave_one_out: 'With one left out', time_weights: 'Weights of the times',
  units: 'Observed and expected', calibration: 'How well the model fits', model: 'The model', line: 'Over time', at_end: 'At the end', overdispersion: 'How sites differ', sites: 'Each site', limits: 'Every kind of limits',
  heterogeneity: 'How the studies differ', prediction: 'The next site', forest: 'Each study', solutions: 'Solutions', models: 'Models', terms: 'Terms, with the cases under each', truth_table: 'Combinations that were seen', necessity: 'Necessity of each condition', memberships: 'What the calibration made of each case',
};
const drawn = new Set(['curves']);

export function tablesOf(answer: Pick<Schemas['EvidenceAnswer'], 'tables'>): AnswerTable[] {
  return Object.entries(answer.tables).filter(([name, rows]) => rows.length > 0 && !drawn.has(name)).map(([name, rows]) => ({ name, title: titles[name] ?? wordsOf(name), columns: Object.keys(rows[0] ?? {}), rows }));
}

/** A cell of a column: degrees of freedom to a tenth, as the sentences have them. */
export function cellWords(cell: unknown, column: string): string {
  return typeof cell === 'number' && ['df', 'degrees_of_freedom'].includes(column) ? number(Math.round(cell * 10) / 10, 4) : wordsOf(cell);
}

/** A cell, or a column's name, as a person reads it. */
export function wordsOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return number(cell, 4);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (Array.isArray(cell)) return cell.join(', ');
  return String(cell).replaceAll('_', ' ');
}
