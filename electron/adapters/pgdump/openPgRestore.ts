import { execFile, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { Failure } from '../../../shared/domain/failure.ts';

/** The version of the pg_restore on the PATH, null when there is none. */
async function pgRestoreVersion(): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('pg_restore', ['--version']);
    return Number(/(\d+)(?:\.\d+)*/.exec(stdout)?.[1] ?? 0);
  } catch {
    return null;
  }
}

/**
 * Lets pg_restore turn an archive into the text of a plain dump; it connects to nothing and executes nothing.
 * `packed` is the archive's bytes where the file itself holds them compressed.
 */
export async function openPgRestore(
  path: string,
  format: 'custom' | 'tar',
  packed?: Readable,
): Promise<{ readonly stream: Readable; readonly finished: () => Promise<void> }> {
  const version = await pgRestoreVersion();
  if (version === null) throw new Failure(format === 'tar' ? 'DUMP_TAR_FORMAT' : 'DUMP_CUSTOM_FORMAT', { path });
  // Since version 12 the output must be named; before, "-" was the name of a file.
  const child = spawn('pg_restore', [...(version >= 12 ? ['-f', '-'] : []), ...(packed === undefined ? [path] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 2_000);
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const fed = packed === undefined ? Promise.resolve(child.stdin.end()) : pipeline(packed, child.stdin);
  // Its own end is told below, by its exit code and words.
  fed.catch(() => undefined);
  child.stdout.on('close', () => child.kill());
  const finished = async (): Promise<void> => {
    const code = await closed;
    if (code === 0) return;
    const reason = complaint.split('\n')[0]?.replace(/^pg_restore: (?:error: |\[.*?\] )?/, '') ?? '';
    throw new Failure('DUMP_RESTORE_FAILED', { path, reason: reason || `it ended with ${String(code)}` }, { detail: complaint.trim() });
  };
  return { stream: child.stdout, finished };
}
