import type { Migration } from './Migration.ts';

export const M0003_PLAN: Migration = {
  version: 3,
  name: 'plan',
  sql: `
    CREATE TABLE plan (
      plan_id   INTEGER PRIMARY KEY,
      sealed    TEXT NOT NULL,
      plan_hash TEXT,
      counts    TEXT
    ) STRICT;
    CREATE TABLE plan_item (
      plan_id      INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
      seq          INTEGER NOT NULL,
      object_id    TEXT NOT NULL,
      uid          TEXT NOT NULL,
      key          BLOB NOT NULL,
      part         TEXT NOT NULL,
      parent_key   BLOB,
      kind         TEXT NOT NULL,
      mode         TEXT NOT NULL,
      delivered_by TEXT NOT NULL,
      mailbox      TEXT NOT NULL,
      folder       TEXT NOT NULL,
      subject      TEXT NOT NULL,
      start        TEXT NOT NULL,
      "end"        TEXT NOT NULL,
      hash         BLOB NOT NULL,
      note_codes   TEXT NOT NULL,
      PRIMARY KEY (plan_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX plan_item_uid ON plan_item (plan_id, uid);
    CREATE INDEX plan_item_key ON plan_item (plan_id, key);
    CREATE INDEX plan_item_mailbox ON plan_item (plan_id, mailbox, seq);
    CREATE TABLE plan_skipped (
      plan_id    INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
      seq        INTEGER NOT NULL,
      object_id  TEXT NOT NULL,
      uid        TEXT NOT NULL,
      owner      TEXT NOT NULL,
      reason     TEXT NOT NULL,
      note_codes TEXT NOT NULL,
      PRIMARY KEY (plan_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX plan_skipped_owner ON plan_skipped (plan_id, owner, seq);
    CREATE TABLE plan_decision (
      plan_id INTEGER NOT NULL REFERENCES plan ON DELETE CASCADE,
      seq     INTEGER NOT NULL,
      code    TEXT NOT NULL,
      subject TEXT NOT NULL,
      objects INTEGER NOT NULL,
      PRIMARY KEY (plan_id, seq)
    ) STRICT, WITHOUT ROWID;
  `,
};
