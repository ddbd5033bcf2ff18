import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { SNIFF_BYTES, sniffDump } from '../adapters/pgdump/sniffDump.ts';
import { checkPostgres } from '../adapters/postgres/checkPostgres.ts';
import type { SourceConfig } from '../../shared/contract/config.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { checkSource } from '../usecases/check/checkSource.ts';
import { failedStep, passedStep, stepOf, type CheckStep } from '../usecases/check/CheckStep.ts';
import type { LoadedConfig } from './LoadedConfig.ts';
import { openSource, postgresOptions } from './openSource.ts';
import type { Work } from './Work.ts';

const KINDS = {
  plain: 'plain SQL',
  gzip: 'plain SQL, gzip',
  custom: 'pg_dump’s own format, read through pg_restore',
  tar: 'a tar of pg_dump, read through pg_restore',
} as const;

async function describeDump(path: string): Promise<string> {
  let head: Buffer;
  let size: number;
  try {
    const file = await open(path, 'r');
    try {
      size = (await file.stat()).size;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Failure('DUMP_NOT_FOUND', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  return `${path}: ${KINDS[sniffDump(path, head)]}, ${(size / 1_000_000).toFixed(1)} MB`;
}

async function* dumpSteps(
  loaded: LoadedConfig,
  source: Extract<SourceConfig, { kind: 'dump' }>,
  work: Pick<Work, 'signal' | 'onRead'>,
): AsyncGenerator<CheckStep> {
  const kind = await stepOf('source', 'file', () => describeDump(loaded.path(source.path)));
  yield kind;
  if (!kind.ok) return;
  yield await checkSource({ source: openSource(loaded, source), signal: work.signal, onProgress: work.onRead });
}

async function* postgresSteps(loaded: LoadedConfig, source: Extract<SourceConfig, { kind: 'postgres' }>): AsyncGenerator<CheckStep> {
  for (const { name, isPassed, detail, failure } of await checkPostgres(postgresOptions(loaded, source))) {
    yield isPassed || failure === undefined ? passedStep('source', name, detail) : failedStep('source', name, failure);
  }
}

function attachmentsStep(path: string): Promise<CheckStep> {
  return stepOf('source', 'attachments', () => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return `${path} is there`;
    throw new Failure('CONFIG_FILE_UNREADABLE', { path, reason: 'there is no such folder' });
  });
}

/** The source of the config, step by step. */
export async function* sourceSteps(
  loaded: LoadedConfig,
  work: Pick<Work, 'signal' | 'onRead'>,
  hasSnapshot: boolean,
): AsyncGenerator<CheckStep> {
  const { source } = loaded.config;
  if (source === undefined) {
    if (hasSnapshot) yield passedStep('source', 'settings', 'none is named; the project has its snapshot and needs none');
    else yield failedStep('source', 'settings', new Failure('SOURCE_MISSING'));
    return;
  }
  if (source.kind === 'dump') yield* dumpSteps(loaded, source, work);
  else yield* postgresSteps(loaded, source);
  if (source.attachments !== undefined) yield await attachmentsStep(loaded.path(source.attachments));
}
