// Lines of a model's text that a refusal names.

import type { Problem } from '../../api/problem';

/** The line, from 1, that a refusal says something of ("model.toml:12"); nothing where it names none of the text. */
export function lineIn(problem: Pick<Problem, 'where' | 'errors'> | null): number | null {
  for (const where of [problem?.where, ...(problem?.errors ?? []).map((one) => one.where)]) {
    const found = /\.toml:(\d+)/.exec(where ?? '');
    if (found) return Number(found[1]);
  }
  return null;
}

/** Where a line begins and ends in the text. */
export function spanOf(text: string, line: number): { from: number; to: number } | null {
  const lines = text.split('\n');
  if (line < 1 || line > lines.length) return null;
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return { from, to: from + lines[line - 1]!.length };
}
