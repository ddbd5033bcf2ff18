import type { Database } from 'better-sqlite3';
import type { SourceCalendar, SourceDelegate, SourceGroup, SourceHome, SourceShare } from '../../../shared/domain/source.ts';
import type { ObjectPlace } from '../../../shared/domain/snapshot/buildPlaces.ts';

type Value = string | number | null;

/** How values of one kind lie in a table: one row each, numbered in their order. */
export interface SnapshotTable<T, Row> {
  readonly name: string;
  readonly columns: readonly (keyof Row & string)[];
  toRow(value: T): readonly Value[];
  fromRow(row: Row): T;
}

export function insertAll<T, Row>(database: Database, table: SnapshotTable<T, Row>, snapshotId: number, values: readonly T[]): void {
  const columns = ['snapshot_id', 'number', ...table.columns];
  const marks = columns.map(() => '?').join(', ');
  const insert = database.prepare<Value[]>(`INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${marks})`);
  for (const [number, value] of values.entries()) insert.run(snapshotId, number, ...table.toRow(value));
}

export function selectAll<T, Row>(database: Database, table: SnapshotTable<T, Row>, snapshotId: number): readonly T[] {
  const select = `SELECT ${table.columns.join(', ')} FROM ${table.name} WHERE snapshot_id = ? ORDER BY number`;
  return database
    .prepare<[number], Row>(select)
    .all(snapshotId)
    .map((row) => table.fromRow(row));
}

interface HomeRow {
  readonly home_id: string;
  readonly owner_uid: string;
  readonly status: number;
  readonly has_availability: number;
}

export const HOMES: SnapshotTable<SourceHome, HomeRow> = {
  name: 'source_home',
  columns: ['home_id', 'owner_uid', 'status', 'has_availability'],
  toRow: (home) => [home.homeId, home.ownerUid, home.status, Number(home.hasAvailability)],
  fromRow: (row) => ({ homeId: row.home_id, ownerUid: row.owner_uid, status: row.status, hasAvailability: row.has_availability === 1 }),
};

interface CalendarRow {
  readonly calendar_id: string;
  readonly home_id: string;
  readonly owner_uid: string;
  readonly resource_name: string;
  readonly name: string;
  readonly color: string | null;
  readonly position: number | null;
  readonly is_default: number;
  readonly is_inbox: number;
  readonly is_trash: number;
  readonly is_transparent: number;
  readonly time_zone: string | null;
  readonly supported_components: string;
}

export const CALENDARS: SnapshotTable<SourceCalendar, CalendarRow> = {
  name: 'source_calendar',
  columns: [
    'calendar_id',
    'home_id',
    'owner_uid',
    'resource_name',
    'name',
    'color',
    'position',
    'is_default',
    'is_inbox',
    'is_trash',
    'is_transparent',
    'time_zone',
    'supported_components',
  ],
  toRow: (calendar) => [
    calendar.calendarId,
    calendar.homeId,
    calendar.ownerUid,
    calendar.resourceName,
    calendar.name,
    calendar.color,
    calendar.order,
    Number(calendar.isDefault),
    Number(calendar.isInbox),
    Number(calendar.isTrash),
    Number(calendar.isTransparent),
    calendar.timeZone,
    calendar.supportedComponents.join(','),
  ],
  fromRow: (row) => ({
    calendarId: row.calendar_id,
    homeId: row.home_id,
    ownerUid: row.owner_uid,
    resourceName: row.resource_name,
    name: row.name,
    color: row.color,
    order: row.position,
    isDefault: row.is_default === 1,
    isInbox: row.is_inbox === 1,
    isTrash: row.is_trash === 1,
    isTransparent: row.is_transparent === 1,
    timeZone: row.time_zone,
    supportedComponents: row.supported_components === '' ? [] : row.supported_components.split(','),
  }),
};

interface PlaceRow {
  readonly calendar_id: number;
  readonly rank: number;
  readonly home_id: string;
  readonly owner_uid: string;
  readonly resource_name: string;
  readonly out_of_calendar: ObjectPlace['outOfCalendar'];
}

export const PLACES: SnapshotTable<ObjectPlace, PlaceRow> = {
  name: 'source_place',
  columns: ['calendar_id', 'rank', 'home_id', 'owner_uid', 'resource_name', 'out_of_calendar'],
  toRow: (place) => [place.calendarId, place.rank, place.homeId, place.ownerUid, place.resourceName, place.outOfCalendar],
  fromRow: (row) => ({
    calendarId: row.calendar_id,
    rank: row.rank,
    homeId: row.home_id,
    ownerUid: row.owner_uid,
    resourceName: row.resource_name,
    outOfCalendar: row.out_of_calendar,
  }),
};

interface ShareRow {
  readonly calendar_id: string;
  readonly owner_uid: string;
  readonly sharee_uid: string;
  readonly name: string;
  readonly mode: SourceShare['mode'];
  readonly status: SourceShare['status'];
}

export const SHARES: SnapshotTable<SourceShare, ShareRow> = {
  name: 'source_share',
  columns: ['calendar_id', 'owner_uid', 'sharee_uid', 'name', 'mode', 'status'],
  toRow: (share) => [share.calendarId, share.ownerUid, share.shareeUid, share.name, share.mode, share.status],
  fromRow: (row) => ({
    calendarId: row.calendar_id,
    ownerUid: row.owner_uid,
    shareeUid: row.sharee_uid,
    name: row.name,
    mode: row.mode,
    status: row.status,
  }),
};

interface DelegateRow {
  readonly delegator_uid: string;
  readonly delegate_uid: string;
  readonly read_write: number;
  readonly is_group: number;
}

export const DELEGATES: SnapshotTable<SourceDelegate, DelegateRow> = {
  name: 'source_delegate',
  columns: ['delegator_uid', 'delegate_uid', 'read_write', 'is_group'],
  toRow: (delegate) => [delegate.delegatorUid, delegate.delegateUid, Number(delegate.readWrite), Number(delegate.isGroup)],
  fromRow: (row) => ({
    delegatorUid: row.delegator_uid,
    delegateUid: row.delegate_uid,
    readWrite: row.read_write === 1,
    isGroup: row.is_group === 1,
  }),
};

interface GroupRow {
  readonly group_uid: string;
  readonly name: string;
  readonly member_uids: string;
}

/** UIDs hold no line break, so that one joins the members. */
export const GROUPS: SnapshotTable<SourceGroup, GroupRow> = {
  name: 'source_group',
  columns: ['group_uid', 'name', 'member_uids'],
  toRow: (group) => [group.groupUid, group.name, group.memberUids.join('\n')],
  fromRow: (row) => ({
    groupUid: row.group_uid,
    name: row.name,
    memberUids: row.member_uids === '' ? [] : row.member_uids.split('\n'),
  }),
};
