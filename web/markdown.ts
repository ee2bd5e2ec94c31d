// Markdown of our own guide into a page, when the pages are built: headings, paragraphs, lists, indented code, emphasis, links;
// links to other pages of the guide, which the product doesn't carry, as their words.
// Anything else stays as it is written. What is between <!-- and --> is for those who write the guide.
import type { Plugin } from 'vite';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function inline(text: string): string {
  // Code first: nothing in it is emphasis.
  return text.split(/(`[^`]+`)/).map((part) => part.startsWith('`') ? `<code>${escape(part.slice(1, -1))}</code>`
    : escape(part.replace(/\[(.+?)\]\([^)\s]+\.md(?:#[^)\s]*)?\)/g, '$1')).replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\*(.+?)\*/g, '<em>$1</em>')
      .replace(/\[(.+?)\]\((https?:[^)\s]+|\/[^)\s]*)\)/g, '<a href="$2">$1</a>')).join('');
}

export function markdownToHtml(markdown: string): string {
  const blocks = markdown.replace(/<!--.*?-->\n?/gs, '').split(/\n{2,}/).map((block) => block.replace(/^\n+|\n+$/g, '')).filter(Boolean);
  return blocks.map((block) => {
    const heading = /^(#{1,4}) (.+)$/.exec(block);
    if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`;
    if (/^ {4}/.test(block)) return `<pre><code>${escape(block.replace(/^ {4}/gm, ''))}</code></pre>`;
    for (const [tag, mark] of [['ul', /^[-*] /], ['ol', /^\d+\. /]] as const) {
      if (mark.test(block)) return `<${tag}>${block.split(/\n(?=[-*] |\d+\. )/).map((item) => `<li>${inline(item.replace(mark, '').replace(/\s*\n\s*/g, ' '))}</li>`).join('')}</${tag}>`;
    }
    return `<p>${inline(block.replace(/\n/g, ' '))}</p>`;
  }).join('\n');
}

/** `import html from './page.md'`. */
export function markdown(): Plugin {
  return {
    name: 'markdown',
    transform(code, id) {
      if (id.endsWith('.md')) return { code: `export default ${JSON.stringify(markdownToHtml(code))}`, map: null };
      return null;
    },
  };
}
