import { z } from 'zod';
import type { Desktop } from '../../ports/Desktop.ts';

const platform = z.enum(['win32', 'darwin', 'linux']).catch('linux');

/** A browser page has no native dialogs: the wizard shows fields for paths instead. */
export function loopbackDesktop(version: string, hasSample: boolean): Desktop {
  return {
    info: () =>
      Promise.resolve({
        kind: 'loopback',
        platform: platform.parse(process.platform),
        version,
        hasFileDialogs: false,
        canStoreSecrets: false,
        secretStore: '',
        hasSample,
        pages: [],
      }),
    chooseFiles: () => Promise.resolve([]),
    chooseSavePath: () => Promise.resolve(null),
    copy: () => undefined,
    openPage: () => Promise.resolve(),
    showFile: () => undefined,
    setBusy: () => undefined,
  };
}
