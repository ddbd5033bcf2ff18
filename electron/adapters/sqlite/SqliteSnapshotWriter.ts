import type { SourceRows } from '../../ports/CalendarServerSource.ts';
import type { SnapshotInfo, SnapshotWriter } from '../../ports/SnapshotStore.ts';
import type { Note } from '../../../shared/domain/note.ts';
import { readAttachment, readAttachmentLink } from '../../../shared/domain/snapshot/readAttachment.ts';
import { readObject } from '../../../shared/domain/snapshot/readObject.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import { duplicateRow, readRows } from '../../../shared/domain/snapshot/readRows.ts';
import { SmallTables } from '../../../shared/domain/snapshot/SmallTables.ts';
import type { ProjectFile } from './projectFile.ts';
import { countSnapshot } from './snapshotCounts.ts';
import { snapshotFingerprint } from './snapshotFingerprint.ts';
import { StagedRows } from './StagedRows.ts';
import { storeParts } from './storeParts.ts';
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
  #isWhole = true;

  constructor(project: ProjectFile, origin: SnapshotOrigin) {
    this.#project = project;
    this.#origin = origin;
    relax(project);
    const begun = project.transaction(() => ({ texts: new TextWriter(project.database), staged: new StagedRows(project.database) }));
    this.#texts = begun.texts;
    this.#staged = begun.staged;
  }

  add(rows: SourceRows): void {
    this.#inOneGo(() => {
      if (rows.table === 'calendar_object') this.#addObjects(rows);
      else if (rows.table === 'attachment') this.#addAttachments(rows);
      else if (rows.table === 'attachment_calendar_object') this.#addLinks(rows);
      else this.#tables.add(rows, this.#onNote);
    });
  }

  note(where: string, reading: Note): void {
    this.#inOneGo(() => this.#onNote({ where, note: reading }));
  }

  finish(): SnapshotInfo {
    restoreCare(this.#project);
    return this.#inOneGo(() => {
      this.#texts.finish();
      const snapshotId = this.#nextId();
      const parts = storeParts(this.#project.database, snapshotId, this.#tables, this.#staged, this.#onNote);
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
    restoreCare(this.#project);
    this.#project.transaction(() => {
      if (this.#isWhole) this.#texts.finish();
      else this.#texts.drop();
      this.#staged.drop();
    });
  }

  /** What memory knows of texts is right only as long as every transaction was kept; the next attempt finds them without it. */
  #inOneGo<T>(work: () => T): T {
    this.#isWhole = false;
    const result = this.#project.transaction(work);
    this.#isWhole = true;
    return result;
  }

  readonly #onNote = (reading: ReadingNote): void => {
    this.#staged.note(reading);
  };

  #addObjects(rows: SourceRows): void {
    readRows(
      rows,
      (fields, where) => {
        const object = readObject(fields, where, this.#onNote);
        if (!this.#staged.object(object, this.#texts.store(object.text, object.uid))) this.#onNote(duplicateRow(where, 'resource_id'));
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

/** Nothing counts before `finish`, whose own commit reaches the disk: syncing and checkpointing each batch would only cost time. */
function relax({ database }: ProjectFile): void {
  database.pragma('synchronous = NORMAL');
  database.pragma('wal_autocheckpoint = 8192');
  database.pragma('cache_size = -8000');
  database.pragma('temp.journal_mode = MEMORY');
}

function restoreCare({ database }: ProjectFile): void {
  database.pragma('synchronous = FULL');
  database.pragma('wal_autocheckpoint = 1000');
  database.pragma('cache_size = -4000');
}
