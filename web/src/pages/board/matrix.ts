// The matrix of a board: which measure stands in which cell, by the two icons of its chart, in the layout of Making Data Count.

import type { Schemas } from '../../api/client';
import { meaningOf, type AssuranceIconKind, type Meaning, type VariationIconKind } from '../../charts/picture';

export type BoardMeasure = Schemas['BoardMeasure'];

export interface Column {
  of: Meaning | 'too_few';
  name: string;
  /** Stands beside the name; each measure has its own, which says high or low. */
  icon: VariationIconKind | null;
}

export interface Row {
  of: AssuranceIconKind | 'none';
  name: string;
}

const columns: Column[] = [
  { of: 'improvement', name: 'Improving', icon: 'improvement_high' },
  { of: 'common_cause', name: 'Varying as usual', icon: 'common_cause' },
  { of: 'concern', name: 'Getting worse', icon: 'concern_low' },
  { of: 'neither', name: 'Changed, neither good nor bad', icon: 'neither_high' },
  { of: 'too_few', name: 'Too few values to tell', icon: null },
];

const rows: Row[] = [
  { of: 'pass', name: 'Will meet its target' },
  { of: 'hit_or_miss', name: 'Meets it or misses it, by chance' },
  { of: 'fail', name: 'Will miss its target' },
  { of: 'none', name: 'Not judged by a target' },
];

const columnOf = ({ drawing }: BoardMeasure): Column['of'] => (drawing?.variation ? meaningOf(drawing.variation) : 'too_few');
const rowOf = ({ drawing }: BoardMeasure): Row['of'] => drawing?.assurance ?? 'none';

export interface Matrix {
  columns: Column[];
  rows: (Row & { cells: BoardMeasure[][] })[];
}

/** Whose a measure is, where several of the board have its name; else nothing. */
export function homesOf(measures: readonly BoardMeasure[]): (one: BoardMeasure) => string {
  const shared = new Set(measures.map((one) => one.measure.name).filter((name, index, all) => all.indexOf(name) !== index));
  return (one) => (shared.has(one.measure.name) ? one.home : '');
}

/** The nine cells that every board has; what isn't improvement, usual or concern, or has no target, where there is any. */
export function matrixOf(measures: readonly BoardMeasure[]): Matrix {
  const shown = columns.filter((column, index) => index < 3 || measures.some((one) => columnOf(one) === column.of));
  return {
    columns: shown,
    rows: rows.filter((row) => row.of !== 'none' || measures.some((one) => rowOf(one) === 'none'))
      .map((row) => ({ ...row, cells: shown.map((column) => measures.filter((one) => rowOf(one) === row.of && columnOf(one) === column.of)) })),
  };
}
