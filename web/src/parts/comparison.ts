// A comparison within a text: estimates with their intervals, side by side, written so that it reads without a drawing too.
//
//     ```comparison
//     # 90-day mortality, change in percentage points; lower is better
//     London, every patient | −1.1 | −2.1 to −0.1 | Morris 2014
//     Elsewhere, some patients | no significant change | | Morris 2014
//     ```
//
// A line that begins with # begins a group, whose rows share a scale; "interval 90%" says what the intervals are, where it isn't 95%.
// Of a row: what it is, its estimate (or words), its interval, and where that comes from. The last two may be left out.

export type Better = 'lower' | 'higher' | null;
/** `words` and `between`: estimate and interval as they were written, with the same minus throughout. */
export interface Row { label: string; estimate: number | null; low: number | null; high: number | null; words: string; between: string; source: string }
export interface Group { title: string; better: Better; rows: Row[] }
export interface Comparison { interval: string; groups: Group[] }
export interface Mistake { line: number; what: string }
export type Read = { comparison: Comparison; mistake: null } | { comparison: null; mistake: Mistake };

export type Piece = { kind: 'words'; text: string } | { kind: 'comparison'; text: string; line: number };

const opening = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*?)[ \t]*$/;

/** A text in pieces: words in Markdown, and comparisons, with the line on which each begins. A fence within another one is words. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let kept: string[] = [];
  let fence: { mark: string; compares: boolean; line: number } | null = null;
  const put = (piece: Piece) => { if (piece.kind === 'comparison' || piece.text.trim()) pieces.push(piece); kept = []; };
  text.split(/\r\n?|\n/).forEach((line, index) => {
    const fenced = opening.exec(line);
    if (!fence) {
      if (!fenced) kept.push(line);
      else {
        fence = { mark: fenced[1]!, compares: fenced[2] === 'comparison', line: index + 1 };
        if (fence.compares) put({ kind: 'words', text: kept.join('\n') });
        else kept.push(line);
      }
    } else {
      const ends = fenced && !fenced[2] && fenced[1]!.startsWith(fence.mark);
      if (!(ends && fence.compares)) kept.push(line);
      if (ends && fence.compares) put({ kind: 'comparison', text: kept.join('\n'), line: fence.line });
      if (ends) fence = null;
    }
  });
  const open = fence as { compares: boolean; line: number } | null; // as in Markdown, what nobody closed goes on to the end
  put(open?.compares ? { kind: 'comparison', text: kept.join('\n'), line: open.line } : { kind: 'words', text: kept.join('\n') });
  return pieces;
}

const minus = /[−–‒]/g;
const figure = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/;

/** A number as people write it: "−1.1", "15,273"; not a number, null. */
function numberIn(text: string): number | null {
  const plain = text.trim().replace(minus, '-').replace(/\s?%$/, '');
  return figure.test(plain) ? Number(plain.replaceAll(',', '')) : null;
}

/** "−2.1 to −0.1", with or without brackets. */
function intervalIn(text: string): [number, number] | null {
  const ends = text.trim().replace(/^\((.*)\)$/, '$1').split(/\s+to\s+/);
  const [low, high] = ends.map(numberIn);
  return ends.length === 2 && low !== null && low !== undefined && high !== null && high !== undefined ? [low, high] : null;
}

const withMinus = (text: string) => text.replace(minus, '-').replaceAll('-', '−');

const side = /;\s*(lower|higher) is better\s*$/i;
const most = { groups: 12, rows: 40 };

export function readComparison(text: string): Read {
  const wrong = (line: number, what: string): Read => ({ comparison: null, mistake: { line, what } });
  const groups: Group[] = [];
  let interval = '95%';
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = raw.trim();
    const at = index + 1;
    if (!line) continue;
    const said = /^interval\s+(\d+(?:\.\d+)?)\s?%$/i.exec(line);
    if (said) {
      interval = `${said[1]}%`;
    } else if (line.startsWith('#')) {
      const title = line.replace(/^#+\s*/, '');
      const better = (side.exec(title)?.[1]?.toLowerCase() ?? null) as Better;
      if (!title.replace(side, '')) return wrong(at, 'say after # what this group compares');
      if (groups.length === most.groups) return wrong(at, `a comparison has at most ${most.groups} groups`);
      groups.push({ title: title.replace(side, ''), better, rows: [] });
    } else {
      const cells = line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
      const [label = '', estimate = '', interval_ = '', source = ''] = cells;
      if (!groups.length) groups.push({ title: '', better: null, rows: [] });
      const group = groups.at(-1)!;
      if (!label || !estimate || cells.length > 4) return wrong(at, 'write: what it is | its estimate | its interval | its source');
      if (group.rows.length === most.rows) return wrong(at, `a group has at most ${most.rows} rows`);
      const value = numberIn(estimate);
      const bounds = interval_ ? intervalIn(interval_) : null;
      if (interval_ && !bounds) return wrong(at, `“${interval_}” is no interval; write it as 1.2 to 3.4`);
      if (bounds && value === null) return wrong(at, `“${estimate}” is no number, and has an interval`);
      if (bounds && bounds[0] > bounds[1]) return wrong(at, `the interval ${interval_} ends before it begins`);
      if (bounds && value !== null && (value < bounds[0] || value > bounds[1])) return wrong(at, `${estimate} lies outside its interval, ${interval_}`);
      group.rows.push({ label, estimate: value, low: bounds?.[0] ?? null, high: bounds?.[1] ?? null, words: value === null ? estimate : withMinus(estimate), between: bounds ? withMinus(interval_.replace(/^\((.*)\)$/, '$1')) : '', source });
    }
  }
  const bare = groups.find((group) => !group.rows.length);
  if (bare) return wrong(1, `nothing is compared under “${bare.title}”`);
  return groups.length ? { comparison: { interval, groups }, mistake: null } : wrong(1, 'write what is compared: what it is | its estimate | its interval');
}

/** What is wrong with the comparisons of a text, each with its line in the whole. */
export function mistakesIn(text: string): Mistake[] {
  return piecesOf(text).flatMap((piece) => {
    const mistake = piece.kind === 'comparison' ? readComparison(piece.text).mistake : null;
    return mistake && piece.kind === 'comparison' ? [{ line: piece.line + mistake.line, what: mistake.what }] : [];
  });
}
