// Numbers as NHS readers expect them: thousands commas, a leading zero, a true minus sign, no false precision.

/** A value with `figures` significant figures, but every figure of its whole part: 7.2384 → "7.24", 11360.85 → "11,361". */
export function number(value: number | null | undefined, figures = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (Math.abs(value) < 1e-12) return '0'; // what rounding leaves of nothing
  const options = Math.abs(value) >= 10 ** (figures - 1) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: figures };
  const text = value.toLocaleString('en-GB', options);
  return text === '-0' ? '0' : text.replace('-', '−');
}

/** How a measure's values are written: a share is stored as 0–1 and read as a percentage. */
export interface Writing {
  unit?: string;
  percent?: boolean;
}

/** A value with its unit where that is short: "74.2%", "£1,200", "7.2". */
export function valueText(value: number | null | undefined, writing: Writing = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (writing.percent) return `${number(value * 100)}%`;
  if (writing.unit === '%') return `${number(value)}%`;
  if (writing.unit === '£') return `${value < 0 ? '−' : ''}£${number(Math.abs(value))}`;
  return number(value);
}

/** "1 project", "2 projects"; irregular plurals are given. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Small counts in words, as in a sentence: "three tests", "12 tests", "no tests". */
export function countInWords(n: number, one: string, many = `${one}s`): string {
  const figure = n >= 0 && n < small.length ? small[n]! : n.toLocaleString('en-GB');
  return `${figure} ${n === 1 ? one : many}`;
}
