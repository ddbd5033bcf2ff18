import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { startPostgres, whyNoPostgres, type TestPostgres } from '../support/startPostgres.ts';
import { BASE_DN, missingForSlapd, startSlapd, type Slapd } from '../support/startSlapd.ts';
import { startWizard, type StartedWizard } from './support/startWizard.ts';
import { deed, expect, heading, next, test, watchPolicy } from './support/wizardTest.ts';

const ACCOUNT = { user: 'svc', password: 'a secret nobody keeps' };
/** Slow enough that a run can be interrupted half-way on any machine. */
const REQUEST_MS = 400;
const noPostgres = whyNoPostgres();
const noSlapd = missingForSlapd();
const skipped = noPostgres === undefined ? '' : ` (skipped: no PostgreSQL: ${noPostgres})`;

interface Parts {
  readonly sample: SampleSummary;
  readonly postgres: TestPostgres;
  readonly slapd: Slapd | null;
  readonly exchange: SimulatorHandle;
}

async function startParts(place: string): Promise<Parts> {
  const sample = await writeSampleDump(join(place, 'caldav.sql'), { seed: 1, asOf: `${new Date().toISOString().slice(0, 10)}T00:00:00Z` });
  const postgres = await startPostgres();
  await postgres.createDatabase('caldav');
  await postgres.restore('caldav', sample.path);
  const { people, rooms, projector } = sample.company;
  const mailboxes = [...people, ...rooms, projector].map(({ shortName }) => `${shortName}@contoso.com`);
  const exchange = await startSimulator({ accounts: [ACCOUNT], mailboxes, model: { requestMs: REQUEST_MS, itemMs: 1 } });
  return { sample, postgres, exchange, slapd: noSlapd === null ? await startSlapd({ sizeLimit: 100 }) : null };
}

const field = (page: Page, id: string): ReturnType<Page['locator']> => page.locator(`[id="${id}"]`);

async function readSource(page: Page, { postgres, sample }: Parts): Promise<void> {
  await field(page, 'source-postgres.host').fill(postgres.host);
  await field(page, 'source-postgres.port').fill(String(postgres.port));
  await field(page, 'source-postgres.database').fill('caldav');
  await field(page, 'source-postgres.user').fill(postgres.user);
  await field(page, 'source-attachments').fill(sample.attachmentsPath);
  await deed(page, 'test-source').click();
  await expect(page.getByText(/[1-9]\d* passed, 0 failed/).first()).toBeVisible();
  await deed(page, 'take-snapshot').click();
  await expect(page.getByText('472 events read')).toBeVisible();
  await next(page).click();
}

