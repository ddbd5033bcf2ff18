import { createReadStream, existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../../../shared/domain/failure.ts';
import type { SourceProgress } from '../../ports/CalendarServerSource.ts';
import { openPgRestore } from './openPgRestore.ts';
import { SNIFF_BYTES, sniffDump } from './sniffDump.ts';

const CHUNK_BYTES = 1_024 * 1_024;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The words of the operating system and of zlib, in ours. */
function toDumpFailure(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof Failure || !(error instanceof Error)) return error;
  if (error.name === 'AbortError') return new Failure('INTERRUPTED', {}, { cause: error });
  const options = { detail: `${code} ${error.message}`.trim(), cause: error };
  if (code === 'Z_BUF_ERROR') return new Failure('DUMP_TRUNCATED', { path, where: 'in the middle of its compressed data' }, options);
  if (code.startsWith('Z_')) return new Failure('DUMP_CORRUPT', { path, reason: 'its compressed data cannot be unpacked' }, options);
  if (code === 'ENOENT') return new Failure('DUMP_NOT_FOUND', { path, reason: 'there is no such file' }, options);
  if (code === 'EACCES' || code === 'EPERM') return new Failure('DUMP_NOT_FOUND', { path, reason: 'reading it is not permitted' }, options);
  return code === '' ? error : new Failure('DUMP_NOT_FOUND', { path, reason: error.message }, options);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The file's bytes, counted as they go by. */
function countedFile(path: string, onBytes: (count: number) => void): Readable {
  let bytesRead = 0;
  const counter = new Transform({
    highWaterMark: CHUNK_BYTES,
    transform(chunk: Buffer, _encoding, done) {
      bytesRead += chunk.length;
      onBytes(bytesRead);
      done(null, chunk);
    },
  });
  return pipe(createReadStream(path, { highWaterMark: CHUNK_BYTES }), counter);
}

/** Joins two streams so that an error or the end of either is that of the second. */
function pipe<Next extends NodeJS.ReadWriteStream & Readable>(from: Readable, next: Next): Next {
  from.on('error', (error) => next.destroy(error));
  next.on('close', () => from.destroy());
  from.pipe(next);
  return next;
}

function gunzip(packed: Readable): Readable {
  return pipe(packed, createGunzip({ chunkSize: CHUNK_BYTES }));
}

/** What the first bytes inside a gzip are; the stream begins with them again. */
async function unpackedHead(path: string): Promise<Buffer> {
  const stream = gunzip(createReadStream(path));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size >= SNIFF_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, SNIFF_BYTES);
}

interface DumpText {
  readonly stream: Readable;
  /** Fails when the text was not made to its end. */
  readonly finished: () => Promise<void>;
}

async function openText(path: string, onBytes: (count: number) => void): Promise<DumpText> {
  const format = sniffDump(path, await headOf(path));
  if (format === 'custom' || format === 'tar') return openPgRestore(path, format);
  const file = countedFile(path, onBytes);
  const finished = (): Promise<void> => Promise.resolve();
  if (format === 'plain') return { stream: file, finished };
  const inner = sniffDump(path, await unpackedHead(path));
  if (inner === 'plain') return { stream: gunzip(file), finished };
  if (inner === 'gzip') throw new Failure('DUMP_NOT_A_DUMP', { path, reason: 'it is compressed twice; unpack it first' });
  return openPgRestore(path, inner, gunzip(file));
}

/** The text of a dump whatever its form, in chunks; progress counts the bytes of the file. */
export async function* readDumpText(
  path: string,
  signal: AbortSignal | undefined,
  onProgress: (progress: SourceProgress) => void,
): AsyncGenerator<Buffer, void> {
  let text: DumpText | undefined;
  const stop = (): void => void text?.stream.destroy(new Failure('INTERRUPTED'));
  try {
    signal?.throwIfAborted();
    const file = await stat(path);
    // pg_dump's directory format is a folder with a table of contents.
    if (file.isDirectory()) {
      if (!existsSync(join(path, 'toc.dat'))) throw new Failure('DUMP_NOT_FOUND', { path, reason: 'it is a folder' });
      text = await openPgRestore(path, 'custom');
    } else {
      text = await openText(path, (bytesRead) => onProgress({ bytesRead, totalBytes: file.size }));
    }
    signal?.addEventListener('abort', stop, { once: true });
    signal?.throwIfAborted();
    for await (const chunk of text.stream as AsyncIterable<Buffer>) yield chunk;
    await text.finished();
  } catch (error) {
    throw signal?.aborted === true ? new Failure('INTERRUPTED', {}, { cause: error }) : toDumpFailure(path, error);
  } finally {
    signal?.removeEventListener('abort', stop);
    text?.stream.destroy();
  }
}
