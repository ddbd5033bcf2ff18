import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';

/** Runs wherever an Electron binary is; elsewhere the name of the tests says why they do not. */
const root = fileURLToPath(new URL('../..', import.meta.url));

function binary(): string | null {
  const named = process.env['ELECTRON_BIN'];
  if (named !== undefined && named !== '') return named;
  const pathFile = join(root, 'node_modules/electron/path.txt');
  const path = existsSync(pathFile) ? join(root, 'node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim()) : null;
  return path !== null && existsSync(path) ? path : null;
}

const electron = binary();

function whySkipped(): string | null {
  if (electron === null) return 'no Electron binary: set ELECTRON_BIN, or run npx install-electron';
  const isBuilt = existsSync(join(root, 'dist/electron/main.js')) && existsSync(join(root, 'dist/renderer/index.html'));
  return isBuilt ? null : 'the program is not built: node build/startBuild.ts';
}

const why = whySkipped();

let app: ElectronApplication;
let page: Page;
/** What the program keeps, and what the tests have it write. */
let folder: string;

async function ask(name: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([procedure, given]) => {
      const bridge: unknown = Reflect.get(window, 'godwit');
      if (typeof bridge !== 'object' || bridge === null || !('call' in bridge) || typeof bridge.call !== 'function') return 'no bridge';
      return (bridge.call as (procedure: unknown, given: unknown) => Promise<unknown>)(procedure, given);
    },
    [name, input] as const,
  );
}

test.describe(`the desktop program${why === null ? '' : ` (skipped: ${why})`}`, () => {
  test.skip(why !== null, why ?? undefined);

  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'godwit-electron-'));
    app = await _electron.launch({
      ...(electron === null ? {} : { executablePath: electron }),
      args: [
        join(root, 'dist/electron/main.js'),
        `--user-data-dir=${join(folder, 'data')}`,
        ...(process.platform === 'linux' ? ['--no-sandbox'] : []),
      ],
    });
    page = await app.firstWindow();
  });

  test.afterEach(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the page is ours, sandboxed, with one frozen object to speak through', async () => {
    expect(new URL(page.url()).protocol).toBe('app:');
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'godwit') as object).sort(),
      isFrozen: Object.isFrozen(Reflect.get(window, 'godwit')),
      node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ bridge: ['call', 'listen'], isFrozen: true, node: [] });
  });

  test('the bridge answers, checks, and refuses', async () => {
    expect(await ask('host.info', {})).toMatchObject({ ok: true, value: { kind: 'desktop', hasFileDialogs: true } });
    expect(await ask('no.such', {})).toMatchObject({ ok: false, error: { code: 'BRIDGE_REFUSED' } });
    expect(await ask('host.copy', { text: 5 })).toMatchObject({ ok: false, error: { code: 'BRIDGE_REFUSED' } });
  });

  test('a project is made, kept and found again', async () => {
    const path = join(folder, 'desktop.godwit');
    expect(await ask('project.create', { path, title: 'Desktop' })).toMatchObject({ ok: true, value: { project: { path } } });
    await page.reload();
    expect(await ask('project.state', {})).toMatchObject({ ok: true, value: { state: { project: { path } } } });
    expect(await ask('project.close', {})).toEqual({ ok: true, value: {} });
  });

  test('the page goes nowhere else and opens nothing', async () => {
    const before = page.url();
    await page.evaluate(() => {
      window.open('https://example.com/');
      const link = document.createElement('a');
      link.href = 'https://example.com/';
      document.body.append(link);
      link.click();
    });
    await page.waitForTimeout(500);
    expect([page.url(), app.windows().length]).toEqual([before, 1]);
  });

  test('nothing breaks the content security policy', async () => {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
    });
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(violations).toEqual([]);
  });
});
