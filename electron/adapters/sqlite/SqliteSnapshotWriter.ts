import type { SourceRows } from '../../ports/CalendarServerSource.ts';
import type { SnapshotInfo, SnapshotWriter } from '../../ports/SnapshotStore.ts';
import type { Note } from '../../../shared/domain/note.ts';
import { note } from '../../../shared/domain/note.ts';
import { SNAPSHOT_NOTES } from '../../../shared/domain/notes/snapshot.ts';
import { buildCalendars } from '../../../shared/domain/snapshot/buildCalendars.ts';
import { buildDelegates, buildGroups } from '../../../shared/domain/snapshot/buildDelegates.ts';
import { buildHomes } from '../../../shared/domain/snapshot/buildHomes.ts';
import { buildOwnership } from '../../../shared/domain/snapshot/buildOwnership.ts';
import { buildPlaces } from '../../../shared/domain/snapshot/buildPlaces.ts';
import type { ObjectPlace } from '../../../shared/domain/snapshot/buildPlaces.ts';
import { buildShares } from '../../../shared/domain/snapshot/buildShares.ts';
import { readAttachment, readAttachmentLink } from '../../../shared/domain/snapshot/readAttachment.ts';
import { readObject } from '../../../shared/domain/snapshot/readObject.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import { duplicateRow, readRows } from '../../../shared/domain/snapshot/readRows.ts';
import { SmallTables } from '../../../shared/domain/snapshot/SmallTables.ts';
import { dropDuplicateObjects } from './dropDuplicateObjects.ts';
import type { ProjectFile } from './projectFile.ts';
import { countSnapshot } from './snapshotCounts.ts';
import { snapshotFingerprint } from './snapshotFingerprint.ts';
import type { SmallParts } from './snapshotFingerprint.ts';
import { CALENDARS, DELEGATES, GROUPS, HOMES, insertAll, PLACES, SHARES } from './snapshotTables.ts';
import { StagedRows } from './StagedRows.ts';
import { TextWriter } from './TextWriter.ts';

export interface SnapshotOrigin {
  readonly kind: 'postgres' | 'dump';
  readonly label: string;
  readonly startedAt: string;
}

/** Takes one snapshot into a project file: texts at once, everything else when all tables have been seen. */
export class SqliteSnapshotWriter implements SnapshotWriter {
  readonly #project: ProjectFile;
  readonly #origin: SnapshotOrigin;
  readonly #tables = new SmallTables();
  readonly #texts: TextWriter;
  readonly #staged: StagedRows;

  constructor(project: ProjectFile, origin: SnapshotOrigin) {
    this.#project = project;
    this.#origin = origin;
    this.#texts = new TextWriter(project.database);
    this.#staged = project.transaction(() => new StagedRows(project.database));
    // Nothing counts before `finish`, whose own commit reaches the disk: syncing each batch would only cost time.
    project.database.pragma('synchronous = NORMAL');
  }

