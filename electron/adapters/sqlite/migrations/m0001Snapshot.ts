import type { Migration } from './Migration.ts';

/**
 * Texts are stored once, whichever snapshot they came with: `text` says where in which compressed block. A block says itself how long
 * its texts are, so that those of an attempt that died before `text` was written are found again.
 * A snapshot is a row of `snapshot` and what refers to it; it is written whole or not at all, and never changed afterwards.
 * `source_object.number` is the order of planning: all copies of one UID together.
 */
export const M0001_SNAPSHOT: Migration = {
  version: 1,
  name: 'snapshot',
  sql: `
    CREATE TABLE text_block (
      block_id INTEGER PRIMARY KEY,
      texts BLOB NOT NULL,
      size_bytes INTEGER NOT NULL,
      lengths TEXT NOT NULL
    ) STRICT;

    CREATE TABLE text (
      md5 BLOB PRIMARY KEY,
      block_id INTEGER NOT NULL,
      offset INTEGER NOT NULL,
      length INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE snapshot (
      snapshot_id INTEGER PRIMARY KEY,
      source_kind TEXT NOT NULL,
      source_label TEXT NOT NULL,
      taken_at TEXT NOT NULL,
      schema_version INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      counts TEXT NOT NULL
    ) STRICT;

    CREATE TABLE source_home (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      home_id TEXT NOT NULL,
      owner_uid TEXT NOT NULL,
      status INTEGER NOT NULL,
      has_availability INTEGER NOT NULL,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_calendar (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      calendar_id TEXT NOT NULL,
      home_id TEXT NOT NULL,
      owner_uid TEXT NOT NULL,
      resource_name TEXT NOT NULL,
      name TEXT NOT NULL,
      color TEXT,
      position INTEGER,
      is_default INTEGER NOT NULL,
      is_inbox INTEGER NOT NULL,
      is_trash INTEGER NOT NULL,
      is_transparent INTEGER NOT NULL,
      time_zone TEXT,
      supported_components TEXT NOT NULL,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_place (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      calendar_id INTEGER NOT NULL,
      rank INTEGER NOT NULL,
      home_id TEXT NOT NULL,
      owner_uid TEXT NOT NULL,
      resource_name TEXT NOT NULL,
      out_of_calendar TEXT,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;
    -- Objects are joined by it; only a unique index makes the planner believe that it finds one row.
    CREATE UNIQUE INDEX source_place_by_calendar ON source_place (snapshot_id, calendar_id);

    CREATE TABLE source_object (
      number INTEGER PRIMARY KEY,
      snapshot_id INTEGER NOT NULL,
      object_id INTEGER NOT NULL,
      calendar_id INTEGER NOT NULL,
      rank INTEGER NOT NULL,
      resource_name TEXT NOT NULL,
      uid TEXT NOT NULL,
      component_type TEXT NOT NULL,
      md5 BLOB NOT NULL,
      size_bytes INTEGER NOT NULL,
      organizer TEXT NOT NULL,
      access TEXT NOT NULL,
      created_ms INTEGER,
      modified_ms INTEGER,
      out_of_calendar TEXT
    ) STRICT;
    CREATE INDEX source_object_by_uid ON source_object (snapshot_id, uid);
    CREATE INDEX source_object_by_place ON source_object (snapshot_id, rank, resource_name);
    CREATE UNIQUE INDEX source_object_by_id ON source_object (snapshot_id, object_id);

    CREATE TABLE source_share (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      calendar_id TEXT NOT NULL,
      owner_uid TEXT NOT NULL,
      sharee_uid TEXT NOT NULL,
      name TEXT NOT NULL,
      mode TEXT NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_delegate (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      delegator_uid TEXT NOT NULL,
      delegate_uid TEXT NOT NULL,
      read_write INTEGER NOT NULL,
      is_group INTEGER NOT NULL,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_group (
      snapshot_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      group_uid TEXT NOT NULL,
      name TEXT NOT NULL,
      member_uids TEXT NOT NULL,
      PRIMARY KEY (snapshot_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_attachment (
      number INTEGER PRIMARY KEY,
      snapshot_id INTEGER NOT NULL,
      attachment_id TEXT NOT NULL,
      managed_id TEXT,
      object_id INTEGER,
      dropbox_id TEXT NOT NULL,
      name TEXT NOT NULL,
      content_type TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      md5 TEXT NOT NULL
    ) STRICT;
    CREATE INDEX source_attachment_by_snapshot ON source_attachment (snapshot_id);

    CREATE TABLE reading_note (
      number INTEGER PRIMARY KEY,
      snapshot_id INTEGER NOT NULL,
      place TEXT NOT NULL,
      code TEXT NOT NULL,
      severity TEXT NOT NULL,
      property TEXT NOT NULL,
      was TEXT NOT NULL,
      became TEXT NOT NULL
    ) STRICT;
    CREATE INDEX reading_note_by_snapshot ON reading_note (snapshot_id);
  `,
};
