// A chart as the text of an SVG file, for documents: drawn as on the page, without one.

import type { SpcPicture } from './picture';
import { spcOption } from './spcOption';

export async function asSvg(picture: SpcPicture, width: number, height: number): Promise<string> {
  const { init } = await import('./echarts');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(spcOption(picture, width, height));
    // The library writes a font's name into an attribute with the quotes that end it.
    return chart.renderToSVGString().replaceAll('"Liberation Sans"', "'Liberation Sans'");
  } finally {
    chart.dispose();
  }
}

/** The same in points, for programs that can't read SVG. */
export async function asPng(svg: string, width: number, height: number): Promise<Uint8Array> {
  const image = new Image(width, height);
  image.src = svgAddress(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/png'); });
  if (!blob) throw new Error('The browser could not turn a chart into a picture.');
  return new Uint8Array(await blob.arrayBuffer());
}

export function svgAddress(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(text)}`;
}
