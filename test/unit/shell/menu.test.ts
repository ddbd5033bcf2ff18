import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { externalPage, type ExternalPage } from '../../../shared/contract/wizard/host.ts';
import { menuTemplate, type MenuActions } from '../../../electron/menu.ts';

function itemsOf(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

function menu(
  platform: string,
  isPackaged = true,
  pages: readonly ExternalPage[] = externalPage.options,
): { readonly items: readonly MenuItemConstructorOptions[]; readonly done: readonly unknown[] } {
  const done: unknown[] = [];
  const actions: MenuActions = { command: (command, step) => done.push([command, step]), openPage: (page) => done.push(page) };
  return { items: itemsOf(menuTemplate({ platform, isPackaged, pages }, actions)), done };
}

describe.each(['win32', 'darwin', 'linux'])('the menu on %s', (platform) => {
  it('gives no key twice', () => {
    const keys = menu(platform).items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does one thing an item', () => {
    const { items, done } = menu(platform);
    const clickable = items.filter(({ click }) => click !== undefined);
    for (const { click } of clickable) click?.(undefined as never, undefined, undefined as never);
    expect(done.length).toBe(clickable.length);
    expect(new Set(done.map((one) => JSON.stringify(one))).size).toBe(done.length);
  });

  it('leads to all nine steps', () => {
    const { items, done } = menu(platform);
    for (let step = 1; step <= 9; step += 1) {
      items
        .find(({ accelerator }) => accelerator === `CmdOrCtrl+${String(step)}`)
        ?.click?.(undefined as never, undefined, undefined as never);
    }
    expect(done).toEqual(Array.from({ length: 9 }, (_, step) => ['go-to', step]));
  });

  it('has developer tools only where it is developed', () => {
    const tools = (isPackaged: boolean): boolean =>
      menu(platform, isPackaged).items.some(({ role }) => role === 'toggleDevTools' || role === 'reload');
    expect([tools(true), tools(false)]).toEqual([false, true]);
  });
});

describe('the menu', () => {
  it('offers no page without an address', () => {
    expect(menu('win32', true, []).items.map(({ label }) => label)).not.toContain('Documentation');
    expect(menu('win32', true, ['documentation']).items.map(({ label }) => label)).toContain('Documentation');
  });

  it('has what macOS expects on macOS only', () => {
    const has = (platform: string, role: string): boolean => menu(platform).items.some((item) => item.role === role);
    expect([has('darwin', 'appMenu'), has('win32', 'appMenu'), has('darwin', 'quit'), has('win32', 'quit')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
