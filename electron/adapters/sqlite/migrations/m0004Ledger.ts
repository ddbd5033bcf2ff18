import type { Migration } from './Migration.ts';

export const M0004_LEDGER: Migration = {
  version: 4,
  name: 'ledger',
  sql: `
    CREATE TABLE project (
      project_id TEXT NOT NULL
    ) STRICT;
    INSERT INTO project VALUES (lower(hex(randomblob(16))));
    CREATE TABLE run (
      run_id     TEXT PRIMARY KEY,
      plan_hash  TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at   TEXT
    ) STRICT;
    CREATE TABLE ledger (
      -- Keys come in no order: rows stand in the order they were written, so that a request's fifty lie in a few pages, not in fifty.
      number           INTEGER PRIMARY KEY,
      key              BLOB NOT NULL UNIQUE,
      mailbox          TEXT NOT NULL,
      folder           TEXT NOT NULL,
      state            TEXT NOT NULL CHECK (state IN ('intended', 'written', 'refused')),
      hash             BLOB NOT NULL,
      item_id          TEXT,
      occurrences_done INTEGER NOT NULL DEFAULT 0,
      run_id           TEXT NOT NULL,
      requested_at     TEXT NOT NULL,
      attempts         INTEGER NOT NULL,
      response_code    TEXT,
      message          TEXT
    ) STRICT;
    CREATE INDEX ledger_mailbox ON ledger (mailbox);
    CREATE TABLE detachment (
      mailbox        TEXT NOT NULL,
      parent_key     BLOB NOT NULL,
      original_start TEXT NOT NULL,
      PRIMARY KEY (mailbox, parent_key, original_start)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE odd_item (
      item_id TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      key     TEXT NOT NULL,
      what    TEXT NOT NULL,
      run_id  TEXT NOT NULL,
      PRIMARY KEY (item_id, what)
    ) STRICT, WITHOUT ROWID;
  `,
};
