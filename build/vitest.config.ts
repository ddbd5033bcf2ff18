import { defineConfig } from 'vitest/config';

/** Three rooms: pure units, port contracts against real parts, and whole ways through the command line. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'contract', include: ['test/contract/**/*.test.ts'] } },
      { extends: true, test: { name: 'way', include: ['test/way/**/*.test.ts'] } },
    ],
    coverage: { provider: 'v8', include: ['shared/**/*.ts', 'electron/**/*.ts'], reportsDirectory: 'coverage' },
  },
});
