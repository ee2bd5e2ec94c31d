// Markdown into HTML, safely: micromark shows HTML as it was typed and gives no address to a link that would run a program.

import { micromark } from 'micromark';

const heading = /<(\/?)h([1-6])>/g;

/** Headings stand under the page's own, the highest of them next to it; pictures stay away, because a page of ours asks no other host for anything. */
export function rendered(text: string): string {
  const html = micromark(text);
  const highest = Math.min(...Array.from(html.matchAll(heading), (one) => Number(one[2])));
  return html
    .replace(heading, (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) - highest + 2)}>`)
    .replace(/<img src="[^"]*" alt="([^"]*)"[^>]*>/g, '$1');
}
