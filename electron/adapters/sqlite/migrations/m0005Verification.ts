import type { Migration } from './Migration.ts';

export const M0005_VERIFICATION: Migration = {
  version: 5,
  name: 'verification',
  sql: `
    CREATE TABLE verification (
      verification_id INTEGER PRIMARY KEY,
      plan_hash       TEXT NOT NULL,
      verified_at     TEXT NOT NULL,
      is_complete     INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE verification_mailbox (
      verification_id  INTEGER NOT NULL REFERENCES verification ON DELETE CASCADE,
      mailbox          TEXT NOT NULL,
      instances_source INTEGER NOT NULL,
      instances_found  INTEGER NOT NULL,
      answers_source   INTEGER NOT NULL,
      answers_found    INTEGER NOT NULL,
      PRIMARY KEY (verification_id, mailbox)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE verification_difference (
      verification_id INTEGER NOT NULL REFERENCES verification ON DELETE CASCADE,
      mailbox         TEXT NOT NULL,
      key             TEXT NOT NULL,
      kind            TEXT NOT NULL,
      field           TEXT NOT NULL,
      source          TEXT NOT NULL,
      target          TEXT NOT NULL
    ) STRICT;
    CREATE INDEX verification_difference_of ON verification_difference (verification_id);
  `,
};
