// A text cut where the words that were searched for begin, so that they can be marked.

export interface Piece {
  text: string;
  found: boolean;
}

export function pieces(text: string, words: string): Piece[] {
  const wanted = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (wanted.length === 0) return [{ text, found: false }];
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join('|')})`, 'giu');
  const out: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(any)) {
    if (match.index > at) out.push({ text: text.slice(at, match.index), found: false });
    out.push({ text: match[0], found: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push({ text: text.slice(at), found: false });
  return out;
}
