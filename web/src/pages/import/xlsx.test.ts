// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook, UnreadableWorkbook } from './xlsx';

/** The smallest workbook: one sheet, whose styles are: none, a date, 0%, one with a sign of its own, one with a quoted sign. */
function workbook(cells: string): Blob {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Waits" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="0.00&quot;%&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9"><alignment/></xf><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`,
  };
  return new Blob([zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))).slice()]);
}

describe('an Excel workbook', () => {
  it('becomes rows of cells, with dates as ISO text, blank rows kept and numbers whole', async () => {
    const sheets = await readWorkbook(workbook(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Month</t></is></c><c r="B1" t="inlineStr"><is><t>Waits</t></is></c></row>'
      + '<row r="3"><c r="A3" s="1"><v>45383</v></c><c r="B3"><v>7.25</v></c></row>'));
    expect(sheets).toHaveLength(1);
    expect(sheets[0]!.name).toBe('Waits');
    expect(sheets[0]!.rows[0]).toEqual(['Month', 'Waits']);
    expect(sheets[0]!.rows).toHaveLength(3);
    expect(sheets[0]!.rows[2]).toEqual(['2024-04-01', 7.25]);
  });
  it('shows percentages with their sign, as Excel does, and the errors of formulas by their names', async () => {
    const [sheet] = await readWorkbook(workbook(
      '<row r="1"><c r="A1" s="2"/><c r="B1" s="2"><v>0.85</v></c><c r="C1" s="3"><v>0.07</v></c><c r="D1" s="4"><v>0.5</v></c><c r="E1"><v>0.9</v></c></row>'
      + '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2" s="2"><f>B1</f><v>1.25</v></c></row>'));
    expect(sheet!.rows[0]).toEqual([null, '85%', '7%', 0.5, 0.9]);
    expect(sheet!.rows[1]!.slice(0, 2)).toEqual(['#DIV/0!', '125%']);
  });
  it('whose cells lie so far apart that no page could hold those between them says so, and a far row alone is read', async () => {
    await expect(readWorkbook(workbook('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c></row>')))
      .rejects.toThrow('column 16384 and its row 1,048,576');
    const [sheet] = await readWorkbook(workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>3</v></c></row>'));
    expect(sheet!.rows).toHaveLength(9000);
  });
  it('that cannot be read says how to save it', async () => {
    await expect(readWorkbook(new Blob(['not a workbook']))).rejects.toBeInstanceOf(UnreadableWorkbook);
  });
});
