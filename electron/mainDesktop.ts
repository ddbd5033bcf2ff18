import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clipboard, Dialog, FileFilter, OpenDialogOptions, PowerSaveBlocker, SaveDialogOptions, Shell } from 'electron';
import { z } from 'zod';
import type { OpenPurpose, SavePurpose } from '../shared/contract/wizard/host.ts';
import type { Desktop } from './ports/Desktop.ts';
import type { SecretStore } from './ports/SecretStore.ts';
import { offeredPages, openPage, type ExternalPages } from './mainPages.ts';

/** What of Electron the desktop needs. The dialogs belong to the window, so the caller binds them to it. */
export interface DesktopParts {
  readonly showOpenDialog: (options: OpenDialogOptions) => ReturnType<Dialog['showOpenDialog']>;
  readonly showSaveDialog: (options: SaveDialogOptions) => ReturnType<Dialog['showSaveDialog']>;
  readonly clipboard: Pick<Clipboard, 'writeText'>;
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>;
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly secretStore: SecretStore;
  readonly pages: ExternalPages;
  readonly version: string;
  readonly platform: string;
  readonly documents: string;
  readonly onBusy: (isBusy: boolean) => void;
}

const ANY: FileFilter = { name: 'All Files', extensions: ['*'] };

const OPEN: Readonly<Record<OpenPurpose, Pick<OpenDialogOptions, 'title' | 'filters' | 'properties'>>> = {
  project: { title: 'Open a project', filters: [{ name: 'Godwit projects', extensions: ['godwit'] }] },
  dump: { title: 'Choose the dump', filters: [{ name: 'PostgreSQL dumps', extensions: ['sql', 'gz', 'dump', 'backup', 'tar'] }, ANY] },
  attachments: { title: 'Choose the copy of the folder Attachments', properties: ['openDirectory'] },
  certificate: { title: 'Choose the certificate', filters: [{ name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'key'] }, ANY] },
  directory: {
    title: 'Add exports of the directory',
    filters: [{ name: 'Directory exports', extensions: ['plist', 'ldif', 'xml', 'csv', 'txt', 'dsexport'] }, ANY],
  },
  mapping: { title: 'Import a mapping', filters: [{ name: 'CSV', extensions: ['csv'] }, ANY] },
};

const SAVE: Readonly<Record<SavePurpose, Pick<SaveDialogOptions, 'title' | 'filters'>>> = {
  'new-project': { title: 'New project', filters: [{ name: 'Godwit projects', extensions: ['godwit'] }] },
  mapping: { title: 'Export the mapping', filters: [{ name: 'CSV', extensions: ['csv'] }] },
  'report-html': { title: 'Save the report', filters: [{ name: 'Web page', extensions: ['html'] }] },
  'report-csv': { title: 'Save the report', filters: [{ name: 'CSV', extensions: ['csv'] }] },
  'report-json': { title: 'Save the report', filters: [{ name: 'JSON', extensions: ['json'] }] },
  failures: { title: 'Save the list', filters: [{ name: 'CSV', extensions: ['csv'] }] },
};

const platformName = z.enum(['win32', 'darwin', 'linux']).catch('linux');

/** A name the page suggests is a name, not a way to another folder. */
function fileName(suggested: string): string {
  return suggested.replace(/[\\/:*?"<>|]/g, ' ').trim() || 'Godwit';
}

/** Keeps the computer awake while asked to; asked twice it holds on once. */
function wakefulness(blocker: DesktopParts['powerSaveBlocker']): (awake: boolean) => void {
  let held: number | null = null;
  return (awake) => {
    if (awake && held === null) held = blocker.start('prevent-app-suspension');
    else if (!awake && held !== null) {
      blocker.stop(held);
      held = null;
    }
  };
}

/** The system around the desktop program. */
export function electronDesktop(parts: DesktopParts): Desktop {
  const { clipboard, shell, secretStore, version, platform, documents, onBusy } = parts;
  const keepAwake = wakefulness(parts.powerSaveBlocker);
  return {
    info: async () => {
      const { canStore, name } = await secretStore.describe();
      return {
        kind: 'desktop',
        platform: platformName.parse(platform),
        version,
        hasFileDialogs: true,
        canStoreSecrets: canStore,
        secretStore: name,
        hasSample: false,
        pages: [...offeredPages(parts.pages)],
      };
    },
    chooseFiles: async (purpose, multiple) => {
      const { properties = ['openFile' as const], ...options } = OPEN[purpose];
      const all = multiple ? [...properties, 'multiSelections' as const] : properties;
      const { canceled, filePaths } = await parts.showOpenDialog({ ...options, properties: all });
      return canceled ? [] : filePaths;
    },
    chooseSavePath: async (purpose, suggestedName) => {
      const { canceled, filePath } = await parts.showSaveDialog({
        ...SAVE[purpose],
        defaultPath: join(documents, fileName(suggestedName)),
      });
      return canceled || filePath === '' ? null : filePath;
    },
    copy: (text) => {
      void clipboard.writeText(text);
    },
    openPage: (page) => openPage(shell, parts.pages, page),
    showFile: (path) => {
      if (existsSync(path)) shell.showItemInFolder(path);
    },
    setBusy: (isBusy, awake) => {
      keepAwake(isBusy && awake);
      onBusy(isBusy);
    },
  };
}
