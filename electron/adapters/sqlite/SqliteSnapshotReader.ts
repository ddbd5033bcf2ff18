import type { Statement } from 'better-sqlite3';
import type { ReadingNote, SnapshotInfo, SnapshotReader } from '../../ports/SnapshotStore.ts';
import type { NoteSeverity } from '../../../shared/domain/note.ts';
import type { ObjectPlace } from '../../../shared/domain/snapshot/buildPlaces.ts';
import type {
  SourceAttachment,
  SourceCalendar,
  SourceDelegate,
  SourceGroup,
  SourceHome,
  SourceObject,
  SourceShare,
} from '../../../shared/domain/source.ts';
import { rowOfId, rowsByPlace, rowsByUid, selectOfUid, selectOfUids, toSourceObject } from './objectRows.ts';
import type { ObjectRow } from './objectRows.ts';
import type { ProjectFile } from './projectFile.ts';
import { CALENDARS, DELEGATES, GROUPS, HOMES, PLACES, SHARES, selectAll } from './snapshotTables.ts';
import type { SnapshotTable } from './snapshotTables.ts';
import { TextReader } from './TextReader.ts';

const PAGE_ROWS = 500;
/** Texts at hand before they are asked for; a hundred ordinary ones take a twentieth of it. */
const MOST_AHEAD_BYTES = 4 * 1024 * 1024;

interface AttachmentRow {
  readonly number: number;
  readonly attachment_id: string;
  readonly managed_id: string | null;
  readonly object_id: number | null;
  readonly dropbox_id: string;
  readonly name: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly md5: string;
}

interface NoteRow {
  readonly number: number;
  readonly place: string;
  readonly code: string;
  readonly severity: NoteSeverity;
  readonly property: string;
  readonly was: string;
  readonly became: string;
}

/** Reads one snapshot of a project file. */
export class SqliteSnapshotReader implements SnapshotReader {
  readonly #project: ProjectFile;
  readonly #info: SnapshotInfo;
  readonly #texts: TextReader;
  readonly #ofUid: Statement<[number, string], ObjectRow>;
  readonly #ofUids: Statement<[number, string], ObjectRow>;
  #places: ReadonlyMap<number, ObjectPlace> | null = null;

  constructor(project: ProjectFile, info: SnapshotInfo) {
    this.#project = project;
    this.#info = info;
    this.#texts = new TextReader(project);
    this.#ofUid = selectOfUid(project.database);
    this.#ofUids = selectOfUids(project.database);
  }

  info(): SnapshotInfo {
    return this.#info;
  }

  homes(): readonly SourceHome[] {
    return this.#all(HOMES);
  }

  calendars(): readonly SourceCalendar[] {
    return this.#all(CALENDARS);
  }

  shares(): readonly SourceShare[] {
    return this.#all(SHARES);
  }

  delegates(): readonly SourceDelegate[] {
    return this.#all(DELEGATES);
  }

  groups(): readonly SourceGroup[] {
    return this.#all(GROUPS);
  }

  *attachments(): Iterable<SourceAttachment> {
    for (const row of this.#numbered<AttachmentRow>('source_attachment')) {
      yield {
        attachmentId: row.attachment_id,
        managedId: row.managed_id,
        objectId: row.object_id === null ? null : String(row.object_id),
        dropboxId: row.dropbox_id,
        name: row.name,
        contentType: row.content_type,
        sizeBytes: row.size_bytes,
        md5: row.md5,
      };
    }
  }

  *readingNotes(): Iterable<ReadingNote> {
    for (const { place, code, severity, property, was, became } of this.#numbered<NoteRow>('reading_note')) {
      yield { where: place, note: { code, severity, property, was, became } };
    }
  }

  *objectsByUid(): Iterable<readonly SourceObject[]> {
    let copies: SourceObject[] = [];
    for (const object of this.#objects(rowsByUid(this.#project, this.#info.snapshotId))) {
      if (copies[0] !== undefined && copies[0].uid !== object.uid) {
        yield copies;
        copies = [];
      }
      copies.push(object);
    }
    if (copies.length > 0) yield copies;
  }

  objects(): Iterable<SourceObject> {
    return this.#objects(rowsByPlace(this.#project, this.#info.snapshotId));
  }

  copiesOf(uid: string): readonly SourceObject[] {
    return this.#project.read(() => this.#ofUid.all(this.#info.snapshotId, uid).map((row) => this.#object(row)));
  }

  readAhead(uids: readonly string[]): ReadonlyMap<string, readonly SourceObject[]> {
    return this.#project.read(() => {
      const objects = this.#ofUids.all(this.#info.snapshotId, JSON.stringify(uids)).map((row) => this.#object(row));
      let bytes = 0;
      const few = objects.filter(({ sizeBytes }) => (bytes += sizeBytes) <= MOST_AHEAD_BYTES);
      this.#texts.readAhead(few.map(({ md5 }) => md5));
      return Map.groupBy(objects, ({ uid }) => uid);
    });
  }

  object(objectId: string): SourceObject | null {
    if (!/^\d{1,15}$/.test(objectId)) return null;
    const row = this.#project.read(() => rowOfId(this.#project.database, this.#info.snapshotId, Number(objectId)));
    return row === undefined ? null : this.#object(row);
  }

  text(md5: string): string {
    return this.#project.read(() => this.#texts.text(md5));
  }

  *#objects(rows: Iterable<ObjectRow>): Iterable<SourceObject> {
    for (const row of rows) yield this.#object(row);
  }

  #object(row: ObjectRow): SourceObject {
    this.#places ??= new Map(this.#all(PLACES).map((place) => [place.calendarId, place]));
    return toSourceObject(row, this.#places.get(row.calendar_id));
  }

  #all<T, Row>(table: SnapshotTable<T, Row>): readonly T[] {
    return this.#project.read(() => selectAll(this.#project.database, table, this.#info.snapshotId));
  }

  *#numbered<Row extends { readonly number: number }>(table: string): Iterable<Row> {
    const select: Statement<[number, number], Row> = this.#project.database.prepare(
      `SELECT * FROM ${table} WHERE snapshot_id = ? AND number > ? ORDER BY number LIMIT ${PAGE_ROWS}`,
    );
    let after = 0;
    for (;;) {
      const from = after;
      const rows = this.#project.read(() => select.all(this.#info.snapshotId, from));
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE_ROWS) return;
      after = last.number;
    }
  }
}
