import type { Database, Statement } from 'better-sqlite3';
import type { AttachmentLinkRow, AttachmentRow } from '../../../shared/domain/snapshot/readAttachment.ts';
import type { ObjectPlace } from '../../../shared/domain/snapshot/buildPlaces.ts';
import type { ObjectRow } from '../../../shared/domain/snapshot/readObject.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import type { StoredText } from './TextWriter.ts';
import { withoutIndexes } from './withoutIndexes.ts';

const DROP_TABLES = `
  DROP TABLE IF EXISTS temp.staged_object;
  DROP TABLE IF EXISTS temp.staged_attachment;
  DROP TABLE IF EXISTS temp.staged_link;
  DROP TABLE IF EXISTS temp.staged_note;
  DROP TABLE IF EXISTS temp.staged_place;
`;

/**
 * What grows with the number of events waits in temporary tables until every calendar is known: SQLite keeps them outside the project,
 * spills them to disk, and drops them with the connection, so that a crash leaves nothing to clean.
 */
const CREATE_TABLES = `
  CREATE TEMP TABLE staged_object (
    object_id INTEGER PRIMARY KEY, calendar_id INTEGER NOT NULL, resource_name TEXT NOT NULL, uid TEXT NOT NULL,
    component_type TEXT NOT NULL, md5 BLOB NOT NULL, size_bytes INTEGER NOT NULL, organizer TEXT NOT NULL, access TEXT NOT NULL,
    created_ms INTEGER, modified_ms INTEGER, is_trashed INTEGER NOT NULL
  ) STRICT;
  CREATE TEMP TABLE staged_attachment (
    attachment_id TEXT PRIMARY KEY, dropbox_id TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, md5 TEXT NOT NULL
  ) STRICT;
  CREATE TEMP TABLE staged_link (
    attachment_id TEXT NOT NULL, managed_id TEXT NOT NULL, object_id INTEGER NOT NULL, PRIMARY KEY (attachment_id, managed_id, object_id)
  ) STRICT;
  CREATE TEMP TABLE staged_note (
    place TEXT NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, property TEXT NOT NULL, was TEXT NOT NULL, became TEXT NOT NULL
  ) STRICT;
  CREATE TEMP TABLE staged_place (calendar_id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, out_of_calendar TEXT) STRICT;
`;

const MOVE_OBJECTS = `
  INSERT INTO source_object (
    snapshot_id, object_id, calendar_id, rank, resource_name, uid, component_type, md5, size_bytes, organizer, access,
    created_ms, modified_ms, out_of_calendar)
  SELECT ?, object_id, calendar_id, rank, resource_name, uid, component_type, md5, size_bytes, organizer, access,
    created_ms, modified_ms, CASE WHEN out_of_calendar IS NULL AND is_trashed THEN 'trash' ELSE out_of_calendar END
  FROM temp.staged_object JOIN temp.staged_place USING (calendar_id)
  ORDER BY uid, rank, resource_name, object_id`;

const MOVE_ATTACHMENTS = `
  INSERT INTO source_attachment (snapshot_id, attachment_id, managed_id, object_id, dropbox_id, name, content_type, size_bytes, md5)
  SELECT ?, attachment_id, managed_id, object_id, dropbox_id, name, content_type, size_bytes, md5
  FROM temp.staged_attachment LEFT JOIN temp.staged_link USING (attachment_id)
  ORDER BY dropbox_id, name, md5, managed_id, attachment_id, object_id`;

const MOVE_NOTES = `
  INSERT INTO reading_note (snapshot_id, place, code, severity, property, was, became)
  SELECT ?, place, code, severity, property, was, became FROM temp.staged_note ORDER BY rowid`;

const UNBOUND = `
  SELECT DISTINCT calendar_id FROM temp.staged_object WHERE calendar_id NOT IN (SELECT value FROM json_each(?)) ORDER BY calendar_id`;

type Value = string | number | null | Buffer;

/** The rows of one snapshot being taken that are too many for memory. */
export class StagedRows {
  readonly #database: Database;
  readonly #insertObject: Statement<Value[]>;
  readonly #insertAttachment: Statement<Value[]>;
  readonly #insertLink: Statement<Value[]>;
  readonly #insertNote: Statement<Value[]>;

  constructor(database: Database) {
    database.exec(DROP_TABLES + CREATE_TABLES);
    this.#database = database;
    this.#insertObject = database.prepare('INSERT OR IGNORE INTO temp.staged_object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertAttachment = database.prepare('INSERT OR IGNORE INTO temp.staged_attachment VALUES (?, ?, ?, ?, ?, ?)');
    this.#insertLink = database.prepare('INSERT OR IGNORE INTO temp.staged_link VALUES (?, ?, ?)');
    this.#insertNote = database.prepare('INSERT INTO temp.staged_note VALUES (?, ?, ?, ?, ?, ?)');
  }

  /** These three are false for a row that is already there. */
  object(row: ObjectRow, text: StoredText): boolean {
    const { objectId, calendarId, resourceName, uid, componentType, organizer, access, createdMs, modifiedMs, isTrashed } = row;
    return (
      this.#insertObject.run(
        objectId,
        calendarId,
        resourceName,
        uid,
        componentType,
        text.md5,
        text.sizeBytes,
        organizer,
        access,
        createdMs,
        modifiedMs,
        Number(isTrashed),
      ).changes === 1
    );
  }

  attachment(row: AttachmentRow): boolean {
    return this.#insertAttachment.run(row.attachmentId, row.dropboxId, row.name, row.contentType, row.sizeBytes, row.md5).changes === 1;
  }

  link(row: AttachmentLinkRow): boolean {
    return this.#insertLink.run(row.attachmentId, row.managedId, row.objectId).changes === 1;
  }

  note({ where, note }: ReadingNote): void {
    this.#insertNote.run(where, note.code, note.severity, note.property, note.was, note.became);
  }

  /** Calendars that hold objects but are not among those `bound`. */
  unbound(bound: Iterable<number>): readonly number[] {
    return this.#database
      .prepare<[string], number>(UNBOUND)
      .pluck()
      .all(JSON.stringify([...bound]));
  }

  moveObjects(snapshotId: number, places: readonly ObjectPlace[]): void {
    const insert = this.#database.prepare('INSERT INTO temp.staged_place VALUES (?, ?, ?)');
    for (const { calendarId, rank, outOfCalendar } of places) insert.run(calendarId, rank, outOfCalendar);
    withoutIndexes(this.#database, 'source_object', () => this.#database.prepare(MOVE_OBJECTS).run(snapshotId));
  }

  moveAttachments(snapshotId: number): void {
    this.#database.prepare(MOVE_ATTACHMENTS).run(snapshotId);
  }

  moveNotes(snapshotId: number): void {
    this.#database.prepare(MOVE_NOTES).run(snapshotId);
  }

  drop(): void {
    this.#database.exec(DROP_TABLES);
  }
}
