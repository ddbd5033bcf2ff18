import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayload } from '../shared/contract/events.ts';
import { STEP_IDS } from '../shared/contract/wizard/steps.ts';
import type { ExternalPage } from '../shared/contract/wizard/host.ts';

type Command = EventPayload<'menu.command'>['command'];

export interface MenuActions {
  command(command: Command, step: number | null): void;
  openPage(page: ExternalPage): void;
}

export interface MenuPlace {
  readonly platform: string;
  readonly isPackaged: boolean;
  /** Pages that have an address. */
  readonly pages: readonly ExternalPage[];
}

const PAGE_NAMES: Readonly<Record<ExternalPage, string>> = {
  documentation: 'Documentation',
  'ews-retirement': 'When Exchange Online Closes EWS',
  'report-problem': 'Report a Problem',
};

const STEP_NAMES: Readonly<Record<(typeof STEP_IDS)[number], string>> = {
  project: 'Project',
  source: 'Source',
  directory: 'Directory',
  target: 'Target',
  mapping: 'Mapping',
  options: 'Scope and Options',
  preview: 'Preview',
  run: 'Run',
  verify: 'Verify and Report',
};

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu. Everything it can do the page can do too; it is there for its keys and for those who look for it. */
export function menuTemplate({ platform, isPackaged, pages }: MenuPlace, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => actions.command(command, null),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const steps = STEP_IDS.map((step, index): MenuItemConstructorOptions => ({
    label: STEP_NAMES[step],
    accelerator: `CmdOrCtrl+${String(index + 1)}`,
    click: () => actions.command('go-to', index),
  }));
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('&New Project…', 'new-project', 'CmdOrCtrl+N'),
        item('&Open Project…', 'open-project', 'CmdOrCtrl+O'),
        item('&Close Project', 'close-project', 'CmdOrCtrl+W'),
        ...(isMac ? [] : [SEPARATOR, { role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Go',
      submenu: [
        item('&Next', 'next', 'Alt+Right'),
        item('&Back', 'back', 'Alt+Left'),
        item('&Find…', 'find', 'CmdOrCtrl+F'),
        SEPARATOR,
        ...steps,
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        SEPARATOR,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [SEPARATOR, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...pages.map((page): MenuItemConstructorOptions => ({ label: PAGE_NAMES[page], click: () => actions.openPage(page) })),
        ...(isMac ? [] : [SEPARATOR, item('About Godwit', 'about')]),
      ],
    },
  ];
}
