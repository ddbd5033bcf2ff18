import { defineConfig } from 'vitest/config';

/** Four rooms: pure units, port contracts against real parts, runs that are killed, and whole ways through the command line. */
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
      { extends: true, test: { name: 'resume', include: ['test/resume/**/*.test.ts'], testTimeout: 600_000 } },
      { extends: true, test: { name: 'way', include: ['test/way/**/*.test.ts'] } },
    ],
    coverage: { provider: 'v8', include: ['shared/**/*.ts', 'electron/**/*.ts'], reportsDirectory: 'coverage' },
  },
});
