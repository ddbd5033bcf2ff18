import Database from 'better-sqlite3';
import { Failure } from '../../../shared/domain/failure.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';

/** Result codes by prefix, most telling first (sqlite.org/rescode.html); extended codes start with their primary one. */
const CODES: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'PROJECT_DISK_FULL'],
  // A full disk shows up here when the WAL's shared memory file cannot grow.
  ['SQLITE_IOERR_SHMSIZE', 'PROJECT_DISK_FULL'],
  ['SQLITE_CORRUPT', 'PROJECT_CORRUPT'],
  ['SQLITE_NOTADB', 'PROJECT_NOT_A_PROJECT'],
  ['SQLITE_BUSY', 'PROJECT_LOCKED'],
  ['SQLITE_LOCKED', 'PROJECT_LOCKED'],
  ['SQLITE_PROTOCOL', 'PROJECT_LOCKED'],
  ['SQLITE_READONLY', 'PROJECT_READ_ONLY'],
  ['SQLITE_PERM', 'PROJECT_READ_ONLY'],
  ['SQLITE_CANTOPEN', 'PROJECT_READ_ONLY'],
  ['SQLITE_IOERR', 'PROJECT_DISK_FAILED'],
];

/** The operator's words for what SQLite says; anything that is not the file's fault comes back unchanged. */
export function sqliteFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = CODES.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  if (code === undefined) return error;
  return new Failure(code, { path, reason: error.message }, { detail: error.code, cause: error });
}

/** The same for what the system says when the log cannot be brought to the disk. */
export function logFailure(path: string, error: unknown): Failure {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return new Failure(isFull ? 'PROJECT_DISK_FULL' : 'PROJECT_DISK_FAILED', { path, reason: String(error) }, { cause: error });
}

/** Runs work on the project file at `path`, with SQLite's errors in the operator's words. */
export function withSqliteFailures<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sqliteFailure(path, error);
  }
}
