import type { Database, Statement } from 'better-sqlite3';
import type { SourceObject } from '../../../shared/domain/source.ts';
import type { ObjectPlace } from '../../../shared/domain/snapshot/buildPlaces.ts';
import type { ProjectFile } from './projectFile.ts';

const PAGE_ROWS = 500;

export interface ObjectRow {
  readonly number: number;
  readonly object_id: number;
  readonly calendar_id: number;
  readonly rank: number;
  readonly resource_name: string;
  readonly uid: string;
  readonly component_type: SourceObject['componentType'];
  /** In lower-case hexadecimal: SQLite says it so for less than a Buffer costs. */
  readonly md5: string;
  readonly size_bytes: number;
  readonly organizer: string;
  readonly access: SourceObject['access'];
  readonly created_ms: number | null;
  readonly modified_ms: number | null;
  readonly out_of_calendar: SourceObject['outOfCalendar'];
}

const COLUMNS =
  'number, object_id, calendar_id, rank, resource_name, uid, component_type, lower(hex(md5)) AS md5, size_bytes, organizer, access, created_ms, modified_ms, out_of_calendar';

/**
 * Pages by key rather than one open cursor: a connection cannot write while a cursor is open, and whoever reads objects writes about them.
 */
function* pages<Key extends unknown[]>(
  project: ProjectFile,
  select: Statement<Key, ObjectRow>,
  first: Key,
  keyOf: (row: ObjectRow) => Key,
): Iterable<ObjectRow> {
  let after = first;
  for (;;) {
    const from = after;
    const rows = project.read(() => select.all(...from));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    after = keyOf(last);
  }
}

/** In the order of planning: UID, then owner, calendar and resource name. The objects of one snapshot are numbered in one go. */
export function rowsByUid(project: ProjectFile, snapshotId: number): Iterable<ObjectRow> {
  const { first, last } = project.read(() => numbersOf(project.database, snapshotId));
  const select = project.database.prepare<[number, number], ObjectRow>(
    `SELECT ${COLUMNS} FROM source_object WHERE number > ? AND number <= ? ORDER BY number LIMIT ${PAGE_ROWS}`,
  );
  return pages(project, select, [first - 1, last], (row) => [row.number, last]);
}

/** In the order of owner, calendar and resource name. */
export function rowsByPlace(project: ProjectFile, snapshotId: number): Iterable<ObjectRow> {
  const select = project.database.prepare<[number, number, string, number], ObjectRow>(
    `SELECT ${COLUMNS} FROM source_object WHERE snapshot_id = ? AND (rank, resource_name, number) > (?, ?, ?)
     ORDER BY rank, resource_name, number LIMIT ${PAGE_ROWS}`,
  );
  return pages(project, select, [snapshotId, 0, '', 0], (row) => [snapshotId, row.rank, row.resource_name, row.number]);
}

/** The copies of one UID; prepared once, because a run asks for thousands. */
export function selectOfUid(database: Database): Statement<[number, string], ObjectRow> {
  return database.prepare(`SELECT ${COLUMNS} FROM source_object WHERE snapshot_id = ? AND uid = ? ORDER BY number`);
}

/** The copies of many UIDs, which come as a JSON list: a fifth of what asking one by one costs. */
export function selectOfUids(database: Database): Statement<[number, string], ObjectRow> {
  return database.prepare(
    `SELECT ${COLUMNS} FROM source_object WHERE snapshot_id = ? AND uid IN (SELECT value FROM json_each(?)) ORDER BY number`,
  );
}

export function rowOfId(database: Database, snapshotId: number, objectId: number): ObjectRow | undefined {
  const select = `SELECT ${COLUMNS} FROM source_object WHERE snapshot_id = ? AND object_id = ?`;
  return database.prepare<[number, number], ObjectRow>(select).get(snapshotId, objectId);
}

function numbersOf(database: Database, snapshotId: number): { readonly first: number; readonly last: number } {
  const bound = (aggregate: 'min' | 'max'): number => {
    const select = `SELECT ${aggregate}(number) FROM source_object WHERE snapshot_id = ?`;
    return database.prepare<[number], number | null>(select).pluck().get(snapshotId) ?? 0;
  };
  return { first: bound('min'), last: bound('max') };
}

function isoTime(milliseconds: number | null): string {
  return milliseconds === null ? '' : new Date(milliseconds).toISOString();
}

/** The object a row stands for. */
export function toSourceObject(row: ObjectRow, place: ObjectPlace | undefined): SourceObject {
  return {
    objectId: String(row.object_id),
    ownerUid: place?.ownerUid ?? '',
    homeId: place?.homeId ?? '',
    calendarId: String(row.calendar_id),
    calendar: place?.resourceName ?? '',
    resourceName: row.resource_name,
    uid: row.uid,
    componentType: row.component_type,
    md5: row.md5,
    sizeBytes: row.size_bytes,
    organizer: row.organizer,
    access: row.access,
    created: isoTime(row.created_ms),
    modified: isoTime(row.modified_ms),
    outOfCalendar: row.out_of_calendar,
  };
}
