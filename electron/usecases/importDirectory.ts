import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import type { Principal } from '../../shared/domain/principal.ts';
import { describeFailure } from '../../shared/contract/errors.ts';
import type { ErrorText } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Clock } from '../ports/Clock.ts';
import type { DirectoryFileReader, DirectoryReading, DirectoryServer } from '../ports/DirectoryReader.ts';
import type { DirectoryStore } from '../ports/MappingStore.ts';

interface ImportDirectoryInput {
  readonly files: readonly string[];
  readonly reader: DirectoryFileReader;
  /** The live directory, asked only for `uids`; without them not at all. */
  readonly server?: DirectoryServer;
  readonly uids?: readonly string[];
  /** Other origins that are still named; all the rest is forgotten. */
  readonly kept?: readonly string[];
  readonly store: DirectoryStore;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A file or server that could not be read; the others were. */
export interface DirectoryFailure {
  readonly origin: string;
  readonly error: ErrorText;
}

export interface ImportedDirectory {
  readonly readings: readonly DirectoryReading[];
  readonly failures: readonly DirectoryFailure[];
  /** Origins nobody names any more; what they said is gone. Only when everything else could be read. */
  readonly forgotten: readonly string[];
  /** What all origins of the project say together, those read earlier included. */
  readonly principals: readonly Principal[];
}

async function attempt(origin: string, read: () => Promise<DirectoryReading>): Promise<DirectoryReading | DirectoryFailure> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'INTERRUPTED') throw error;
    return { origin, error: describeFailure(error) };
  }
}

function readingsOf(outcomes: readonly (DirectoryReading | DirectoryFailure)[]): DirectoryReading[] {
  return outcomes.filter((outcome) => 'records' in outcome);
}

/** A list of another company, named by mistake and taken out again, must not go on mapping people. */
function forgetOthers({ files, server, kept = [], store, clock }: ImportDirectoryInput): string[] {
  const named = new Set([...files, ...kept, ...(server === undefined ? [] : [server.label])]);
  const others = store
    .origins()
    .map(({ origin }) => origin)
    .filter((origin) => !named.has(origin));
  for (const origin of others) store.replace(origin, 'csv', [], clock.now().toISOString());
  return others;
}

/**
 * Reads files and server into the project; each replaces what it said before. One that cannot be read is reported and leaves the project's
 * earlier facts of it alone.
 */
export async function importDirectory(input: ImportDirectoryInput): Promise<ImportedDirectory> {
  const { files, reader, server, uids, store, clock, signal } = input;
  const outcomes: (DirectoryReading | DirectoryFailure)[] = [];
  for (const file of files) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    outcomes.push(await attempt(file, () => reader.read(file)));
  }
  if (server !== undefined && uids !== undefined) {
    const attributeNames = readingsOf(outcomes).reduce((names, reading) => ({ ...names, ...reading.attributeNames }), {});
    outcomes.push(await attempt(server.label, () => server.lookUp(uids, { attributeNames, ...(signal === undefined ? {} : { signal }) })));
  }
  const readings = readingsOf(outcomes);
  for (const { origin, source, records } of readings) {
    if (source !== null) store.replace(origin, source, records, clock.now().toISOString());
  }
  const failures = outcomes.filter((outcome) => 'error' in outcome);
  const forgotten = failures.length > 0 ? [] : forgetOthers(input);
  return { readings, failures, forgotten, principals: mergeRecords(store.records()) };
}
