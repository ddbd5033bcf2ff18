import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/domain/failure.ts';
import { MIGRATIONS, PROJECT_FORMAT } from './migrations/migrations.ts';
import { LogSync } from './LogSync.ts';
import { lockProject } from './projectLock.ts';
import type { ProjectLock } from './projectLock.ts';
import { logFailure, sqliteFailure, withSqliteFailures } from './sqliteFailure.ts';

/** create: make it when it is missing, then write. write and read: it must exist. */
export type ProjectMode = 'create' | 'write' | 'read';

/** An open project file. One writer at a time; readers at any time. */
export interface ProjectFile {
  readonly path: string;
  readonly database: Database.Database;
  /** All or nothing, on disk when it returns; may be nested. SQLite's errors leave as `Failure('PROJECT_*')`. */
  transaction<T>(work: () => T): T;
  /** The same without standing still for the disk: it is there when the promise resolves, and not before. Never nested. */
  transactionSoon(work: () => void): Promise<void>;
  /** The same wording of errors for reads outside a transaction. */
  read<T>(work: () => T): T;
  /** Leaves one single file that can be copied and opened anywhere, even from a folder that cannot be written. */
  close(): void;
}

/** "Godw", in SQLite's application_id: `file` shows it, and no other program's database has it. */
const APPLICATION_ID = 0x476f6477;
const BUSY_TIMEOUT_MS = 5000;

/** Opens a project file. Throws `Failure('PROJECT_*')`; a file that is not ours or newer is left untouched. */
export function openProject(path: string, mode: ProjectMode): ProjectFile {
  const file = resolvePath(path, mode);
  return withSqliteFailures(file, () => (mode === 'read' ? openForReading(file) : openForWriting(file)));
}

function resolvePath(path: string, mode: ProjectMode): string {
  const file = resolve(path);
  if (existsSync(file)) {
    if (statSync(file).isDirectory()) throw new Failure('PROJECT_NOT_A_PROJECT', { path: file });
    // Two names of one file must meet at one lock.
    return realpathSync(file);
  }
  if (mode !== 'create') throw new Failure('PROJECT_NOT_FOUND', { path: file });
  if (!existsSync(dirname(file))) throw new Failure('PROJECT_FOLDER_MISSING', { path: file, folder: dirname(file) });
  return file;
}

function openForReading(path: string): ProjectFile {
  if (formatOf(path) < PROJECT_FORMAT) openForWriting(path).close();
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  return project(path, database, null);
}

function openForWriting(path: string): ProjectFile {
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (!isNew) formatOf(path);
  const lock = lockProject(path);
  try {
    const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      prepare(path, database);
      return project(path, database, lock);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Which format a file has, by looking only. Throws when it is not ours or newer than we know. */
function formatOf(path: string): number {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return checkedFormat(path, database);
  } finally {
    database.close();
  }
}

function checkedFormat(path: string, database: Database.Database): number {
  const format = numberOf(database.pragma('user_version', { simple: true }));
  if (numberOf(database.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
    throw new Failure('PROJECT_NOT_A_PROJECT', { path });
  }
  if (format > PROJECT_FORMAT) throw new Failure('PROJECT_NEWER', { path, found: format, known: PROJECT_FORMAT });
  return format;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number(value);
}

function prepare(path: string, database: Database.Database): void {
  migrate(path, database);
  // After the first migration: a crash before that leaves an empty file, which is as good as none.
  if (database.pragma('journal_mode = WAL', { simple: true }) !== 'wal') throw new Failure('PROJECT_LOCKED', { path });
  database.pragma('synchronous = FULL');
  // Four megabytes instead of sixteen: the system keeps the file's pages, too, and a plan of a million items is no slower.
  database.pragma('cache_size = -4000');
  // On a Mac fsync alone does not reach the platter (sqlite.org/pragma.html#pragma_fullfsync).
  database.pragma('fullfsync = ON');
  database.pragma('foreign_keys = ON');
}

function migrate(path: string, database: Database.Database): void {
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  const isUnclaimed = numberOf(database.pragma('application_id', { simple: true })) === 0;
  if (isEmpty && isUnclaimed) database.transaction(() => database.pragma(`application_id = ${APPLICATION_ID}`)).immediate();
  const format = checkedFormat(path, database);
  for (const migration of MIGRATIONS.slice(format)) {
    database
      .transaction(() => {
        database.exec(migration.sql);
        database.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
}

function project(path: string, database: Database.Database, lock: ProjectLock | null): ProjectFile {
  const log = new LogSync(`${path}-wal`);
  const transaction = <T>(work: () => T): T => withSqliteFailures(path, () => database.transaction(work).immediate());
  return {
    path,
    database,
    transaction,
    transactionSoon: async (work) => {
      // Committed into the log, and what makes FULL of it is waited for elsewhere.
      database.pragma('synchronous = NORMAL');
      try {
        transaction(work);
      } finally {
        database.pragma('synchronous = FULL');
      }
      await log.wait().catch((error: unknown) => {
        throw logFailure(path, error);
      });
    },
    read: (work) => withSqliteFailures(path, work),
    close: () => {
      try {
        log.close();
        if (lock !== null) leaveSingleFile(database);
        database.close();
      } catch (error) {
        throw sqliteFailure(path, error);
      } finally {
        lock?.release();
      }
    },
  };
}

/** A WAL file needs a writable folder even to be read; an open reader elsewhere keeps it in WAL, which does no harm. */
function leaveSingleFile(database: Database.Database): void {
  if (!database.open) return;
  database.pragma('busy_timeout = 0');
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error;
  }
}
