import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, browserPath } from '../test/e2e/support/browser.ts';

/** The wizard in Chromium, against the real main-process code on the loopback address. Needs the built page: `vite build` first. */
export default defineConfig({
  testDir: '../test/e2e',
  outputDir: '../test-results/e2e',
  timeout: 600_000,
  expect: { timeout: 60_000 },
  fullyParallel: false,
  workers: 1,
  // A test that passes only the second time is reported as flaky, not as passed; a busy machine must not hide the others' verdict.
  retries: 2,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 60_000,
    launchOptions: { executablePath: await browserPath(), args: [...BROWSER_ARGUMENTS] },
  },
});
