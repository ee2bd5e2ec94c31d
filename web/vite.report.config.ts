// How the page of a flow report, and with `--mode board` that of a board on paper, is built: one HTML file in dist-report/ with every script
// and style within, so that it opens from a disk, from an e-mail, anywhere, and asks nobody for anything. The program puts the data into its
// #report or #board.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** Scripts and styles that a page names become part of it. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    apply: 'build',
    generateBundle: { order: 'post', handler(_, bundle) {
      const used = new Set<string>();
      const named = (path: string) => {
        const name = path.replace(/^\.?\//, '');
        used.add(name);
        const one = bundle[name];
        if (!one) throw new Error(`the page names ${path}, which was not built`);
        return one.type === 'chunk' ? one.code : String(one.source);
      };
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
        page.source = String(page.source)
          .replace(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_all, path: string) => `<style>${named(path).replaceAll('</style', '<\\/style')}</style>`)
          .replace(/<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_all, path: string) => `<script type="module">${named(path).replaceAll('</script', '<\\/script')}</script>`);
      }
      for (const name of used) delete bundle[name];
      const left = Object.keys(bundle).filter((name) => !name.endsWith('.html'));
      if (left.length) throw new Error(`a report is one file, and these were built beside it: ${left.join(', ')}`);
    } },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), oneFile()],
  publicDir: false,
  css: {
    preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } },
  },
  build: {
    target: 'es2022',
    outDir: 'dist-report',
    emptyOutDir: mode !== 'board', // which comes second
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
    rolldownOptions: { input: mode === 'board' ? 'board.html' : 'report.html', output: { codeSplitting: false } },
  },
}));
