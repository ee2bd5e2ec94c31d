// How the pages are built: static files in dist/ with content hashes in their names, each with a .gz and a .br
// beside it, so that the binary can carry them all and send whichever the browser accepts.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { markdown } from './markdown';

const compressible = /\.(html|js|css|svg|json|webmanifest|txt)$/;

function precompress(folder: string): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    closeBundle(failed) {
      if (failed) return; // what failed is told, and not that nothing was written
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!compressible.test(name)) continue;
        const path = join(folder, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      }
    },
  };
}

export default defineConfig({
  plugins: [svelte(), markdown(), precompress('dist')],
  css: {
    preprocessorOptions: { scss: { loadPaths: ['node_modules'], quietDeps: true } },
  },
  build: {
    target: 'es2022',
    // Every style in one file: pages then never wait for, or flash without, a style of their own.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // The chart library is one lazy piece of known size; the budget for the first page is kept by a test.
    chunkSizeWarningLimit: 700,
    // No data: addresses, so that the content security policy can refuse them.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    // The server holds a write's Origin against its Host, so the Host must pass through unchanged.
    proxy: { '/api': { target: process.env.TRIBUTARY_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
  },
});
