import { normalizePrincipalUid } from '../address.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import { CalendarProperties } from './CalendarProperties.ts';
import type { ReadingNote } from './readingNote.ts';
import { duplicateRow, readRows } from './readRows.ts';
import type { RowBatch } from './readRows.ts';
import { readTimeZoneId } from './readTimeZoneId.ts';
import type { RowFields } from './RowFields.ts';

export interface HomeRow {
  readonly homeId: number;
  readonly ownerUid: string;
  readonly status: number;
}

export interface HomeMetadataRow {
  readonly trashId: number | null;
  readonly defaultEventsId: number | null;
  readonly hasAvailability: boolean;
}

export interface CalendarMetadataRow {
  readonly supportedComponents: string | null;
  readonly childType: number;
  readonly isInTrash: boolean;
}

/** One line between a home and a calendar: its own (mode 0) or one shared with it. */
export interface BindRow {
  readonly homeId: number;
  readonly calendarId: number;
  readonly resourceName: string;
  readonly mode: number;
  readonly status: number;
  readonly isTransparent: boolean;
  readonly timeZone: string | null;
}

export interface DelegateRow {
  readonly delegatorUid: string;
  readonly readWrite: boolean;
  /** A principal, a group by its UID, or a group by its id in GROUPS. */
  readonly delegate: { readonly uid: string; readonly isGroup: boolean } | { readonly groupId: number };
}

/**
 * Every table but objects and attachments, kept as rows until all of them are there: they come in any order. Their size goes with the
 * number of calendars and people, not of events.
 */
export class SmallTables {
  readonly versions = new Map<string, string>();
  readonly homes = new Map<number, HomeRow>();
  readonly homeMetadata = new Map<number, HomeMetadataRow>();
  readonly calendarComponents = new Map<number, string>();
  readonly calendarMetadata = new Map<number, CalendarMetadataRow>();
  readonly binds = new Map<string, BindRow>();
  readonly properties = new CalendarProperties();
  readonly groups = new Map<number, { readonly groupUid: string; readonly name: string }>();
  readonly members = new Map<number, Set<string>>();
  readonly delegates: DelegateRow[] = [];

  /** True when the table is one of these. */
  add(batch: RowBatch, onNote: (note: ReadingNote) => void): boolean {
    const read = READERS[batch.table];
    if (read === undefined) return false;
    readRows(batch, (fields, where) => read(this, fields, where, onNote), onNote);
    return true;
  }
}

type RowReader = (tables: SmallTables, fields: RowFields, where: string, onNote: (note: ReadingNote) => void) => void;

const READERS: Readonly<Partial<Record<string, RowReader>>> = {
  calendarserver: (tables, fields) => tables.versions.set(fields.required('name'), fields.required('value')),
  calendar_home: (tables, fields, where, onNote) => {
    const homeId = fields.id('resource_id');
    const ownerUid = normalizePrincipalUid(fields.required('owner_uid'));
    setOnce(tables.homes, homeId, { homeId, ownerUid, status: fields.integer('status', 0) }, where, onNote);
  },
  calendar_home_metadata: (tables, fields, where, onNote) => {
    const row = {
      trashId: fields.optionalId('trash'),
      defaultEventsId: fields.optionalId('default_events'),
      hasAvailability: fields.text('availability').trim() !== '',
    };
    setOnce(tables.homeMetadata, fields.id('resource_id'), row, where, onNote);
  },
  calendar: (tables, fields) => {
    // Schema v7 alone has the components here; CALENDAR_METADATA took them over with v8.
    const components = fields.optional('supported_components');
    if (components !== null) tables.calendarComponents.set(fields.id('resource_id'), components);
  },
  calendar_metadata: (tables, fields, where, onNote) => {
    const row = {
      supportedComponents: fields.optional('supported_components'),
      childType: fields.integer('child_type', 0),
      isInTrash: fields.flag('is_in_trash'),
    };
    setOnce(tables.calendarMetadata, fields.id('resource_id'), row, where, onNote);
  },
  calendar_bind: (tables, fields, where, onNote) => {
    const row = readBind(fields);
    setOnce(tables.binds, `${row.homeId} ${row.calendarId}`, row, where, onNote);
  },
  resource_property: (tables, fields, where, onNote) => {
    const name = fields.required('name');
    const isReadable = tables.properties.add(fields.id('resource_id'), name, fields.text('viewer_uid'), fields.required('value'));
    if (!isReadable) onNote({ where, note: note(SNAPSHOT_NOTES, 'value-unreadable', name, fields.text('value')) });
  },
  groups: (tables, fields, where, onNote) => {
    const groupUid = normalizePrincipalUid(fields.required('group_uid'));
    setOnce(tables.groups, fields.id('group_id'), { groupUid, name: fields.text('name') }, where, onNote);
  },
  group_membership: (tables, fields) => {
    const groupId = fields.id('group_id');
    const members = tables.members.get(groupId) ?? new Set<string>();
    tables.members.set(groupId, members.add(normalizePrincipalUid(fields.required('member_uid'))));
  },
  delegates: (tables, fields) => addDelegate(tables, fields, { uid: normalizePrincipalUid(fields.required('delegate')), isGroup: false }),
  delegate_groups: (tables, fields) => addDelegate(tables, fields, { groupId: fields.id('group_id') }),
  external_delegate_groups: (tables, fields) => {
    const delegatorUid = normalizePrincipalUid(fields.required('delegator'));
    for (const [column, readWrite] of [
      ['group_uid_read', false],
      ['group_uid_write', true],
    ] as const) {
      const uid = fields.text(column);
      if (uid !== '') tables.delegates.push({ delegatorUid, readWrite, delegate: { uid: normalizePrincipalUid(uid), isGroup: true } });
    }
  },
};

function addDelegate(tables: SmallTables, fields: RowFields, delegate: DelegateRow['delegate']): void {
  tables.delegates.push({
    delegatorUid: normalizePrincipalUid(fields.required('delegator')),
    readWrite: fields.integer('read_write', 0) !== 0,
    delegate,
  });
}

function readBind(fields: RowFields): BindRow {
  const timeZone = fields.optional('timezone');
  return {
    homeId: fields.id('calendar_home_resource_id'),
    calendarId: fields.id('calendar_resource_id'),
    // Nullable up to schema v13, where an invitation not yet accepted has no name.
    resourceName: fields.text('calendar_resource_name'),
    mode: fields.integer('bind_mode', 0),
    status: fields.integer('bind_status', 1),
    isTransparent: fields.integer('transp', 0) === 1,
    timeZone: timeZone === null ? null : readTimeZoneId(timeZone),
  };
}

function setOnce<K, V>(rows: Map<K, V>, key: K, row: V, where: string, onNote: (note: ReadingNote) => void): void {
  if (rows.has(key)) onNote(duplicateRow(where, ''));
  else rows.set(key, row);
}
