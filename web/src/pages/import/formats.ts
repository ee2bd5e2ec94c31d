// What stands in a workbook beside its numbers: which styles are percentages, and cells with that said in their text.

const percentages = [9, 10];  // 0% and 0.00%, which every workbook has without saying so

/** The text of an attribute, of a tag's inside. */
function attribute(inside: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside);
  return found ? found[1] ?? found[2] : undefined;
}

/** The insides of the tags of that name, whatever their prefix. */
function tags(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g'))].map((found) => found[1]!);
}

function between(xml: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([\\s\\S]*?)</(?:\\w+:)?${name}>`).exec(xml)?.[1] ?? '';
}

/** A sign in quotation marks, after a backslash or in brackets is only decoration. */
function isPercentage(code: string): boolean {
  return code.replaceAll('&quot;', '"').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').includes('%');
}

/** The numbers of the cell styles whose format is a percentage. */
export function percentStyles(styles: string): Set<number> {
  const formats = new Set(percentages);
  for (const each of tags(between(styles, 'numFmts'), 'numFmt'))
    if (isPercentage(attribute(each, 'formatCode') ?? '')) formats.add(Number(attribute(each, 'numFmtId')));
  const bases = tags(between(styles, 'cellStyleXfs'), 'xf').map((each) => Number(attribute(each, 'numFmtId') ?? 0));
  const found = new Set<number>();
  tags(between(styles, 'cellXfs'), 'xf').forEach((each, style) => {
    if (formats.has(Number(attribute(each, 'numFmtId') ?? bases[Number(attribute(each, 'xfId'))] ?? 0))) found.add(style);
  });
  return found;
}

/** 0.07 as 7%: to the fifteen digits that a spreadsheet keeps, so that no 7.000000000000001 comes of it. */
function percentText(value: number): string {
  return `${Number((value * 100).toPrecision(15))}%`;
}

/** A reader makes every cell between the first and the furthest: of more than this a browser's page dies. */
const mostCells = 50_000_000;

export class CellsTooFarApart extends Error {}

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Throws where the furthest column and the furthest row with a cell make a sheet that no page can hold. */
export function refuseFarCells(sheet: string): void {
  let columns = 0, rows = 0;
  for (const found of sheet.matchAll(/<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d+)["']/g)) {
    columns = Math.max(columns, columnNumber(found[1]!));
    rows = Math.max(rows, Number(found[2]));
  }
  if (columns * rows > mostCells) throw new CellsTooFarApart(`A sheet reaches from A1 to its column ${columns} and its row ${rows.toLocaleString('en-GB')}. Delete the cells far from the table, and choose it again.`);
}

/** The sheet with every percentage as its text with the sign, and every error of a formula as its word. */
export function withFormats(sheet: string, percent: Set<number>): string {
  if (percent.size === 0 && !/\bt\s*=\s*["']e["']/.test(sheet)) return sheet;
  return sheet.replace(/<((?:\w+:)?)c(\s[^>]*[^>/])>([\s\S]*?)<\/\1c>/g, (cell, prefix: string, inside: string, content: string) => {
    const value = new RegExp(`<${prefix}v\\b[^>]*>([^<]*)</${prefix}v>`).exec(content)?.[1]?.trim();
    if (!value) return cell;
    const kind = attribute(inside, 't') ?? 'n';
    let text = value;
    if (kind === 'n' && percent.has(Number(attribute(inside, 's'))) && Number.isFinite(Number(value))) text = percentText(Number(value));
    else if (kind !== 'e') return cell;
    const place = attribute(inside, 'r');
    return `<${prefix}c${place ? ` r="${place}"` : ''} t="str"><${prefix}v>${text}</${prefix}v></${prefix}c>`;
  });
}
