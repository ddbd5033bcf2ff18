import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deed, expect, heading, inspect, next, test, watchPolicy } from './support/wizardTest.ts';

async function newProject(page: Page, place: string): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Path').fill(join(place, 'new.godwit'));
  await page.getByRole('button', { name: 'Make the project' }).click();
  await expect(heading(page, 'Project')).toBeVisible();
}

test('says what is missing, what failed and what to do', async ({ page, place, address }) => {
  const policy = await watchPolicy(page);
  await page.goto(address);
  await newProject(page, place);
  await next(page).click();
  await expect(heading(page, 'Source')).toBeVisible();

  await next(page).click();
  const summary = page.locator('.issue-summary');
  await expect(summary).toBeFocused();
  await expect(summary).toContainText('missing before this step is complete');
  await inspect(page, '20-source-missing');

  await page.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).fill('9');
  await deed(page, 'test-source').click();
  await expect(page.getByText('What to do').first()).toBeVisible();
  await expect(deed(page, 'test-source')).toHaveText('Test again');
  await inspect(page, '21-source-failed');
  expect(await policy.violations()).toEqual([]);
});

test('opens where it was after a reload, and keeps what was typed', async ({ page, place, address }) => {
  await page.goto(address);
  await newProject(page, place);
  await page.getByLabel('Name of the project').fill('Contoso cut-over');
  await expect(page.getByText('All changes saved')).toBeVisible();
  await next(page).click();
  await expect(heading(page, 'Source')).toBeVisible();
  await page.getByLabel('Server', { exact: true }).fill('mac.example.com');
  await expect(page.getByText('All changes saved')).toBeVisible();
  await page.reload();
  await expect(heading(page, 'Source')).toBeVisible();
  await expect(page.getByLabel('Server', { exact: true })).toHaveValue('mac.example.com');
  await expect(page.locator('.title-name')).toHaveText('Contoso cut-over');

  await page.getByRole('link', { name: 'Project' }).click();
  await page.getByRole('button', { name: 'Close project' }).click();
  await expect(heading(page, /Calendars arrive/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Contoso cut-over', exact: true }).first()).toBeVisible();
});

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const text = await page.evaluate(() => {
      const { activeElement: focused } = document;
      // Nothing has the focus: the whole page is no answer.
      if (focused === document.body) return '';
      return `${focused?.textContent ?? ''} ${focused?.getAttribute('value') ?? ''}`;
    });
    if (text.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach «${name}»`);
}

/** Goes to a button and presses it. */
async function enter(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function jump(page: Page, number: number, name: string | RegExp): Promise<void> {
  await page.keyboard.press(`Control+${String(number)}`);
  await expect(heading(page, name)).toBeFocused();
}

test('takes the whole way with the keyboard alone', async ({ page, address }) => {
  await page.goto(address);
  await expect(heading(page, /Calendars arrive/)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the content' })).toBeFocused();
  await enter(page, 'Walk through the sample project');
  await expect(heading(page, 'Project')).toBeFocused();
  await enter(page, 'Next: Source');
  await expect(heading(page, 'Source')).toBeFocused();
  await enter(page, 'Test connection');
  await expect(page.getByText(/3 passed, 0 failed/).first()).toBeVisible();
  await enter(page, 'Read now');
  await expect(page.getByText('472 events read')).toBeVisible();
  await jump(page, 3, 'Directory');
  await enter(page, 'Read now');
  await expect(page.getByText('What each origin gave')).toBeVisible();
  await jump(page, 4, 'Target');
  await enter(page, 'Test connection');
  await expect(page.getByText('What this server can do')).toBeVisible();

  await jump(page, 5, 'Mapping');
  await enter(page, 'Confirm 4');
  await expect(page.getByText('1 decision, 0 to confirm')).toBeVisible();
  // The bar goes when the answer is here; until then the answer may still clear what is selected.
  await expect(deed(page, 'confirm-safe')).toHaveCount(0);
  await expect(page.locator('.mapping-table [role="row"][tabindex="0"]')).toBeFocused();
  const row = (index: number): ReturnType<Page['locator']> => page.locator(`.mapping-table [data-index="${String(index)}"]`);
  await page.keyboard.press('ArrowDown');
  await expect(row(1)).toBeFocused();
  await page.keyboard.press(' ');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('1 selected')).toHaveCount(0);
  await page.keyboard.press('ArrowUp');
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.candidates :focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.candidates')).toHaveCount(0);
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.candidates :focus')).toHaveCount(1);
  await enter(page, 'Leave out');
  await expect(page.getByText('All decided.')).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page, 'Target')).toBeFocused();

  await jump(page, 7, 'Preview');
  await enter(page, 'Make the plan');
  await expect(page.locator('.detail-head h2')).toBeVisible({ timeout: 180_000 });
  await page.locator('.preview-list [aria-selected="true"]').focus();
  const first = await page.locator('.preview-list [aria-selected="true"]').getAttribute('aria-posinset');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.preview-list [aria-selected="true"]')).toBeFocused();
  expect(await page.locator('.preview-list [aria-selected="true"]').getAttribute('aria-posinset')).toBe(String(Number(first) + 1));
  await page.keyboard.press('F6');
  await expect(page.locator('[data-pane="detail"]')).toBeFocused();

  await jump(page, 8, 'Run');
  await tabTo(page, 'pilot');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /Everyone/ })).toBeFocused();
  await enter(page, 'Migrate');
  await expect(heading(page, /items are in contoso\.com/)).toBeVisible({ timeout: 180_000 });
  await jump(page, 9, 'Verify and report');
  await enter(page, 'Compare now');
  await expect(page.locator('.parity').getByText('Everything is there')).toBeVisible({ timeout: 180_000 });
});
