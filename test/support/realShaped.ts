import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Real-shaped databases with the truth about them beside; not part of the project. GODWIT_DUMPS names their folder. */
const FOLDER = process.env['GODWIT_DUMPS'] ?? new URL('../../../shared/data/calendar-server', import.meta.url).pathname;

export const REAL_SHAPED = ['el-capitan-v60', 'mountain-lion-v12'] as const;
export type RealShaped = (typeof REAL_SHAPED)[number];

/** Why a suite that needs them is skipped; undefined where they are. */
export function whyNoRealShaped(): string | undefined {
  return existsSync(FOLDER) ? undefined : 'no real-shaped dumps here; GODWIT_DUMPS names their folder';
}

/** The database as a dump. */
export function realShapedDump(name: RealShaped): string {
  return join(FOLDER, `${name}.sql.gz`);
}

/** What the maker of a database says of it. */
export function realShapedManifest(name: RealShaped): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name, 'manifest.json'), 'utf8'));
}

/** The parts of a config that say where it comes from and who its people are in Exchange. */
export function realShapedSource(name: RealShaped): { readonly source: object; readonly directory: object; readonly mapping: object } {
  return {
    source: { kind: 'dump', path: realShapedDump(name) },
    directory: { files: ['directory.csv', 'resources.xml'].map((file) => join(FOLDER, name, file)) },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
  };
}
