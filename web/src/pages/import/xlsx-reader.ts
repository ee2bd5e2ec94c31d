// The spreadsheet reader in a piece of its own. The universal build needs no worker, which our content security policy refuses.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { percentStyles, refuseFarCells, withFormats } from './formats';

/**
 * The sheets of a workbook. The reader drops what is only a cell's format, and every error of a formula: both are written into
 * the cells before it looks.
 */
export default function read(bytes: ArrayBuffer) {
  return readWorkbook(inFull(new Uint8Array(bytes)));
}

function inFull(workbook: Uint8Array): ArrayBuffer {
  const files = unzipSync(workbook);
  const styles = files['xl/styles.xml'];
  const percent = styles ? percentStyles(strFromU8(styles)) : new Set<number>();
  let changed = false;
  for (const name of Object.keys(files).filter((each) => /^xl\/worksheets\/[^/]+\.xml$/i.test(each))) {
    const sheet = strFromU8(files[name]!);
    refuseFarCells(sheet);
    const full = withFormats(sheet, percent);
    if (full === sheet) continue;
    files[name] = strToU8(full);
    changed = true;
  }
  return (changed ? zipSync(files, { level: 0 }) : workbook).slice().buffer as ArrayBuffer;
}
