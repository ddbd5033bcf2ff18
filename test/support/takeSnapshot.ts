import type { ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import type { SnapshotReader } from '../../electron/ports/SnapshotStore.ts';
import type { SourceTable } from '../../shared/domain/sourceTables.ts';

type Row = Readonly<Record<string, string | null>>;

/** One event of a home: whose, and its lines between UID and END. */
export interface TestEvent {
  readonly home: string;
  readonly uid: string;
  readonly lines?: readonly string[];
  /** Resource name of its calendar, `calendar` unless said otherwise. */
  readonly calendar?: string;
}

interface TestSource {
  /** Owner UIDs, with a status where it is not normal (0). */
  readonly homes: readonly (readonly [uid: string, status?: number])[];
  readonly events: readonly TestEvent[];
  readonly groups?: readonly { readonly uid: string; readonly name: string; readonly members: readonly string[] }[];
}

function textOf({ uid, lines = [] }: TestEvent): string {
  const body = ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20261120T090000Z', 'DTEND:20261120T100000Z', ...lines, 'END:VEVENT'];
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...body, 'END:VCALENDAR', ''].join('\r\n');
}

/** Takes a snapshot of a small Calendar Server (schema 60): every home has a default calendar, an inbox and a calendar `work`. */
export function takeSnapshot(project: ProjectFile, source: TestSource): SnapshotReader {
  const store = new SqliteSnapshotStore(project);
  const writer = store.begin({ kind: 'dump', label: 'test', startedAt: '2026-11-20T00:00:00.000Z' });
  const add = (table: SourceTable, rows: readonly Row[]): void => {
    const columns = Object.keys(rows[0] ?? {});
    if (rows.length > 0) writer.add({ table, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) });
  };
  const homeId = (uid: string): string => String(1 + source.homes.findIndex(([owner]) => owner === uid));
  const calendarId = (uid: string, calendar: string): string =>
    `${homeId(uid)}${{ calendar: '01', inbox: '02', work: '03' }[calendar] ?? '09'}`;
  const calendars = source.homes.flatMap(([uid]) => ['calendar', 'inbox', 'work'].map((name) => ({ uid, name })));

  add('calendarserver', [{ name: 'VERSION', value: '60' }]);
  add(
    'calendar_home',
    source.homes.map(([uid, status = 0], index) => ({
      resource_id: String(index + 1),
      owner_uid: uid,
      status: String(status),
      dataversion: '6',
    })),
  );
  add(
    'calendar_home_metadata',
    source.homes.map(([uid]) => ({ resource_id: homeId(uid), default_events: calendarId(uid, 'calendar') })),
  );
  add(
    'calendar',
    calendars.map(({ uid, name }) => ({ resource_id: calendarId(uid, name) })),
  );
  add(
    'calendar_metadata',
    calendars.map(({ uid, name }) => ({ resource_id: calendarId(uid, name), supported_components: null })),
  );
  add(
    'calendar_bind',
    calendars.map(({ uid, name }) => ({
      calendar_home_resource_id: homeId(uid),
      calendar_resource_id: calendarId(uid, name),
      calendar_resource_name: name,
      bind_mode: '0',
      bind_status: '1',
      transp: '0',
    })),
  );
  add(
    'calendar_object',
    source.events.map((event, index) => ({
      resource_id: String(1000 + index),
      calendar_resource_id: calendarId(event.home, event.calendar ?? 'calendar'),
      resource_name: `${String(index)}.ics`,
      icalendar_text: textOf(event),
      icalendar_uid: event.uid,
      icalendar_type: 'VEVENT',
      organizer: '',
    })),
  );
  const groups = source.groups ?? [];
  add(
    'groups',
    groups.map(({ uid, name }, index) => ({ group_id: String(index), group_uid: uid, name })),
  );
  add(
    'group_membership',
    groups.flatMap(({ members }, index) => members.map((member) => ({ group_id: String(index), member_uid: member }))),
  );
  writer.finish();
  const snapshot = store.newest();
  if (snapshot === null) throw new Error('there is no snapshot');
  return snapshot;
}
