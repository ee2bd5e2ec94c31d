// Which of a model's measures is a measure of a project's, and whether the model fits what the project has seen.

import type { Schemas } from '../../api/client';

type Row = Schemas['PredictionRow'];
type Modelled = Pick<Schemas['FlowModel']['measures'][number], 'name' | 'title' | 'unit' | 'share'>;
export interface Mine {
  name: string;
  unit: string;
}

const alike: Record<string, string> = { persons: 'people', person: 'people', '£': 'pounds', 'per cent': '%', percent: '%' };
const said = (unit: string) => alike[unit.trim().toLowerCase()] ?? unit.trim().toLowerCase();

/** A share of the model is the same as a percentage, once it is multiplied. */
export function sameUnit(of: Pick<Modelled, 'unit' | 'share'>, unit: string): boolean {
  return of.share ? said(unit) === '%' : said(of.unit) === said(unit);
}

/** What to beware of where one is taken from the other. */
export function unitsDiffer(of: Pick<Modelled, 'unit' | 'share'>, unit: string): string {
  const named = (one: string) => (one.trim() ? `“${one.trim()}”` : 'a bare number');
  return `The model’s measure is in ${of.share ? 'shares of 1' : named(of.unit)}, this one in ${named(unit)}: unless a number turns the one into the other, their difference means nothing.`;
}

/** From the model's unit to the measure's. */
export function timesFor(of: Pick<Modelled, 'unit' | 'share'>, unit: string): number {
  return of.share && said(unit) === '%' ? 100 : 1;
}

const words = (text: string) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2));

/** The one of the same unit; of several the one whose name is most alike; nothing where that doesn't tell. */
export function likeliest(measures: readonly Modelled[], mine: Mine): string {
  const same = measures.filter((one) => sameUnit(one, mine.unit));
  if (same.length === 1) return same[0]!.name;
  const wanted = words(mine.name);
  const scored = same.map((one) => ({ name: one.name, score: [...words(one.title)].filter((word) => wanted.has(word)).length })).sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score > 0 && scored[0].score > (scored[1]?.score ?? 0) ? scored[0].name : '';
}

/** Whether a measure has whole numbers alone: counts, and no shares or means of any. */
export function countsWhole(drawing: Pick<Schemas['Drawing'], 'values' | 'denominators'>): boolean {
  const values = drawing.values.filter((value) => value !== null);
  return values.length > 0 && values.every((value) => Number.isInteger(value)) && !drawing.denominators?.some((one) => one !== null);
}

export function inWhole(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, median: Math.round(row.median), low50: Math.round(row.low50), high50: Math.round(row.high50), low90: Math.round(row.low90), high90: Math.round(row.high90) }));
}

/** Whether all that separates them is that one is in whole numbers. */
export function onlyRounded(said: readonly Row[], kept: readonly Row[]): boolean {
  const figures = (rows: readonly Row[]) => JSON.stringify(rows.map((row) => [row.on_date, row.median, row.low50, row.high50, row.low90, row.high90]));
  return figures(inWhole(said)) === figures(kept);
}

/** Where the measure stands lies outside what nine in ten runs of the model as it stands say. */
export function fits(standing: number, asItStands: readonly Row[]): boolean {
  return asItStands.some((row) => row.low90 <= standing && standing <= row.high90);
}
