// How what is made up is marked where it is counted together with what is real.

/** Of a count: none is "", one of one "illustrative", all "all illustrative", else how many of them. */
export function illustrativeOf(some: number, all: number): string {
  if (some <= 0) return '';
  if (some < all) return `${some.toLocaleString('en-GB')} of them illustrative`;
  return all === 1 ? 'illustrative' : 'all illustrative';
}

/** The same after a count's words: "5 projects" becomes "5 projects, all illustrative". */
export function withIllustrative(words: string, some: number, all: number): string {
  const mark = illustrativeOf(some, all);
  return mark ? `${words}, ${mark}` : words;
}
