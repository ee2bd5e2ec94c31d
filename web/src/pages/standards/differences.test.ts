import { expect, test } from 'vitest';
import { differences } from './differences';

const text = (pieces: ReturnType<typeof differences>, kinds: string[]) => pieces.filter((one) => kinds.includes(one.kind)).map((one) => one.text).join('').trim();

test('what was taken out and put in, word by word', () => {
  const before = 'Patients within four hours of onset go to a hyper-acute unit';
  const after = 'Every patient, whatever the time of onset, goes to a hyper-acute unit';
  const pieces = differences(before, after);
  expect(text(pieces, ['same', 'out'])).toBe(before);
  expect(text(pieces, ['same', 'in'])).toBe(after);
  expect(pieces.at(-1)).toEqual({ text: 'to a hyper-acute unit', kind: 'same' });
});

test('nothing before, nothing after, and nothing changed', () => {
  expect(differences('', 'All of it is new')).toEqual([{ text: 'All of it is new', kind: 'in' }]);
  expect(differences('All of it goes', '')).toEqual([{ text: 'All of it goes', kind: 'out' }]);
  expect(differences('The same', 'The same')).toEqual([{ text: 'The same', kind: 'same' }]);
});
