// Two wordings side by side: which words were taken out and which were put in.

export interface Piece {
  text: string;
  kind: 'same' | 'out' | 'in';
}

/** Word by word, by the longest common subsequence: what is not in it was taken out or put in. */
export function differences(before: string, after: string): Piece[] {
  const a = before.match(/\S+\s*/g) ?? [];
  const b = after.match(/\S+\s*/g) ?? [];
  const same = (i: number, j: number) => a[i]!.trim() === b[j]!.trim();
  const length = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) length[i]![j] = same(i, j) ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  const out: Piece[] = [];
  const put = (text: string, kind: Piece['kind']) => {
    const last = out.at(-1);
    if (last?.kind === kind) last.text += text;
    else out.push({ text, kind });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(i, j)) {
      put(b[j]!, 'same');
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!)) put(a[i++]!, 'out');
    else put(b[j++]!, 'in');
  }
  return out;
}
