/**
 * Builds what ships: the desktop shell and its workers (ESM), the preload (one CommonJS file, which a sandboxed page
 * needs), and the pages. The browser shell is one more entry of the same build, so that both shells run the same code.
 */
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { licences } from './build/licences.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    // Its build for Node makes a `require` of its own, which in a chunk of its own meets the one that electron-vite puts there.
    resolve: { alias: [{ find: /^fflate$/, replacement: 'fflate/browser' }] },
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        // Asked for by exceljs's unzipper only when it reads from that cloud, which nothing here does.
        external: ['@aws-sdk/client-s3'],
        input: {
          index: at('src-main/electron/main.ts'),
          'core-worker': at('src-main/core/worker.ts'),
          'export-worker': at('src-main/core/export-worker.ts'),
          'sheet-worker': at('src-main/core/imports/sheet-worker.ts'),
          'browser-shell': at('src-main/browser/main.ts'),
        },
        // Flat, without a folder for chunks: shared code finds its neighbours (workers, resources) by import.meta.dirname.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src-main/electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [vue(), licences(import.meta.dirname)],
    build: {
      outDir: at('out/renderer'),
      // Half the bytes for an old PC to read and parse at each start.
      minify: 'oxc',
      rolldownOptions: {
        input: { index: at('src-renderer/index.html') },
        output: {
          codeSplitting: {
            groups: [
              { name: 'base', tags: ['$initial'], priority: 3 },
              { name: 'shared', minShareCount: 3, priority: 1 },
            ],
          },
        },
      },
    },
  },
});
