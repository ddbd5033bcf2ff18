import type { Browser, Page } from '@playwright/test';
import { longestTask, type LongestTask } from './support/longestTask.ts';
import { scriptBridge, type Sizes } from './support/scriptedBridge.ts';
import { expect, heading, inspect, measured, test, watchPolicy } from './support/wizardTest.ts';

const SIZES: Sizes = { mappingRows: 20_000, previewRows: 200_000 };
const LONGEST_TASK_MS = 100;

/** Scrolls a list from end to end, a screen's worth of rows at each stop. */
async function scrollThrough(page: Page, list: string): Promise<void> {
  await page.evaluate(async (selector) => {
    const frame = document.querySelector(selector);
    if (frame === null) throw new Error(`no ${selector}`);
    const STOPS = 20;
    for (let stop = 0; stop <= STOPS; stop += 1) {
      frame.scrollTop = (frame.scrollHeight * stop) / STOPS;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
    }
  }, list);
}

/** The middle one of three passes: the garbage collector has its days. */
async function smoothness(browser: Browser, page: Page, list: string): Promise<number> {
  const passes: LongestTask[] = [];
  for (let pass = 0; pass < 3; pass += 1) passes.push(await longestTask(browser, page, () => scrollThrough(page, list)));
  const [, middle] = passes.toSorted((a, b) => a.cpuMs - b.cpuMs);
  if (middle === undefined) throw new Error('no pass');
  measured('longest task', `${middle.cpuMs.toFixed(0)} ms of processor, ${middle.wallMs.toFixed(0)} ms on the clock (${list})`);
  return middle.cpuMs;
}

test('scrolls 20,000 mapping rows without holding up the window', async ({ browser, page, address }) => {
  const policy = await watchPolicy(page);
  await scriptBridge(page, 'mapping', SIZES);
  await page.goto(address);
  await expect(heading(page, 'Mapping')).toBeVisible();
  await expect(page.getByText('Person 00001', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Mapping' })).toHaveAttribute('aria-rowcount', '20001');
  const longest = await smoothness(browser, page, '.mapping-table .virtual-body');
  await expect(page.getByText('Person 19999', { exact: true })).toBeVisible();
  expect(await page.locator('.mapping-table [role="row"]').count()).toBeLessThan(60);
  expect(longest).toBeLessThan(LONGEST_TASK_MS);
  expect(await policy.violations()).toEqual([]);
});

test('scrolls 200,000 planned items without holding up the window', async ({ browser, page, address }) => {
  await scriptBridge(page, 'preview', SIZES);
  await page.goto(address);
  await expect(heading(page, 'Preview')).toBeVisible();
  await expect(page.getByRole('listbox').getByRole('option', { selected: true })).toBeVisible();
  const longest = await smoothness(browser, page, '.preview-list');
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