async function readDirectory(page: Page, { slapd, sample }: Parts): Promise<void> {
  for (const path of [sample.directoryPath, sample.resourcesPath]) {
    await page.getByRole('button', { name: 'Add a file' }).click();
    await page.getByLabel('Path').fill(path);
    await page.getByRole('dialog').locator('button[type="submit"]').click();
    await expect(page.getByText(path)).toBeVisible();
  }
  if (slapd !== null) {
    await page.getByLabel('Ask Open Directory over LDAP').check();
    await field(page, 'directory-server.url').fill(slapd.url);
    await field(page, 'directory-server.baseDn').fill(BASE_DN);
  }
  await deed(page, 'read-directory').click();
  await expect(page.getByText('What each origin gave')).toBeVisible();
  if (slapd !== null) await expect(page.getByRole('row', { name: /ldap:\/\// })).toContainText('Read');
  await next(page).click();
}

async function connectTarget(page: Page, { exchange }: Parts): Promise<void> {
  await page.getByRole('radio', { name: /Exchange Server/ }).click();
  await field(page, 'target-url').fill(exchange.url);
  await page.getByLabel('Sign-in').selectOption('basic');
  await field(page, 'target-user').fill(ACCOUNT.user);
  await field(page, 'target-password').fill(ACCOUNT.password);
  await deed(page, 'test-target').click();
  await expect(page.getByText('What this server can do')).toBeVisible();
}

async function map(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Domains', exact: true }).click();
  await page.getByLabel('Domains inside').fill('contoso.com');
  await page.getByLabel('Old domains that become new ones').fill('example.com = contoso.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Suggest the mapping' }).click();
  await expect(page.getByText(/Mapping version 2,/)).toBeVisible();
  await deed(page, 'confirm-safe').click();
  await expect(page.getByText('1 decision, 0 to confirm')).toBeVisible();
  await page.locator('.state-button').first().click();
  await page.locator('.candidates').getByRole('button', { name: 'Leave out' }).click();
  await expect(page.getByText('All decided.')).toBeVisible();
}

async function written({ exchange }: Parts): Promise<number> {
  return (await exchange.counters()).items;
}

test(`takes a real PostgreSQL and a directory server into Exchange, through a reload and a kill in mid-run${skipped}`, async ({
  browser,
  place,
}) => {
  test.skip(noPostgres !== undefined, noPostgres);
  if (noSlapd !== null) process.stdout.write(`    without a directory server: ${noSlapd}\n`);
  const parts = await startParts(place);
  const wizards: StartedWizard[] = [];
  const open = async (): Promise<Page> => {
    const wizard = await startWizard(place);
    wizards.push(wizard);
    const page = await (await browser.newContext()).newPage();
    await page.goto(wizard.address);
    return page;
  };
  try {
    const page = await open();
    const policy = await watchPolicy(page);
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Path').fill(join(place, 'cut-over.godwit'));
    await page.getByRole('button', { name: 'Make the project' }).click();
    await next(page).click();
    await readSource(page, parts);
    await readDirectory(page, parts);
    await connectTarget(page, parts);
    await page.keyboard.press('Control+5');
    await map(page);
    await page.keyboard.press('Control+7');
    await deed(page, 'build-plan').click();
    await expect(page.locator('.detail-head h2')).toBeVisible();
    await page.keyboard.press('Control+8');
    await page.getByRole('radio', { name: /Everyone/ }).click();
    await expect(deed(page, 'start-run')).toHaveText(/for 12 people and 4 rooms/);
    await deed(page, 'start-run').click();

    await expect.poll(() => written(parts)).toBeGreaterThan(0);
    await page.reload();
    await expect(heading(page, /^Migrating \d+ items to contoso\.com/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeEnabled();
    const seen = await written(parts);
    await expect.poll(() => written(parts)).toBeGreaterThan(seen);
    expect(await policy.violations()).toEqual([]);
    await wizards[0]?.kill();

    const again = await open();
    await expect(again.getByText(/items? w(as|ere) on (its|their) way|No item was on its way/)).toBeVisible();
    await again.getByRole('button', { name: 'Go on with the run' }).click();
    await expect(heading(again, /^Stopped: \d+ items to contoso\.com/)).toBeVisible();
    await deed(again, 'go-on').click();
    // Secrets are never in the project: the password is asked for again, in words.
    await expect(again.getByText('The password for svc is not known')).toBeVisible();
    await again.keyboard.press('Control+4');
    await field(again, 'target-password').fill(ACCOUNT.password);
    await again.keyboard.press('Tab');
    await again.keyboard.press('Control+8');
    await deed(again, 'go-on').click();
    await expect(heading(again, /items are in contoso\.com/)).toBeVisible({ timeout: 180_000 });
    await again.keyboard.press('Control+9');
    await deed(again, 'verify').click();
    await expect(again.locator('.parity').getByText('Everything is there')).toBeVisible({ timeout: 180_000 });
    expect((await parts.exchange.counters()).mailsOutside).toBe(0);

    await deed(again, 'undo-check').click();
    await expect(again.getByText(/^Undo would remove \d+ items\.$/)).toBeVisible({ timeout: 180_000 });
    await expect(deed(again, 'undo')).toHaveText(/^Remove \d+ items from Exchange$/);
    await deed(again, 'undo').click();
    await expect(again.getByText(/^Undo removed \d+ items\.$/)).toBeVisible({ timeout: 180_000 });
  } finally {
    for (const wizard of wizards) await wizard.stop();
    await parts.slapd?.stop();
    await parts.exchange.stop();
    await parts.postgres.stop();
  }
});
