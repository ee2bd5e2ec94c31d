// What a PDF of Chromium's says to who can't see it: its information, its tags with their alternative texts, and the words on its pages.
import { inflateSync } from 'node:zlib';

/** A text as PDF writes it: (letters), or <FEFF and UTF-16 in hexadecimal>. */
function written(source) {
  if (source.startsWith('<')) return Buffer.from(source.slice(1, -1), 'hex').swap16().toString('utf16le').replace(/^\ufeff/, '');
  return source.slice(1, -1).replace(/\\([()\\])/g, '$1');
}
const text = String.raw`(\((?:[^()\\]|\\[\s\S])*\)|<FEFF[0-9A-F]*>)`;

/** Each object by its number: its dictionary, and what its stream holds. */
function objectsOf(bytes) {
  const source = bytes.toString('latin1');
  const objects = new Map();
  for (const found of source.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length;
    const end = source.indexOf('endobj', from);
    const stream = source.indexOf('stream\n', from);
    if (stream < 0 || stream > end) {
      objects.set(Number(found[1]), { words: source.slice(from, end), held: '' });
      continue;
    }
    const words = source.slice(from, stream);
    const length = Number(words.match(/\/Length (\d+)/)[1]);
    const raw = bytes.subarray(stream + 7, stream + 7 + length);
    objects.set(Number(found[1]), { words, held: (words.includes('FlateDecode') ? inflateSync(raw) : raw).toString('latin1') });
  }
  return objects;
}

/** Glyphs to letters, as a font's /ToUnicode says. */
function lettersOf(map) {
  const letters = new Map();
  const letter = (hex) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, lines] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph, code] of lines.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)) letters.set(parseInt(glyph, 16), letter(code));
  for (const [, lines] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, first, last, code] of lines.matchAll(/<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>/g))
      for (let at = parseInt(first, 16); at <= parseInt(last, 16); at++) letters.set(at, String.fromCharCode(parseInt(code, 16) + at - parseInt(first, 16)));
  return letters;
}

export function readPdf(bytes) {
  const objects = objectsOf(bytes);
  const words = [...objects.values()].map((one) => one.words);
  const fonts = new Map();
  const fontOf = (number) => {
    if (!fonts.has(number)) {
      const map = objects.get(number)?.words.match(/\/ToUnicode (\d+) 0 R/);
      fonts.set(number, map ? lettersOf(objects.get(Number(map[1])).held) : new Map());
    }
    return fonts.get(number);
  };
  const pages = words.filter((one) => /\/Type \/Page\n/.test(one)).map((page) => {
    const named = new Map([...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, fontOf(Number(number))]));
    let font = new Map(), said = '';
    for (const [, name, shown] of objects.get(Number(page.match(/\/Contents (\d+) 0 R/)[1])).held.matchAll(/\/(F\d+) [\d.]+ Tf|((?:<[0-9A-F]*>|\[[^\]]*\]) ?TJ?j?)/g)) {
      if (name) font = named.get(name) ?? new Map();
      else for (const [, hex] of shown.matchAll(/<([0-9A-F]+)>/g)) for (let at = 0; at < hex.length; at += 4) said += font.get(parseInt(hex.slice(at, at + 4), 16)) ?? '';
    }
    return said;
  });
  return {
    title: written(words.map((one) => one.match(new RegExp(`/Title ${text}`))).find(Boolean)[1]),
    made: bytes.toString('latin1').match(/\/CreationDate \(D:(\d{14})/)[1],
    language: words.map((one) => one.match(/\/Lang \((.*?)\)/)).find(Boolean)?.[1],
    tagged: words.some((one) => /\/MarkInfo <<[^>]*\/Marked true/.test(one)),
    alternatives: words.filter((one) => /\/S \/Figure/.test(one)).map((one) => written(one.match(new RegExp(`/Alt ${text}`))?.[1] ?? '()')),
    tags: new Set(words.map((one) => one.match(/\/S \/(\w+)/)?.[1]).filter(Boolean)),
    pages,
    text: pages.join('\n'),
    pictures: words.filter((one) => /\/Subtype \/Image/.test(one)).length,
  };
}
