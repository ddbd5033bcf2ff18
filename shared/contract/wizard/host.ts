import { z } from 'zod';
import { list, nothing } from './common.ts';

/** Places in the world the desktop program may open in a browser. A closed list: the renderer names one, never an address. */
export const externalPage = z.enum(['documentation', 'ews-retirement', 'report-problem']);
export type ExternalPage = z.infer<typeof externalPage>;

export const hostInfo = z.strictObject({
  kind: z.enum(['desktop', 'loopback']),
  platform: z.enum(['win32', 'darwin', 'linux']),
  version: z.string(),
  /** Without them the renderer offers a field for the path. */
  hasFileDialogs: z.boolean(),
  /** Whether secrets can be kept safely beyond this session, and what the place is called. */
  canStoreSecrets: z.boolean(),
  secretStore: z.string(),
  hasSample: z.boolean(),
  /** Pages that have an address; others are not offered. */
  pages: list(externalPage),
});
export type HostInfo = z.infer<typeof hostInfo>;

/** What a file is chosen for; the host knows titles, endings and the folder to begin with. */
export const openPurpose = z.enum(['project', 'dump', 'attachments', 'certificate', 'directory', 'mapping']);
export const savePurpose = z.enum(['new-project', 'mapping', 'report-html', 'report-csv', 'report-json', 'failures']);
export type OpenPurpose = z.infer<typeof openPurpose>;
export type SavePurpose = z.infer<typeof savePurpose>;

export const HOST_PROCEDURES = {
  'host.info': { input: nothing, output: hostInfo },
  /** Paths chosen in a native dialog; empty when it was cancelled or there is none. */
  'host.chooseFiles': {
    input: z.strictObject({ purpose: openPurpose, multiple: z.boolean().default(false) }),
    output: z.strictObject({ paths: list(z.string()) }),
  },
  'host.chooseSavePath': {
    input: z.strictObject({ purpose: savePurpose, suggestedName: z.string() }),
    output: z.strictObject({ path: z.string().nullable() }),
  },
  'host.copy': { input: z.strictObject({ text: z.string() }), output: nothing },
  'host.openPage': { input: z.strictObject({ page: externalPage }), output: nothing },
  /** Shows a file of the project (report, CSV) in the file manager. */
  'host.showFile': { input: z.strictObject({ path: z.string() }), output: nothing },
} as const;
