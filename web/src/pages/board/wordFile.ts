// A board as a Word document: the matrix, then a page for each measure, with its chart as a vector. This file comes with its library, when it is asked for.

import { AlignmentType, Document, HeadingLevel, ImageRun, Packer, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { asPng, asSvg } from '../../charts/asSvg';
import { homesOf, matrixOf, type BoardMeasure } from './matrix';
import { saidOf } from './said';

const [width, height] = [900, 330];

export async function wordFile(title: string, measures: readonly BoardMeasure[]): Promise<Blob> {
  const plain = (text: string) => new Paragraph({ children: [new TextRun(text)], spacing: { after: 80 } });
  const strong = (text: string) => new Paragraph({ children: [new TextRun({ text, bold: true })], spacing: { after: 80 } });
  const heading = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_3, spacing: { before: 120, after: 60 } });

  const matrix = matrixOf(measures);
  const home = homesOf(measures);
  const cell = (texts: string[], bold = false) => new TableCell({ children: (texts.length ? texts : ['']).map((text) => new Paragraph({ children: [new TextRun({ text, bold })] })) });
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: [cell([]), ...matrix.columns.map((column) => cell([column.name], true))] }),
      ...matrix.rows.map((row) => new TableRow({ children: [cell([row.name], true), ...row.cells.map((each) => cell(each.map((one) => [one.measure.name, home(one)].filter(Boolean).join(', '))))] })),
    ],
  });

  const parts = [];
  for (const measure of measures) {
    const said = saidOf(measure);
    parts.push(new Paragraph({ text: said.name, heading: HeadingLevel.HEADING_2, pageBreakBefore: true }), plain(said.illustrative ? `${said.caption} · illustrative figures` : said.caption));
    if (said.icons.length) parts.push(plain(said.icons.join('. ')));
    if (said.picture) {
      const svg = await asSvg(said.picture, width, height);
      const altText = { title: said.name, description: said.alternative, name: said.name };
      parts.push(new Paragraph({ alignment: AlignmentType.CENTER, children: [new ImageRun({
        type: 'svg', data: new TextEncoder().encode(svg), fallback: { type: 'png', data: await asPng(svg, width, height) },
        transformation: { width, height }, altText,
      })] }));
    }
    parts.push(heading('What'), strong(said.latest), ...(said.definition ? [plain(said.definition)] : []), heading('So what'),
      ...said.soWhat.map((text, index) => (index === 0 ? strong(text) : plain(text))), heading('What next'), plain(said.next));
  }
  return Packer.toBlob(new Document({
    title,
    creator: 'Tributary',
    lastModifiedBy: 'Tributary',
    sections: [{
      properties: { page: { size: { orientation: PageOrientation.LANDSCAPE, width: 11_906, height: 16_838 }, margin: { top: 700, bottom: 700, left: 900, right: 900 } } },
      children: [new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }), table, ...parts],
    }],
  }));
}
