import { expect, test } from 'vitest';
import { rendered } from './markdown';

test('what is written in Markdown becomes paragraphs, lists and links', () => {
  expect(rendered('# Nights\n\nWe *asked*:\n\n- why\n- when')).toBe('<h2>Nights</h2>\n<p>We <em>asked</em>:</p>\n<ul>\n<li>why</li>\n<li>when</li>\n</ul>');
  expect(rendered('[the plan](https://example.org/plan)')).toContain('<a href="https://example.org/plan">the plan</a>');
});

test('the highest heading stands next below that of the page, whichever it was', () => {
  expect(rendered('### Nights\n\n#### Why')).toBe('<h2>Nights</h2>\n<h3>Why</h3>');
});

test('HTML never passes, nor a link that would run a program, nor a picture of another host', () => {
  expect(rendered('<script>alert(1)</script>')).not.toContain('<script');
  expect(rendered('a <b onclick="x()">bold</b> word')).not.toContain('<b');
  expect(rendered('[press](javascript:alert(1))')).not.toContain('javascript:');
  expect(rendered('[press](data:text/html,x)')).not.toContain('data:');
  expect(rendered('![a view](https://elsewhere.example/p.png)')).toBe('<p>a view</p>');
});
