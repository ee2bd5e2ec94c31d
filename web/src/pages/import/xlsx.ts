// An Excel workbook as rows of cells, for the one parser on the server that understands them all.
//
// A date cell becomes its ISO date, so that nobody guesses between day and month; a percentage its text with the sign (the cell
// holds 0.85 and shows 85%); numbers keep every digit; blank rows stay, so that row 17 here is row 17 in Excel. The reader is fetched when the first workbook is chosen.

import { CellsTooFarApart } from './formats';

export type Cell = string | number | boolean | null;

export interface Sheet {
  name: string;
  rows: Cell[][];
}

export class UnreadableWorkbook extends Error {}

export async function readWorkbook(file: Blob): Promise<Sheet[]> {
  const { default: read } = await import('./xlsx-reader');
  let sheets;
  try {
    sheets = await read(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof CellsTooFarApart) throw new UnreadableWorkbook(error.message);
    console.warn(error);
    throw new UnreadableWorkbook('That file could not be read as an Excel workbook. Save it as .xlsx (not .xls, and without a password) or as CSV, and choose it again.');
  }
  return sheets.map(({ sheet, data }) => ({ name: String(sheet), rows: withoutBlankEnd((data as unknown[][]).map((row) => row.map(cellOf))) }))
    .filter((sheet) => sheet.rows.length > 0);
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return null;
}

function withoutBlankEnd(rows: Cell[][]): Cell[][] {
  let end = rows.length;
  while (end > 0 && rows[end - 1]!.every((cell) => cell === null || cell === '')) end--;
  return rows.slice(0, end);
}
