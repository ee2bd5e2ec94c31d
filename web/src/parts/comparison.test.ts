import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mistakesIn, piecesOf, readComparison } from './comparison';

const block = (...lines: string[]) => ['```comparison', ...lines, '```'].join('\n');

test('a comparison is read as people write it, with any minus and in any order of gaps', () => {
  const { comparison } = readComparison('interval 90%\n# Mortality, change in points; lower is better\nLondon | −1.1 | −2.1 to −0.1 | Morris 2014\nElsewhere | no significant change\n# Deaths a year\n| All | 15,273 | (15,000 to 16,000) |');
  expect(comparison).toEqual({ interval: '90%', groups: [
    { title: 'Mortality, change in points', better: 'lower', rows: [
      { label: 'London', estimate: -1.1, low: -2.1, high: -0.1, words: '−1.1', between: '−2.1 to −0.1', source: 'Morris 2014' },
      { label: 'Elsewhere', estimate: null, low: null, high: null, words: 'no significant change', between: '', source: '' }] },
    { title: 'Deaths a year', better: null, rows: [{ label: 'All', estimate: 15273, low: 15000, high: 16000, words: '15,273', between: '15,000 to 16,000', source: '' }] },
  ] });
});

test('what can’t be drawn honestly is told with its line, and nothing is guessed', () => {
  const told = (text: string) => readComparison(text).mistake;
  expect(told('London | −1.1 | −0.1 to −2.1')).toEqual({ line: 1, what: 'the interval −0.1 to −2.1 ends before it begins' });
  expect(told('# a\n\nLondon | 3 | 1 to 2')?.line).toBe(3);
  expect(told('London | 3 | about 2')?.what).toContain('is no interval');
  expect(told('London | some | 1 to 2')?.what).toContain('is no number');
  expect(told('London')?.what).toContain('write:');
  expect(told('# nothing under it')?.what).toContain('nothing under it');
  expect(told('#')?.what).toContain('say after #');
  expect(told('')?.what).toContain('write what is compared');
  for (const odd of ['Infinity', 'NaN', '1e999', '0x10', '1,1']) expect(readComparison(`a | ${odd}`).comparison?.groups[0]?.rows[0]?.estimate).toBeNull();
});

test('a text falls into words and comparisons; a fence within another is words', () => {
  const text = `# Before\n\n${block('a | 1 | 0 to 2')}\nafter\n\n\`\`\`\`\n${block('a | 1')}\n\`\`\`\`\n`;
  expect(piecesOf(text).map((piece) => piece.kind)).toEqual(['words', 'comparison', 'words']);
  expect(piecesOf('only words\n\n```\ncode\n```')).toEqual([{ kind: 'words', text: 'only words\n\n```\ncode\n```' }]);
  expect(piecesOf('```comparison\na | 1')).toEqual([{ kind: 'comparison', text: 'a | 1', line: 1 }]);
  expect(piecesOf('~~~ comparison\na | 1\n~~~')[0]?.kind).toBe('comparison');
});

test('a mistake is told by its line in the whole text', () => {
  expect(mistakesIn(`One.\n\n${block('# a', 'b | 1 | 2 to 3')}\n\n${block('c | 1 | 0 to 2')}`)).toEqual([{ line: 5, what: '1 lies outside its interval, 2 to 3' }]);
  expect(mistakesIn('no comparison at all')).toEqual([]);
});

// The demonstration's story of the stroke pathway, against the figures that were checked.
const demonstration = JSON.parse(readFileSync('../demo/08-stories.json', 'utf8')) as { steps: { keep?: string; body: { body: string } }[] };
const stroke = demonstration.steps.find((step) => step.keep === 's_stroke')!.body.body;
const rows = piecesOf(stroke).flatMap((piece) => (piece.kind === 'comparison' ? readComparison(piece.text).comparison?.groups ?? [] : [])).flatMap((group) => group.rows.map((row) => ({ ...row, group: group.title })));
const row = (group: RegExp, label: RegExp) => {
  const found = rows.find((one) => group.test(one.group) && label.test(one.label));
  return found && [found.estimate, found.low, found.high];
};

test('the demonstration compares two areas and two designs, in mortality and length of stay, and says what followed the correction', () => {
  expect(mistakesIn(stroke)).toEqual([]);
  expect(row(/mortality/, /London/)).toEqual([-1.1, -2.1, -0.1]);
  expect(row(/mortality/, /Greater Manchester/)).toEqual([null, null, null]);
  expect(row(/Length of stay/, /London/)).toEqual([-1.4, -2.3, -0.5]);
  expect(row(/Length of stay/, /Greater Manchester/)).toEqual([-2, -2.8, -1.2]);
  expect(row(/deaths a year/, /London/)?.[0]).toBeCloseTo((168 / 21) * 12, 10);
  expect(row(/deaths a year/, /London/)?.slice(1)).toEqual([Math.round((19 / 21) * 12), Math.round((316 / 21) * 12)]);
  expect(row(/deaths a year/, /Greater Manchester/)?.[0]).toBe(69);
});

const published = '../../shared/golden/evidence/stroke_published.json';
test.skipIf(!existsSync(published))('every figure of it is among those that were checked against print, and none among those that were not', () => {
  const { morris_2014_bmj_g4757: first, morris_2019_bmj_l1: second } = JSON.parse(readFileSync(published, 'utf8'));
  const [, low, high] = first.london_fewer_deaths_21_months as number[];
  const checked = new Set<number>([...Object.values(first), ...Object.values(first['brain_scan_within_3h_pct_post (Ramsay 2015)'])].flat().filter((one): one is number => typeof one === 'number'));
  for (const one of [second.gm_fewer_deaths_per_year_verified, second.london_fewer_deaths_per_year_verified_2014, Math.round((low! / 21) * 12), Math.round((high! / 21) * 12)]) checked.add(one as number);
  const shown = rows.flatMap((one) => [one.estimate, one.low, one.high]).filter((one): one is number => one !== null);
  expect(shown.length).toBeGreaterThan(12);
  expect(shown.filter((one) => !checked.has(one))).toEqual([]);
  const recalled = Object.values(second.unverified as Record<string, unknown>).flatMap((one) => (Array.isArray(one) ? one : typeof one === 'object' && one ? Object.values(one) : [one]))
    .filter((one): one is number => typeof one === 'number').map((one) => String(Math.abs(one)));
  const said = stroke.replaceAll(',', '').match(/\d+(\.\d+)?/g) ?? [];
  expect(said.filter((one) => recalled.includes(one))).toEqual([]);
});
