// A board as PowerPoint slides: the matrix, then a slide for each measure, with its chart as a vector. This file comes with its library, when it is asked for.

import Slides from 'pptxgenjs';
import { asSvg, svgAddress } from '../../charts/asSvg';
import { homesOf, matrixOf, type BoardMeasure } from './matrix';
import { saidOf } from './said';

const [width, height] = [1200, 380];

export async function slidesFile(title: string, measures: readonly BoardMeasure[]): Promise<Blob> {
  const file = new Slides();
  file.layout = 'LAYOUT_WIDE'; // 13.33 by 7.5 inches
  file.title = title;
  file.author = 'Tributary';
  file.company = 'Tributary';
  file.subject = 'Variation and assurance, and what each measure says';
  const ink = '212B32';
  const head = { bold: true, fill: { color: 'F0F4F5' } };

  const first = file.addSlide();
  first.addText(title, { x: 0.5, y: 0.3, w: 12.3, h: 0.6, fontSize: 26, bold: true, color: ink });
  const matrix = matrixOf(measures);
  const home = homesOf(measures);
  first.addTable([
    [{ text: '', options: head }, ...matrix.columns.map((column) => ({ text: column.name, options: head }))],
    ...matrix.rows.map((row) => [{ text: row.name, options: head }, ...row.cells.map((cell) => ({ text: cell.map((one) => [one.measure.name, home(one)].filter(Boolean).join(', ')).join('\n') }))]),
  ], { x: 0.5, y: 1, w: 12.3, fontSize: 10, color: ink, border: { type: 'solid', pt: 1, color: 'AEB7BD' }, valign: 'top', autoPage: true, autoPageRepeatHeader: true });

  for (const measure of measures) {
    const said = saidOf(measure);
    const slide = file.addSlide();
    slide.addText(said.name, { x: 0.5, y: 0.25, w: 12.3, h: 0.5, fontSize: 22, bold: true, color: ink, fit: 'shrink' });
    slide.addText([said.caption, said.illustrative ? 'illustrative figures' : '', ...said.icons].filter(Boolean).join(' · '), { x: 0.5, y: 0.75, w: 12.3, h: 0.35, fontSize: 11, color: '4C6272' });
    if (said.picture) slide.addImage({ data: svgAddress(await asSvg(said.picture, width, height)), x: 0.5, y: 1.15, w: 12.3, h: (12.3 * height) / width, altText: said.alternative });
    const column = (x: number, name: string, texts: string[]) => slide.addText([
      { text: name, options: { bold: true, fontSize: 14, breakLine: true } },
      ...texts.map((text, index) => ({ text, options: { fontSize: 11, breakLine: index < texts.length - 1 } })),
    ], { x, y: 5.1, w: 4, h: 2.2, color: ink, valign: 'top', fit: 'shrink' });
    column(0.5, 'What', [said.latest, said.definition].filter(Boolean));
    column(4.65, 'So what', said.soWhat);
    column(8.8, 'What next', [said.next]);
  }
  return (await file.write({ outputType: 'blob' })) as Blob;
}