  add(rows: SourceRows): void {
    this.#project.transaction(() => {
      if (rows.table === 'calendar_object') this.#addObjects(rows);
      else if (rows.table === 'attachment') this.#addAttachments(rows);
      else if (rows.table === 'attachment_calendar_object') this.#addLinks(rows);
      else this.#tables.add(rows, this.#onNote);
    });
  }

  note(where: string, reading: Note): void {
    this.#project.transaction(() => this.#onNote({ where, note: reading }));
  }

  finish(): SnapshotInfo {
    this.#project.database.pragma('synchronous = FULL');
    return this.#project.transaction(() => {
      this.#texts.flush();
      const snapshotId = this.#nextId();
      const parts = this.#moveRows(snapshotId);
      const info: SnapshotInfo = {
        snapshotId,
        takenAt: this.#origin.startedAt,
        sourceKind: this.#origin.kind,
        sourceLabel: this.#origin.label,
        schemaVersion: Number(this.#tables.versions.get('VERSION') ?? 0) || 0,
        fingerprint: snapshotFingerprint(this.#project, snapshotId, parts),
        counts: countSnapshot(this.#project.database, snapshotId, parts),
      };
      this.#insertSnapshot(info);
      this.#staged.drop();
      return info;
    });
  }

  abandon(): void {
    this.#project.transaction(() => {
      this.#texts.flush();
      this.#staged.drop();
    });
    this.#project.database.pragma('synchronous = FULL');
  }

  readonly #onNote = (reading: ReadingNote): void => {
    this.#staged.note(reading);
  };

  #addObjects(rows: SourceRows): void {
    readRows(
      rows,
      (fields, where) => {
        const object = readObject(fields, where, this.#onNote);
        if (!this.#staged.object(object, this.#texts.store(object.text))) this.#onNote(duplicateRow(where, 'resource_id'));
      },
      this.#onNote,
    );
  }

  #addAttachments(rows: SourceRows): void {
    readRows(
      rows,
      (fields, where) => {
        if (!this.#staged.attachment(readAttachment(fields))) this.#onNote(duplicateRow(where, 'attachment_id'));
      },
      this.#onNote,
    );
  }

  #addLinks(rows: SourceRows): void {
    readRows(
      rows,
      (fields, where) => {
        if (!this.#staged.link(readAttachmentLink(fields))) this.#onNote(duplicateRow(where, 'managed_id'));
      },
      this.#onNote,
    );
  }

  #moveRows(snapshotId: number): SmallParts {
    const { database } = this.#project;
    const owners = buildOwnership(this.#tables, this.#onNote);
    const calendars = buildCalendars(this.#tables, owners);
    const parts: SmallParts = {
      homes: buildHomes(this.#tables, owners, this.#onNote),
      calendars,
      shares: buildShares(this.#tables, calendars, this.#onNote),
      delegates: buildDelegates(this.#tables, this.#onNote),
      groups: buildGroups(this.#tables),
    };
    const places = buildPlaces(this.#tables, owners, this.#staged.unbound(owners.keys()));
    insertAll(database, HOMES, snapshotId, parts.homes);
    insertAll(database, CALENDARS, snapshotId, parts.calendars);
    insertAll(database, SHARES, snapshotId, parts.shares);
    insertAll(database, DELEGATES, snapshotId, parts.delegates);
    insertAll(database, GROUPS, snapshotId, parts.groups);
    insertAll(database, PLACES, snapshotId, places);
    this.#staged.moveObjects(snapshotId, places);
    dropDuplicateObjects(database, snapshotId, this.#onNote);
    this.#noteOrphans(snapshotId, places);
    this.#staged.moveAttachments(snapshotId);
    this.#staged.moveNotes(snapshotId);
    return parts;
  }

  #noteOrphans(snapshotId: number, places: readonly ObjectPlace[]): void {
    const count = this.#project.database
      .prepare<[number, number, number], number>(
        'SELECT count(*) FROM source_object WHERE snapshot_id = ? AND rank = ? AND calendar_id = ?',
      )
      .pluck();
    for (const { calendarId, rank, outOfCalendar } of places) {
      if (outOfCalendar !== 'orphan-object' && outOfCalendar !== 'calendar-not-owned') continue;
      const objects = count.get(snapshotId, rank, calendarId) ?? 0;
      if (objects === 0) continue;
      this.#onNote({
        where: `calendar ${calendarId}`,
        note: note(SNAPSHOT_NOTES, 'objects-orphaned', 'calendar_bind', `${objects} objects`),
      });
    }
  }

  #nextId(): number {
    return this.#project.database.prepare<[], number>('SELECT ifnull(max(snapshot_id), 0) + 1 FROM snapshot').pluck().get() ?? 1;
  }

  #insertSnapshot(info: SnapshotInfo): void {
    this.#project.database
      .prepare('INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        info.snapshotId,
        info.sourceKind,
        info.sourceLabel,
        info.takenAt,
        info.schemaVersion,
        info.fingerprint,
        JSON.stringify(info.counts),
      );
  }
}
