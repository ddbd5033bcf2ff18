import type { Page } from '@playwright/test';
import { scriptBridge, type Sizes } from './support/scriptedBridge.ts';
import { expect, heading, inspect, measured, test, watchPolicy } from './support/wizardTest.ts';

const SIZES: Sizes = { mappingRows: 20_000, previewRows: 200_000 };
const LONGEST_TASK_MS = 100;

/** Other work on the machine lengthens tasks, and never shortens them: the best of a few passes is the page's own. */
async function longestTask(page: Page, list: string): Promise<number> {
  const passes: number[] = [];
  while (passes.length < 4 && Math.min(Infinity, ...passes) >= LONGEST_TASK_MS) passes.push(await scrollThrough(page, list));
  return Math.min(...passes);
}

/** Scrolls a list from end to end and says how long the page's longest task was. */
async function scrollThrough(page: Page, list: string): Promise<number> {
  return page.evaluate(async (selector) => {
    const frame = document.querySelector(selector);
    if (frame === null) throw new Error(`no ${selector}`);
    let longest = 0;
    const observer = new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ type: 'longtask' });
    for (let step = 0; step <= 20; step += 1) {
      frame.scrollTop = (frame.scrollHeight * step) / 20;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    observer.disconnect();
    return longest;
  }, list);
}

test('scrolls 20,000 mapping rows without holding up the window', async ({ page, address }) => {
  const policy = await watchPolicy(page);
  await scriptBridge(page, 'mapping', SIZES);
  await page.goto(address);
  await expect(heading(page, 'Mapping')).toBeVisible();
  await expect(page.getByText('Person 00001', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Mapping' })).toHaveAttribute('aria-rowcount', '20001');
  const longest = await longestTask(page, '.mapping-table .virtual-body');
  measured('mapping', `${longest.toFixed(0)} ms`);
  await expect(page.getByText('Person 19999', { exact: true })).toBeVisible();
  expect(await page.locator('.mapping-table [role="row"]').count()).toBeLessThan(60);
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
  expect(await policy.violations()).toEqual([]);
});

test('scrolls 200,000 planned items without holding up the window', async ({ page, address }) => {
  await scriptBridge(page, 'preview', SIZES);
  await page.goto(address);
  await expect(heading(page, 'Preview')).toBeVisible();
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toBeVisible();
  const longest = await longestTask(page, '.preview-list');
  measured('preview', `${longest.toFixed(0)} ms`);
  await expect(page.getByText('Meeting 199999', { exact: true })).toBeVisible();
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
});

test('shows a run on its way: parked, failed, waiting, done', async ({ page, address }) => {
  await scriptBridge(page, 'run', SIZES);
  await page.goto(address);
  await expect(page.getByText('Goes on in 0:')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Retry 14' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
  await inspect(page, '13-run');
  await page.setViewportSize({ width: 1024, height: 768 });
  await inspect(page, '14-run-1024');
  await page.setViewportSize({ width: 720, height: 450 });
  await inspect(page, '15-run-200-percent');
});
