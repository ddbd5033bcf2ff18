import { defineConfig } from '@playwright/test';

/** The desktop program itself, where Electron can be had. */
export default defineConfig({
  testDir: '../test/electron',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 60_000,
  reporter: [['list']],
  outputDir: '../test-results/electron',
});
