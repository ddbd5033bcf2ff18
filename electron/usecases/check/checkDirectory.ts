import { isGuid } from '../../../shared/domain/address.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { DirectoryFileReader, DirectoryReading, DirectoryServer } from '../../ports/DirectoryReader.ts';
import { passedStep, stepOf, type CheckStep } from './CheckStep.ts';

/** Owners the server is asked for: enough to tell a wrong base from a few people who left. */
const OWNERS_ASKED = 20;

interface CheckDirectoryInput {
  readonly files: readonly string[];
  readonly reader: DirectoryFileReader;
  readonly server: DirectoryServer | null;
  /** UIDs of those who own calendars; empty before there is a snapshot. */
  readonly owners: readonly string[];
  readonly signal?: AbortSignal;
}

function describeReading({ records, source, warnings, isComplete }: DirectoryReading): string {
  if (source === null) return 'settings of the calendar server';
  const doubts = [
    ...(isComplete ? [] : ['it is cut short']),
    ...(warnings.length === 0
      ? []
      : [`${String(warnings.length)} warnings, the first: ${warnings[0]?.where ?? ''} ${warnings[0]?.reason ?? ''}`]),
  ];
  return [`${String(records.length)} records (${source})`, ...doubts].join('; ');
}

async function probe(server: DirectoryServer, signal: AbortSignal | undefined): Promise<string> {
  const { suffixes, usesTls, isAnonymous, policy } = await server.probe(signal);
  const manner = `${usesTls ? 'encrypted' : 'not encrypted'}, ${isAnonymous ? 'without login' : 'logged in'}`;
  const demands = policy.length === 0 ? '' : `; its policy: ${policy.join(', ')}`;
  return `${server.label} answers (${manner}), entries below ${suffixes.join(' and ')}${demands}`;
}

async function lookUp(
  input: CheckDirectoryInput,
  server: DirectoryServer,
  attributeNames: DirectoryReading['attributeNames'],
): Promise<string> {
  const { owners, signal } = input;
  const asked = owners.filter(isGuid).slice(0, OWNERS_ASKED);
  if (asked.length === 0) return 'nobody to ask for yet: there is no snapshot that names anybody by GUID';
  const options = { ...(signal === undefined ? {} : { signal }), ...(attributeNames === null ? {} : { attributeNames }) };
  const { records } = await server.lookUp(asked, options);
  const found = asked.filter((uid) => records.some((record) => record.uid === uid));
  if (found.length === 0) throw new Failure('DIRECTORY_NOBODY_FOUND', { address: server.label, count: asked.length });
  return `${String(found.length)} of ${String(asked.length)} owners of calendars found by GUID`;
}

/** Reads every file and asks the server, one step each. Nothing is kept. */
export async function* checkDirectory(input: CheckDirectoryInput): AsyncGenerator<CheckStep> {
  const { files, reader, server, signal } = input;
  if (files.length === 0 && server === null) {
    yield passedStep('directory', 'settings', 'no directory is named; names and addresses come from the events alone');
    return;
  }
  let attributeNames: DirectoryReading['attributeNames'] = null;
  for (const file of files) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    yield await stepOf('directory', 'file', async () => {
      const reading = await reader.read(file);
      if (reading.attributeNames !== null) attributeNames = { ...attributeNames, ...reading.attributeNames };
      return `${file}: ${describeReading(reading)}`;
    });
  }
  if (server === null) return;
  const answered = await stepOf('directory', 'server', () => probe(server, signal));
  yield answered;
  if (answered.ok) yield await stepOf('directory', 'people', () => lookUp(input, server, attributeNames));
}
