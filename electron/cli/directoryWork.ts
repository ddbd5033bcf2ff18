import { directoryFileReader } from '../adapters/directory-files/readDirectoryFile.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { importDirectory, type ImportedDirectory } from '../usecases/importDirectory.ts';
import { harvestAddresses, uidsOf } from '../usecases/harvestAddresses.ts';
import type { CommandContext } from './command.ts';
import type { OpenProject } from './compose.ts';
import { openDirectoryServer } from '../compose/openDirectoryServer.ts';
import { lineOf, type Output } from './output.ts';
import type { LoadedConfig } from './readConfig.ts';

/** What reading the directory found, and what it had to read on the way. */
export interface ReadDirectory extends ImportedDirectory {
  /** Everybody the snapshot names, where the server had to be asked for them. */
  readonly harvested?: readonly HarvestedAddress[];
  /** The server that could not be asked, because nobody knows yet for whom. */
  readonly notAsked?: string;
}

/** Says how the search for people in the events goes. */
export function harvestProgress({ output }: CommandContext): (objects: number) => void {
  return (objects) => output.progress(`looked for people in ${String(objects)} objects`);
}

/**
 * Reads what the config names into the project: files, and the live directory for everybody the snapshot names. Without a snapshot nobody is
 * named yet, and a directory is never listed as a whole: then files only.
 */
export async function readDirectory(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<ReadDirectory> {
  const server = openDirectoryServer(loaded);
  const snapshot = server === null ? null : project.snapshots.newest();
  const { signal, clock } = context;
  const harvested = snapshot === null ? undefined : harvestAddresses(snapshot, { signal, onProgress: harvestProgress(context) });
  const imported = await importDirectory({
    files: loaded.config.directory.files.map((file) => loaded.path(file)),
    reader: directoryFileReader,
    ...(server === null ? {} : { server }),
    ...(harvested === undefined ? {} : { uids: uidsOf(harvested) }),
    store: project.directory,
    clock,
    signal,
  });
  return {
    ...imported,
    ...(harvested === undefined ? {} : { harvested }),
    ...(server === null || harvested !== undefined ? {} : { notAsked: server.label }),
  };
}

/** Names what could not be read, on both streams. */
export function showDirectoryFailures(output: Output, { failures }: Pick<ReadDirectory, 'failures'>): void {
  for (const { origin, error } of failures) {
    output.line({ type: 'error', ...error });
    output.warn(`${origin}: ${error.sentence}\n${error.remedy}\n[${error.code}]`);
  }
}

const NOT_ASKED = 'not asked: there is no snapshot yet, so nobody knows for whom; run `godwit snapshot`, then `godwit directory` again';

/** Names what was read, origin by origin. */
export function showDirectory(output: Output, { readings, notAsked, forgotten }: ReadDirectory): void {
  const origins = readings.map(({ origin, source, records, warnings }) => ({
    origin,
    source: source ?? 'settings',
    records: records.length,
    warnings: warnings.map(({ where, reason }) => `${where}: ${reason}`),
  }));
  if (notAsked !== undefined) origins.push({ origin: notAsked, source: 'ldap', records: 0, warnings: [NOT_ASKED] });
  for (const origin of origins) {
    output.line(lineOf('directory', { type: 'origin', ...origin }));
    output.say(`${origin.origin}: ${String(origin.records)} records (${origin.source})`);
    for (const word of origin.warnings) output.say(`  ${word}`);
  }
  for (const origin of forgotten) {
    const warnings = ['not named in the config any more: what it said is forgotten'];
    output.line(lineOf('directory', { type: 'origin', origin, source: 'forgotten', records: 0, warnings }));
    output.say(`${origin}: ${warnings.join()}`);
  }
}
