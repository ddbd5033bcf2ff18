import type { Page } from '@playwright/test';
import { STEP_IDS } from '../../shared/contract/wizard/steps.ts';
import { prepareFor, showStep, verifyAll } from './support/prepare.ts';
import { expect, look, settled, test, watchPolicy } from './support/wizardTest.ts';

/** Not to be seen; the folded rail's words, which are its names; lines that end with data, and are whole at the right. */
const EXEMPT = '.visually-hidden, option, [hidden], .rail-words, .row-line';

/** The whole way is walked before; every step then has all it can show. */
async function openIn(page: Page, address: string, language: string): Promise<void> {
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/?language=${language}`);
  await expect(page.locator('.home-actions')).toBeVisible();
}

/** Texts of the catalogue that do not fit where they stand. Texts of the pseudo-locale stand in brackets, so data are told apart. */
async function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((exempt) => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (!text.startsWith('[') || element?.closest(exempt) !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      for (let frame: Element | null = element; frame !== null && boxes.length > 0; frame = frame.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(frame);
        const edge = frame.getBoundingClientRect();
        // A frame that scrolls shows all of it; one that only hides does not.
        const isCutAside = /hidden|clip/.test(overflowX) && boxes.some(({ left, right }) => right > edge.right + 2 || left < edge.left - 2);
        const isCutBelow = /hidden|clip/.test(overflowY) && boxes.some(({ bottom }) => bottom > edge.bottom + 4);
        if (isCutAside || isCutBelow) cut.push(`${text} in ${frame.tagName.toLowerCase()}.${frame.className}`);
        if (isCutAside || isCutBelow || /auto|scroll/.test(`${overflowX} ${overflowY}`)) break;
      }
    }
    return cut;
  }, EXEMPT);
}

test('speaks German at every step', async ({ page, address }) => {
  const policy = await watchPolicy(page);
  await openIn(page, address, 'de');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Kalender');
  await look(page, '30-home-de');
  await prepareFor(page, 'verify');
  await verifyAll(page);
  for (const step of STEP_IDS) {
    await showStep(page, step);
    await look(page, `31-${step}-de`);
    // Words every English page of the wizard has, in its rail, its footer or its head.
    expect(await page.locator('body').innerText(), step).not.toMatch(/\b(Mailboxes|Back to|Next:|Read now|Nothing|Ready|Everyone)\b/);
  }
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  expect(await policy.violations()).toEqual([]);
});

test('has room for longer languages at every step, at full size and at 200 %', async ({ page, address }) => {
  await openIn(page, address, 'x-pseudo');
  await prepareFor(page, 'verify');
  await verifyAll(page);
  for (const viewport of [
    { name: '100', width: 1440, height: 900, without: [] },
    // A label that is scrolled out above its field is taken for hidden; labels are judged at full size.
    { name: '200', width: 720, height: 450, without: ['label-title-only'] },
  ]) {
    await page.setViewportSize(viewport);
    for (const step of STEP_IDS) {
      await showStep(page, step);
      await settled(page);
      await look(page, `32-${step}-pseudo-${viewport.name}`, viewport.without);
      expect.soft(await cutTexts(page), `${step} at ${viewport.name} %`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${step} at ${viewport.name} % is wider than the window`).toBeLessThanOrEqual(0);
    }
  }
});
