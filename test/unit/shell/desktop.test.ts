import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { electronDesktop, type DesktopParts } from '../../../electron/mainDesktop.ts';
import { externalPages } from '../../../electron/mainPages.ts';
import { noSecretStore } from '../../../electron/secrets/noSecretStore.ts';
import { openPurpose, savePurpose } from '../../../shared/contract/wizard/host.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

type Done = [string, ...unknown[]];

const PAGES = externalPages('{"homepage":"https://godwit.example/docs","bugs":{"url":"https://godwit.example/problems"}}');

function desktop(given: Partial<DesktopParts> = {}): { readonly desktop: ReturnType<typeof electronDesktop>; readonly done: Done[] } {
  const done: Done[] = [];
  let blockers = 0;
  const parts: DesktopParts = {
    showOpenDialog: (options) => {
      done.push(['open', options]);
      return Promise.resolve({ canceled: false, filePaths: ['/a', '/b'] });
    },
    showSaveDialog: (options) => {
      done.push(['save', options]);
      return Promise.resolve({ canceled: false, filePath: '/saved' });
    },
    clipboard: { writeText: (text: string) => void done.push(['copy', text]) } as unknown as DesktopParts['clipboard'],
    shell: {
      openExternal: (address: string) => {
        done.push(['external', address]);
        return Promise.resolve();
      },
      showItemInFolder: (path: string) => done.push(['show', path]),
    },
    powerSaveBlocker: {
      start: (kind) => {
        blockers += 1;
        done.push(['awake', kind, blockers]);
        return blockers;
      },
      stop: (id) => {
        done.push(['asleep', id]);
        return true;
      },
    },
    secretStore: noSecretStore,
    pages: PAGES,
    version: '1.2.3',
    platform: 'win32',
    documents: '/documents',
    onBusy: (busy) => done.push(['busy', busy]),
    ...given,
  };
  return { desktop: electronDesktop(parts), done };
}

describe('the desktop', () => {
  it('says what it is', async () => {
    expect(await desktop().desktop.info()).toEqual({
      kind: 'desktop',
      platform: 'win32',
      version: '1.2.3',
      hasFileDialogs: true,
      canStoreSecrets: false,
      secretStore: '',
      hasSample: false,
      pages: ['documentation', 'ews-retirement', 'report-problem'],
    });
  });

  it.each(openPurpose.options)('knows a dialog to choose a %s', async (purpose) => {
    const { desktop: one, done } = desktop();
    expect(await one.chooseFiles(purpose, true)).toEqual(['/a', '/b']);
    expect(done).toMatchObject([
      ['open', { title: expect.any(String) as string, properties: expect.arrayContaining(['multiSelections']) as string[] }],
    ]);
  });

  it.each(savePurpose.options)('knows a dialog to save a %s', async (purpose) => {
    const { desktop: one, done } = desktop();
    expect(await one.chooseSavePath(purpose, 'a name')).toBe('/saved');
    expect(done).toMatchObject([['save', { defaultPath: join('/documents', 'a name') }]]);
  });

  it('chooses folders where a folder is wanted', async () => {
    const { desktop: one, done } = desktop();
    await one.chooseFiles('attachments', false);
    expect(done).toMatchObject([['open', { properties: ['openDirectory'] }]]);
  });

  it('takes a suggested name as a name, not as a path', async () => {
    const { desktop: one, done } = desktop();
    for (const name of ['../../etc/passwd', 'C:\\Windows\\x', '']) await one.chooseSavePath('mapping', name);
    for (const [, options] of done) expect((options as { defaultPath: string }).defaultPath).toMatch(/^\/documents\/[^/\\:]+$/);
  });

  it('answers nothing when a dialog is cancelled', async () => {
    const { desktop: one } = desktop({
      showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: ['/a'] }),
      showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
    });
    expect([await one.chooseFiles('dump', false), await one.chooseSavePath('mapping', 'x')]).toEqual([[], null]);
  });

  it('opens known pages only, over https', async () => {
    const { desktop: one, done } = desktop();
    for (const page of ['documentation', 'ews-retirement', 'report-problem'] as const) await one.openPage(page);
    expect(done.map(([, address]) => address)).toEqual(Object.values(PAGES));
  });

  it.each([
    ['nothing', '{}', ['ews-retirement']],
    ['a homepage', '{"homepage":"https://godwit.example/docs"}', ['documentation', 'ews-retirement']],
    ['addresses that are not https', '{"homepage":"http://godwit.example","bugs":{"url":"file:///etc/passwd"}}', ['ews-retirement']],
    ['an address of another shape', '{"homepage":7,"bugs":"https://godwit.example"}', ['ews-retirement']],
  ])('offers only pages that have an address: %s', (_what, packageJson, offered) => {
    expect(Object.keys(externalPages(packageJson))).toEqual(offered);
  });

  it('shows a file that is there', () => {
    const { desktop: one, done } = desktop();
    const folder = temporaryFolder('show-');
    one.showFile(folder);
    one.showFile(join(folder, 'nothing'));
    expect(done).toEqual([['show', folder]]);
  });

  it('keeps the computer awake once, while something runs and it is wanted', () => {
    const { desktop: one, done } = desktop();
    one.setBusy(true, true);
    one.setBusy(true, true);
    one.setBusy(true, false);
    one.setBusy(true, true);
    one.setBusy(false, true);
    one.setBusy(false, true);
    expect(done.filter(([what]) => what !== 'busy')).toEqual([
      ['awake', 'prevent-app-suspension', 1],
      ['asleep', 1],
      ['awake', 'prevent-app-suspension', 2],
      ['asleep', 2],
    ]);
  });
});
