import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ask, prepareFor, showStep, stateOf, walkOn } from './support/prepare.ts';
import { deed, expect, heading, look, next, test, watchPolicy } from './support/wizardTest.ts';

/** Nobody listens on the discard port of this computer. */
const DEAD = 'http://127.0.0.1:9/EWS/Exchange.asmx';

/** An error stands where it happened: its code last, and what to do. */
async function saysWhatToDo(page: Page, code: string | RegExp): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: code }).first();
  await expect(alert).toBeVisible({ timeout: 120_000 });
  expect((await alert.locator('p').allInnerTexts()).filter((text) => text.trim().length > 0).length).toBeGreaterThan(1);
}

async function typePath(page: Page, path: string): Promise<void> {
  await page.getByLabel('Path').fill(path);
  await page.getByRole('dialog').locator('button[type="submit"]').click();
}

async function pointTo(page: Page, url: string): Promise<void> {
  const { settings } = await stateOf(page);
  await ask(page, 'project.saveStep', { step: 'target', settings: { ...settings.target, url } });
}

test('says what is wrong with a project file', async ({ page, place, address }) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'New project' }).click();
  await typePath(page, 'no-folder.godwit');
  await saysWhatToDo(page, 'WIZARD_STEP_INCOMPLETE');
  const other = join(place, 'letter.godwit');
  writeFileSync(other, 'Dear all, this is no project.\n');
  await page.getByRole('button', { name: 'Open a project file' }).click();
  await typePath(page, other);
  await saysWhatToDo(page, /PROJECT_/);
  await page.getByRole('button', { name: 'New project' }).click();
  await typePath(page, other);
  await saysWhatToDo(page, 'PROJECT_EXISTS');
  await look(page, '40-home-error');
});

test('says what is wrong with source, directory and target', async ({ page, place, address }) => {
  const policy = await watchPolicy(page);
  await page.goto(address);
  await prepareFor(page, 'source');
  await showStep(page, 'source');
  const { source } = (await stateOf(page)).settings;
  await page.getByLabel('Dump file', { exact: true }).last().fill(join(place, 'nowhere.sql'));
  await deed(page, 'test-source').click();
  await expect(page.getByText('What to do').first()).toBeVisible();
  await deed(page, 'take-snapshot').click();
  await saysWhatToDo(page, 'DUMP_NOT_FOUND');
  await look(page, '41-source-error');

  await ask(page, 'project.saveStep', { step: 'source', settings: source });
  await walkOn(page, 'source', 'directory');
  await showStep(page, 'directory');
  const letter = join(place, 'letter.txt');
  writeFileSync(letter, 'Dear all, nobody is in here.\n');
  await page.getByRole('button', { name: 'Add a file' }).click();
  await typePath(page, letter);
  await expect(page.getByText(letter)).toBeVisible();
  await deed(page, 'read-directory').click();
  await expect(page.getByText('Not readable').first()).toBeVisible();
  await look(page, '42-directory-error');
  await page.getByRole('button', { name: `Remove ${letter}` }).click();
  await deed(page, 'read-directory').click();
  await expect(page.getByText('Not readable')).toHaveCount(0);

  await showStep(page, 'target');
  const url = page.locator('[id="target-url"]');
  const exchange = await url.inputValue();
  await url.fill('http://mail.example.com/EWS/Exchange.asmx');
  await next(page).click();
  await expect(page.locator('.issue-summary')).toContainText('must begin with https');
  await url.fill(DEAD);
  await deed(page, 'test-target').click();
  await expect(page.getByText('What to do').first()).toBeVisible({ timeout: 120_000 });
  await expect(deed(page, 'test-target')).toHaveText('Test again');
  await next(page).click();
  await expect(page.locator('.issue-summary')).toContainText('The last try failed');
  await look(page, '43-target-error');
  await url.fill(exchange);
  await page.locator('[id="target-password"]').fill('wrong');
  await page.keyboard.press('Tab');
  await deed(page, 'test-target').click();
  await expect(page.locator('main')).toContainText(/sign-in|password|refused/i);
  await expect(deed(page, 'test-target')).toHaveText('Test again');
  expect(await policy.violations()).toEqual([]);
});

test('says what is wrong with mapping, scope and plan', async ({ page, place, address }) => {
  await page.goto(address);
  await prepareFor(page, 'mapping');
  await showStep(page, 'mapping');
  const broken = join(place, 'mapping.csv');
  writeFileSync(broken, 'who,whom\nsomebody,somewhere\n');
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await typePath(page, broken);
  await saysWhatToDo(page, /MAPPING_|CSV_/);
  await look(page, '44-mapping-error');
  await next(page).click();
  await expect(page.locator('.issue-summary')).toContainText('need your decision');

  await walkOn(page, 'mapping', 'options');
  await showStep(page, 'options');
  await page.locator('[id="options-from"]').fill('2026-01-01');
  await page.locator('[id="options-to"]').fill('2025-01-01');
  await next(page).click();
  await expect(page.locator('.issue-summary')).toContainText('The scope ends before it begins.');
  await look(page, '45-options-error');
  await page.locator('[id="options-to"]').fill('');
  await page.locator('[id="options-from"]').fill('');
  await expect(page.locator('.issue-summary')).toHaveCount(0);

  await showStep(page, 'preview');
  await next(page).click();
  await expect(page.locator('.issue-summary')).toBeFocused();
  await deed(page, 'build-plan').click();
  await expect(page.locator('.detail-head h2')).toBeVisible({ timeout: 120_000 });
  await page.getByPlaceholder('Find a title, person or room').fill('no such thing');
  await expect(page.getByText(/“no such thing”/)).toBeVisible();
  await look(page, '46-preview-empty');
  await showStep(page, 'options');
  await page.locator('[id="options-from"]').fill('2025-01-01');
  await showStep(page, 'preview');
  await expect(deed(page, 'build-plan')).toBeVisible();
  await look(page, '47-preview-stale');
});

test('says what is wrong when Exchange is gone during run, comparison and undo', async ({ page, address }) => {
  await page.goto(address);
  await prepareFor(page, 'run');
  await showStep(page, 'run');
  const { settings } = await stateOf(page);
  await pointTo(page, DEAD);
  await deed(page, 'start-run').click();
  await expect(page.getByText(/does not answer|cannot be reached|not reachable|refused/i).first()).toBeVisible({ timeout: 180_000 });
  await expect(deed(page, 'go-on')).toBeVisible({ timeout: 180_000 });
  await look(page, '48-run-error');
  await pointTo(page, settings.target.url);
  await deed(page, 'go-on').click();
  await expect(heading(page, /items are in contoso\.com/)).toBeVisible({ timeout: 180_000 });

  await pointTo(page, DEAD);
  await showStep(page, 'verify');
  await deed(page, 'verify').click();
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 180_000 });
  await deed(page, 'undo-check').click();
  await expect(page.locator('main')).toContainText(/does not answer|cannot be reached|not reachable|refused/i);
  await look(page, '49-verify-error');
});
