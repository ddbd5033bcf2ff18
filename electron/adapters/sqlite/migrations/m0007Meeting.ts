import type { Migration } from './Migration.ts';

export const M0007_MEETING: Migration = {
  version: 7,
  name: 'meeting',
  sql: `
    CREATE TABLE meeting (
      key        BLOB PRIMARY KEY,
      organizer  TEXT NOT NULL,
      phase      TEXT NOT NULL,
      state      TEXT NOT NULL,
      run_id     TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX meeting_organizer ON meeting (organizer, key);
    CREATE TABLE listed_mailbox (
      mailbox   TEXT PRIMARY KEY,
      run_id    TEXT NOT NULL,
      listed_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE message_before (
      mailbox    TEXT NOT NULL,
      message_id TEXT NOT NULL,
      PRIMARY KEY (mailbox, message_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE message_removal (
      mailbox     TEXT NOT NULL,
      message_id  TEXT NOT NULL,
      meeting_key BLOB NOT NULL,
      class       TEXT NOT NULL,
      run_id      TEXT NOT NULL,
      intended_at TEXT NOT NULL,
      is_removed  INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (mailbox, message_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
