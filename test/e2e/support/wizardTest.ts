import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { makePlace, removePlace, startWizard } from './startWizard.ts';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = new URL('../../../test-results/screens/', import.meta.url).pathname;

interface AxeNode {
  readonly target: readonly string[];
  readonly failureSummary?: string;
}
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[];
}
declare global {
  interface Window {
    readonly axe: { run(context: unknown, options: unknown): Promise<AxeResult> };
    violations?: string[];
  }
}

const MODES = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;

/** What axe finds wrong with the page as it stands. Fluent's focus helpers raise `aria-hidden-focus`: exactly these are left out. */
async function axeViolations(page: Page, without: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (rules) => window.axe.run({ exclude: [['[data-tabster-dummy]']] }, { rules }),
    Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replaceAll('\n', ' ')}`),
  );
}

/** Until nothing moves and nothing is still being asked for, however slow the machine. Spinners turn for ever; they are left out. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.row-skeleton')).toHaveCount(0);
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const isPassing = (animation: Animation): boolean => {
      const end = animation.effect?.getComputedTiming().endTime;
      return animation.playState === 'running' && end !== Infinity;
    };
    await document.fonts.ready;
    for (let calm = 0; calm < 3; calm += 1) {
      await frame();
      if (document.getAnimations().some(isPassing)) calm = 0;
    }
  });
}

/** A button on its way from one colour to another is judged when it has arrived. */
async function lastingViolations(page: Page, without: readonly string[] = []): Promise<readonly string[]> {
  for (let look = 1; look < 3; look += 1) {
    if ((await axeViolations(page, without)).length === 0) return [];
    await settled(page);
  }
  return axeViolations(page, without);
}

/** Pictures of a screen in light, dark and forced colours; no violations in any of them. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const { name: mode, media } of MODES) {
    await page.emulateMedia(media);
    await settled(page);
    await page.screenshot({ path: `${SCREENS}${name}-${mode}.png` });
    expect.soft(await lastingViolations(page), `axe, ${name}, ${mode}`).toEqual([]);
  }
  await page.emulateMedia(MODES[0].media);
}

/** One picture of a screen as it is; no violations, but of rules left out for a reason. */
export async function look(page: Page, name: string, without: readonly string[] = []): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `${SCREENS}${name}.png` });
  expect.soft(await lastingViolations(page, without), `axe, ${name}`).toEqual([]);
}

/** Collects what the page's policy blocked and what its scripts threw. */
export async function watchPolicy(page: Page): Promise<{ violations(): Promise<readonly string[]> }> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations?.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  return {
    violations: async () => [...errors, ...(await page.evaluate(() => window.violations ?? ['not watched']))],
  };
}

/** Counts what a newcomer presses. */
export class Clicks {
  count = 0;

  async press(target: Locator): Promise<void> {
    await target.click();
    this.count += 1;
  }
}

/** Says a figure and keeps it with the result of the test. */
export function measured(what: string, value: string): void {
  process.stdout.write(`    ${what}: ${value}\n`);
  test.info().annotations.push({ type: what, description: value });
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

export function next(page: Page): Locator {
  return page.locator('[data-way="next"]');
}

export function deed(page: Page, action: string): Locator {
  return page.locator(`[data-action="${action}"]`);
}

/** A wizard of its own for each test: its address is good for one browser. */
export const test = base.extend<{ place: string; address: string }>({
  // Playwright reads the dependencies from the pattern; there are none.
  place: async ({ browserName: _browser }, use) => {
    const place = makePlace();
    await use(place);
    removePlace(place);
  },
  address: async ({ place }, use) => {
    const wizard = await startWizard(place);
    await use(wizard.address);
    await wizard.stop();
  },
});

export { expect };
