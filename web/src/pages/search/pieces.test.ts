import { expect, it } from 'vitest';
import { pieces } from './pieces';

it('marks words where they begin, whatever their case, and nothing that was typed is a pattern', () => {
  expect(pieces('Stroke scan within the hour', 'SCAN ho')).toEqual([
    { text: 'Stroke ', found: false }, { text: 'scan', found: true }, { text: ' within the ', found: false }, { text: 'ho', found: true }, { text: 'ur', found: false }]);
  expect(pieces('a.b (c)', '.*(')).toEqual([{ text: 'a.b (c)', found: false }]);
});
