import { directoryFileReader } from '../adapters/directory-files/readDirectoryFile.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { harvestAddresses, uidsOf } from '../usecases/harvestAddresses.ts';
import { importDirectory, type ImportedDirectory } from '../usecases/importDirectory.ts';
import type { LoadedConfig } from './LoadedConfig.ts';
import { openDirectoryServer } from './openDirectoryServer.ts';
import type { OpenProject } from './openProjectFile.ts';
import type { Work } from './Work.ts';

/** What reading the directory found, and what it had to read on the way. */
export interface ReadDirectory extends ImportedDirectory {
  /** Everybody the snapshot names, where the server had to be asked for them. */
  readonly harvested?: readonly HarvestedAddress[];
  /** The server that could not be asked, because nobody knows yet for whom. */
  readonly notAsked?: string;
}

/**
 * Reads what the config names into the project: files, and the live directory for everybody the snapshot names. Without a snapshot nobody is
 * named yet, and a directory is never listed as a whole: then files only.
 */
export async function readDirectory(loaded: LoadedConfig, project: OpenProject, work: Work): Promise<ReadDirectory> {
  const server = await openDirectoryServer(loaded);
  const snapshot = server === null ? null : project.snapshots.newest();
  const { signal, clock, onPeople } = work;
  const harvested = snapshot === null ? undefined : await harvestAddresses(snapshot, { signal, onProgress: onPeople });
  const imported = await importDirectory({
    files: loaded.config.directory.files.map((file) => loaded.path(file)),
    reader: directoryFileReader,
    ...(server === null ? {} : { server }),
    ...(harvested === undefined ? {} : { uids: uidsOf(harvested) }),
    // What `mapping check --target` was told by the mailboxes themselves.
    kept: loaded.config.target === undefined ? [] : [loaded.config.target.url],
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
