import type { SourceRows } from './CalendarServerSource.ts';
import type { Note } from '../../shared/domain/note.ts';
import type { ReadingNote } from '../../shared/domain/snapshot/readingNote.ts';
import type {
  SourceAttachment,
  SourceCalendar,
  SourceDelegate,
  SourceGroup,
  SourceHome,
  SourceObject,
  SourceShare,
} from '../../shared/domain/source.ts';

export interface SnapshotInfo {
  readonly snapshotId: number;
  readonly takenAt: string;
  readonly sourceKind: 'postgres' | 'dump';
  readonly sourceLabel: string;
  readonly schemaVersion: number;
  /** sha256 over everything read, in an order of its own: equal for a database and its dump. */
  readonly fingerprint: string;
  readonly counts: Readonly<Record<string, number>>;
}

export type { ReadingNote };

/** Read side: one complete snapshot of the project. Iterables are lazy; memory stays flat for a million objects. */
export interface SnapshotReader {
  info(): SnapshotInfo;
  homes(): readonly SourceHome[];
  calendars(): readonly SourceCalendar[];
  shares(): readonly SourceShare[];
  delegates(): readonly SourceDelegate[];
  groups(): readonly SourceGroup[];
  attachments(): Iterable<SourceAttachment>;
  readingNotes(): Iterable<ReadingNote>;
  /** All objects of one UID together, UIDs in byte order, copies by (ownerUid, calendar, resourceName). Includes those out of calendar. */
  objectsByUid(): Iterable<readonly SourceObject[]>;
  /** All objects in a stable order of (ownerUid, calendar, resourceName). */
  objects(): Iterable<SourceObject>;
  /** Copies of one UID, as `objectsByUid` would yield them; empty when there is none. */
  copiesOf(uid: string): readonly SourceObject[];
  /**
   * `copiesOf` for several UIDs in one go, and their texts, which `text` then has at hand until the next time. One that cannot be found in
   * bulk is absent: `copiesOf` knows.
   */
  readAhead(uids: readonly string[]): ReadonlyMap<string, readonly SourceObject[]>;
  object(objectId: string): SourceObject | null;
  /** The stored text. Throws `Failure('PROJECT_CORRUPT')` when it is missing or does not match its MD5. */
  text(md5: string): string;
}

/**
 * Write side of one snapshot being taken. Rows come in any table order; `finish` works out homes, calendars and objects.
 * Until then the previous snapshot stays the newest. Killed at any moment, the next `begin` starts over but keeps texts already stored.
 */
export interface SnapshotWriter {
  add(rows: SourceRows): void;
  note(where: string, note: Note): void;
  finish(): SnapshotInfo;
  /** Leaves what was stored for the next attempt. */
  abandon(): void;
}

export interface SnapshotStore {
  /** Null when the project has none. */
  newest(): SnapshotReader | null;
  /** An older one, which a plan was sealed on; snapshots are kept and never change. */
  snapshot(snapshotId: number): SnapshotReader | null;
  begin(source: { readonly kind: 'postgres' | 'dump'; readonly label: string; readonly startedAt: string }): SnapshotWriter;
}
