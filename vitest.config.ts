import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { nodeFlags } from './scripts/lib/runtime.mjs';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/{unit,integration,simulation}/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          testTimeout: 30_000,
          execArgv: nodeFlags,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/unit/renderer/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
