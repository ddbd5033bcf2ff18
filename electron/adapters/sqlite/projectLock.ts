import Database from 'better-sqlite3';

export interface ProjectLock {
  release(): void;
}

/**
 * Lets one writer at a time into a project, whatever the process. SQLite's own lock on an empty file beside it: the operating system
 * drops it with the process, so nothing is left behind by a crash, and readers of the project are not in the way.
 * The empty file stays: deleting it would let two writers lock two files of one name.
 * Throws SQLite's SQLITE_BUSY when another writer is there.
 */
export function lockProject(path: string): ProjectLock {
  const database = new Database(`${path}-lock`, { timeout: 0 });
  try {
    // Nothing is ever written into it, so that a journal would only be a second file lying about.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    release: () => {
      database.close();
    },
  };
}
