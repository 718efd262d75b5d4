/** Unit tests, integration tests and the simulation; the pages' tests in a document of their own kind. */
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { licences } from './build/licences.ts';
import { nodeFlags } from './scripts/lib/runtime.mjs';

/** How long to wait before a thing counts as not coming. A slow machine needs it; a test that passes never does. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    // As many as there are processors; without a word Vitest leaves one of them idle, half of the machine where there are two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{unit,integration,simulation}/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          ...patience,
          execArgv: nodeFlags,
        },
      },
      {
        plugins: [vue(), licences(import.meta.dirname)],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/unit/renderer/**/*.test.ts'],
          ...patience,
        },
      },
    ],
  },
});
