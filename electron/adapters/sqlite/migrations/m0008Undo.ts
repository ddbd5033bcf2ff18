import type { Migration } from './Migration.ts';

/**
 * What undo must know: an item as it was left (its change key, and, where others than we had a hand in it, a hash of its content), and
 * whether its removal was about to be asked for. Guests' copies that no plan names stand apart: they have no key of their own. A mailbox is
 * held while something is taken back from it: when its last row is gone, its folders and its mark still have to go.
 */
export const M0008_UNDO: Migration = {
  version: 8,
  name: 'undo',
  sql: `
    ALTER TABLE ledger ADD COLUMN change_key TEXT;
    ALTER TABLE ledger ADD COLUMN content BLOB;
    ALTER TABLE ledger ADD COLUMN removal_at TEXT;
    CREATE TABLE guest_copy (
      mailbox     TEXT NOT NULL,
      item_id     TEXT NOT NULL,
      meeting_key BLOB NOT NULL,
      change_key  TEXT NOT NULL,
      content     BLOB NOT NULL,
      PRIMARY KEY (mailbox, item_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX guest_copy_meeting ON guest_copy (meeting_key);
    CREATE TABLE undo (
      undo_id    TEXT PRIMARY KEY,
      started_at TEXT NOT NULL,
      ended_at   TEXT,
      removed    INTEGER NOT NULL DEFAULT 0,
      kept       INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE held_mailbox (
      mailbox TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
  `,
};
