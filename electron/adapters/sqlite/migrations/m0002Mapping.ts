import type { Migration } from './Migration.ts';

/**
 * Directory records as they were read, and mapping versions, which are only ever added. A version's rows are kept as JSON: they are read and
 * written as a whole, and never searched inside the database.
 */
export const M0002_MAPPING: Migration = {
  version: 2,
  name: 'mapping',
  sql: `
    CREATE TABLE directory_origin (
      origin TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      records INTEGER NOT NULL,
      read_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE directory_record (
      origin TEXT NOT NULL REFERENCES directory_origin (origin) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      record TEXT NOT NULL,
      PRIMARY KEY (origin, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE mapping_version (
      version_id INTEGER PRIMARY KEY,
      saved_at TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      mapping_rows TEXT NOT NULL,
      calendar_rows TEXT NOT NULL
    ) STRICT;
  `,
};
