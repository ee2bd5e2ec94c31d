// Markdown into HTML, safely: micromark shows HTML as it was typed and gives no address to a link that would run a program.

import { micromark } from 'micromark';

const heading = /<(\/?)h([1-6])>/g;

const levelsIn = (html: string) => Array.from(html.matchAll(heading), (one) => Number(one[2]));

/** Of a text in pieces: the level of its highest heading, which stands next below the page's own. */
export function highestHeading(pieces: readonly string[]): number {
  return Math.min(...pieces.flatMap((piece) => levelsIn(micromark(piece))));
}

/** Headings stand under the page's own, the highest of them next to it; pictures stay away, because a page of ours asks no other host for anything. */
export function rendered(text: string, highest?: number): string {
  const html = micromark(text);
  const top = highest ?? Math.min(...levelsIn(html));
  return html
    .replace(heading, (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) - top + 2)}>`)
    .replace(/<img src="[^"]*" alt="([^"]*)"[^>]*>/g, '$1');
}
