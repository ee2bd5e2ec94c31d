import { describe, expect, it } from 'vitest';
import { homesOf, matrixOf, type BoardMeasure } from './matrix';

const measure = (name: string, variation: string | null, assurance: string | null) =>
  ({ measure: { name }, drawing: { variation, assurance } }) as unknown as BoardMeasure;

const cell = (measures: BoardMeasure[], row: string, column: string) => {
  const matrix = matrixOf(measures);
  const at = matrix.columns.findIndex((one) => one.of === column);
  return matrix.rows.find((one) => one.of === row)?.cells[at]?.map((one) => one.measure.name);
};

describe('the matrix of a board', () => {
  const all = [measure('Waits', 'common_cause', 'fail'), measure('Falls', 'improvement_low', 'hit_or_miss'), measure('Beds', 'neither_high', null)];

  it('puts a measure where its two icons say, high or low', () => {
    expect(cell(all, 'fail', 'common_cause')).toEqual(['Waits']);
    expect(cell(all, 'hit_or_miss', 'improvement')).toEqual(['Falls']);
    expect(cell(all, 'none', 'neither')).toEqual(['Beds']);
    expect(matrixOf(all).rows.flatMap((row) => row.cells.flat())).toHaveLength(3);
  });

  it('says whose a measure is where several have its name', () => {
    const of = (name: string, home: string) => ({ measure: { name }, home, drawing: null }) as unknown as BoardMeasure;
    const measures = [of('Back within a week', 'Ring at nine'), of('Back within a week', 'Stroke'), of('Waits', 'Stroke')];
    expect(measures.map(homesOf(measures))).toEqual(['Ring at nine', 'Stroke', '']);
  });

  it('keeps a measure whose chart says nothing yet', () => {
    expect(cell([measure('New', null, null)], 'none', 'too_few')).toEqual(['New']);
    expect(cell([{ measure: { name: 'Broken' }, drawing: null } as unknown as BoardMeasure], 'none', 'too_few')).toEqual(['Broken']);
  });

  it('is three by three until something stands outside', () => {
    const matrix = matrixOf([measure('Waits', 'concern_high', 'pass')]);
    expect(matrix.columns.map((one) => one.of)).toEqual(['improvement', 'common_cause', 'concern']);
    expect(matrix.rows.map((one) => one.of)).toEqual(['pass', 'hit_or_miss', 'fail']);
  });
});
