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

test('can be used with the keyboard alone', async ({ page, address }) => {
  await page.goto(address);
  await expect(heading(page, /Calendars arrive/)).toBeVisible();
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (text.includes(name)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach «${name}»`);
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the content' })).toBeFocused();
  await tabTo('Walk through the sample project');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Project')).toBeFocused();
  await tabTo('Next: Source');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Source')).toBeFocused();
  await tabTo('Test connection');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/3 passed, 0 failed/).first()).toBeVisible();
  await tabTo('Read now');
  await page.keyboard.press('Enter');
  await expect(page.getByText('472 events read')).toBeVisible();
  await page.keyboard.press('Control+3');
  await expect(heading(page, 'Directory')).toBeFocused();
  await tabTo('Read now');
  await page.keyboard.press('Enter');
  await expect(page.getByText('What each origin gave')).toBeVisible();
  await page.keyboard.press('Control+5');
  await expect(heading(page, 'Mapping')).toBeFocused();
  await page.locator('.mapping-table [role="row"][tabindex="0"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.candidates :focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.candidates')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page, 'Target')).toBeFocused();
});
