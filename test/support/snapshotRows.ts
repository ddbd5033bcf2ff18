import type { SourceRows } from '../../electron/ports/CalendarServerSource.ts';
import type { SourceTable } from '../../shared/domain/sourceTables.ts';
import { SmallTables } from '../../shared/domain/snapshot/SmallTables.ts';
import type { ReadingNote } from '../../shared/domain/snapshot/readingNote.ts';

export type Row = Readonly<Record<string, string | null>>;
/** A server's tables, rows written as objects; a column nobody names does not exist. */
export type Tables = Readonly<Partial<Record<SourceTable, readonly Row[]>>>;

export const JIMI = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';
export const JANIS = '8D1E0717-6087-55B2-9920-0AEDD8590FD3';
export const ROOM = 'A224F29E-7E91-5B11-8772-AD0EE42422E1';

function batchOf(table: SourceTable, rows: readonly Row[]): SourceRows {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

function isTable(name: string, tables: Tables): name is SourceTable {
  return Object.hasOwn(tables, name);
}

/** The batches a provider would hand over. */
export function batchesOf(tables: Tables): readonly SourceRows[] {
  return Object.keys(tables).flatMap((name) => (isTable(name, tables) ? [batchOf(name, tables[name] ?? [])] : []));
}

/** The same rows, every table and every order turned round. */
export function reversed(batches: readonly SourceRows[]): readonly SourceRows[] {
  return batches.map((batch) => ({ ...batch, rows: batch.rows.toReversed() })).toReversed();
}

/** The small tables read, with what was noted on the way. */
export function smallTables(tables: Tables): { readonly tables: SmallTables; readonly notes: ReadingNote[] } {
  const read = new SmallTables();
  const notes: ReadingNote[] = [];
  for (const batch of batchesOf(tables)) read.add(batch, (note) => notes.push(note));
  return { tables: read, notes };
}

export function home(id: string, owner: string, more: Row = {}): Row {
  return { resource_id: id, owner_uid: owner, ...more };
}

export function bind(homeId: string, calendarId: string, name: string, more: Row = {}): Row {
  return {
    calendar_home_resource_id: homeId,
    calendar_resource_id: calendarId,
    calendar_resource_name: name,
    bind_mode: '0',
    bind_status: '1',
    ...more,
  };
}

export function property(id: string, name: string, xml: string, viewer: string): Row {
  return { resource_id: id, name, value: `<?xml version='1.0' encoding='UTF-8'?>\r\n${xml}`, viewer_uid: viewer };
}

export function eventText(uid: string, summary: string): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${summary}`, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

export function object(id: string, calendarId: string, uid: string, more: Row = {}): Row {
  return {
    resource_id: id,
    calendar_resource_id: calendarId,
    resource_name: `${uid}.ics`,
    icalendar_text: eventText(uid, `Event ${uid}`),
    icalendar_uid: uid,
    icalendar_type: 'VEVENT',
    organizer: '',
    access: '0',
    trashed: null,
    original_collection: null,
    created: '2026-01-02 03:04:05.678901',
    modified: '2026-02-03 04:05:06',
    ...more,
  };
}

/** Two people and a room on a server of version 60: one meeting, a shared calendar, an inbox, trash, and everything that is out of order. */
export const SMALL_SERVER: Tables = {
  calendarserver: [
    { name: 'VERSION', value: '60' },
    { name: 'CALENDAR-DATAVERSION', value: '6' },
  ],
  calendar_home: [
    home('10', JIMI, { status: '0' }),
    home('20', JANIS.toLowerCase(), { status: '0' }),
    home('30', ROOM, { status: '0' }),
    home('40', JANIS, { status: '2' }),
  ],
  calendar_home_metadata: [
    { resource_id: '10', trash: '13', default_events: '11', availability: null },
    { resource_id: '20', trash: null, default_events: null, availability: 'BEGIN:VCALENDAR' },
  ],
  calendar: ['11', '12', '13', '21', '31', '41', '51'].map((id) => ({ resource_id: id })),
  calendar_metadata: [
    { resource_id: '11', supported_components: 'VEVENT', child_type: '0', is_in_trash: 'f' },
    { resource_id: '13', supported_components: null, child_type: '2', is_in_trash: 'f' },
  ],
  calendar_bind: [
    bind('10', '11', 'calendar', { transp: '0', timezone: null }),
    bind('10', '12', 'inbox', { transp: '0' }),
    bind('10', '13', 'trash', { transp: '0' }),
    bind('20', '21', 'calendar', { transp: '1', timezone: 'BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nEND:VTIMEZONE' }),
    bind('20', '11', 'SHARED-1', { bind_mode: '2', transp: '1' }),
    bind('30', '31', 'calendar'),
    bind('40', '41', 'calendar'),
    bind('99', '51', 'lost'),
    bind('20', '61', 'of-nobody', { bind_mode: '1' }),
  ],
  calendar_object: [
    object('101', '11', 'meeting', { organizer: `urn:x-uid:${JIMI}`, access: '3' }),
    object('102', '21', 'meeting', { organizer: `urn:x-uid:${JIMI}` }),
    object('103', '31', 'meeting', { organizer: `urn:x-uid:${JIMI}`, icalendar_text: eventText('meeting', 'Room') }),
    object('104', '11', 'task', { icalendar_type: 'vtodo', created: null }),
    object('105', '12', 'invitation'),
    object('106', '13', 'thrown-away', { trashed: '2026-03-04 05:06:07', original_collection: '11' }),
    object('107', '41', 'purged'),
    object('108', '51', 'lost'),
    object('109', '61', 'of-nobody'),
    object('110', '71', 'unbound', { icalendar_type: 'X-OTHER' }),
    object('111', '11', 'a-first'),
    object('112', '11', '🎸'),
    object('113', '11', '\uFFFD'),
  ],
  resource_property: [
    property('11', '{DAV:}displayname', "<displayname xmlns='DAV:'>Work &amp; Béton</displayname>", JIMI),
    property('11', '{DAV:}displayname', "<displayname xmlns='DAV:'>Jimi’s work</displayname>", JANIS),
    property(
      '11',
      '{http://apple.com/ns/ical/}calendar-color',
      "<calendar-color xmlns='http://apple.com/ns/ical/'>#1badf8FF</calendar-color>",
      JIMI,
    ),
    property(
      '11',
      '{http://apple.com/ns/ical/}calendar-order',
      "<calendar-order xmlns='http://apple.com/ns/ical/'>3</calendar-order>",
      JIMI,
    ),
  ],
  attachment: [
    {
      attachment_id: '1',
      dropbox_id: '.',
      content_type: 'application/pdf',
      size: '460',
      md5: 'A7D84FF420645F9D4F8BC9981820259A',
      path: 'Agenda.pdf',
    },
    { attachment_id: '2', dropbox_id: 'DROP', content_type: 'text/plain', size: '5', md5: 'x', path: 'note.txt' },
  ],
  attachment_calendar_object: [{ attachment_id: '1', managed_id: 'M-1', calendar_object_resource_id: '101' }],
  groups: [{ group_id: '5', group_uid: '36281c30-42c6-56d5-88f8-0b9c027fd33a', name: 'All Staff' }],
  group_membership: [
    { group_id: '5', member_uid: JIMI },
    { group_id: '5', member_uid: JANIS },
  ],
  delegates: [{ delegator: ROOM, delegate: JANIS, read_write: '0' }],
  delegate_groups: [
    { delegator: ROOM, group_id: '5', read_write: '1', is_external: '1' },
    { delegator: ROOM, group_id: '6', read_write: '1', is_external: '0' },
  ],
  external_delegate_groups: [{ delegator: ROOM, group_uid_read: null, group_uid_write: '36281C30-42C6-56D5-88F8-0B9C027FD33A' }],
};
