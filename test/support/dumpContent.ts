import { readFileSync } from 'node:fs';

export type Value = string | null;

/** The rows of a table, columns in the table's own order. */
export interface TableContent {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** A database for tests: statements that make its tables, and what is in them as PostgreSQL's output functions write it. */
export interface DatabaseContent {
  readonly schema: string;
  readonly tables: Readonly<Record<string, TableContent>>;
}

function schemaOf(name: 'v12' | 'v60'): string {
  return readFileSync(new URL(`../fixtures/sql/${name}.sql`, import.meta.url), 'utf8');
}

/** Columns of a table as its CREATE TABLE in the fixture lists them. */
function columnsOf(schema: string, table: string): readonly string[] {
  const body = new RegExp(`CREATE TABLE public\\.${table} \\(\\n([^]*?)\\n\\);`).exec(schema)?.[1];
  if (body === undefined) throw new Error(`the fixture has no table ${table}`);
  return body
    .split('\n')
    .map((line) => line.trim().split(' ')[0] ?? '')
    .filter((column) => column !== 'CONSTRAINT');
}

/** Rows written as objects; columns they do not name are null. */
function content(schema: string, tables: Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>): DatabaseContent {
  const entries = Object.entries(tables).map(([table, rows]) => {
    const columns = columnsOf(schema, table);
    return [table, { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) }] as const;
  });
  return { schema, tables: Object.fromEntries(entries) };
}

const JIMI = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';
const JANIS = '8D1E0717-6087-55B2-9920-0AEDD8590FD3';
const MD5 = '0123456789abcdef0123456789abcdef';

function event(uid: string, summary: string): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20261120T090000Z', summary, 'END:VEVENT'];
  return [...lines, 'END:VCALENDAR', ''].join('\r\n');
}

/** Texts that a reader of dumps can trip over, by what is odd about them. */
export const ODD_TEXTS: Readonly<Record<string, string>> = {
  plain: event('plain', 'SUMMARY:Lunch'),
  backslashes: event('backslashes', 'DESCRIPTION:a\\, b\\; c\\nd \\\\N \\\\. \\x41 C:\\\\temp\\r'),
  quotes: event('quotes', `SUMMARY:It's "odd"; -- isn't it? /* '' */ $$ $1 E'x`),
  controls: event('controls', 'SUMMARY:tab\there\vand\bback\fform'),
  unicode: event('unicode', 'SUMMARY:Übergröße – café 会議 🎸 \uFFFD'),
  copyEnd: event('copyEnd', 'DESCRIPTION:x\n\\.\nCOPY public.calendar_object FROM stdin;\n-- PostgreSQL database dump complete'),
  lineFeeds: event('lineFeeds', 'SUMMARY:only line feeds').replaceAll('\r\n', '\n'),
  folded: event('folded', `DESCRIPTION:${'0123456789'.repeat(600).replace(/(.{74})/g, '$1\r\n ')}`),
  empty: '',
};

function objectRow(id: number, name: string, text: string): Readonly<Record<string, Value>> {
  return {
    resource_id: String(id),
    calendar_resource_id: '12',
    resource_name: `${name}.ics`,
    icalendar_text: text,
    icalendar_uid: name,
    icalendar_type: 'VEVENT',
    attachments_mode: '0',
    dropbox_id: id % 2 === 0 ? '' : null,
    organizer: id % 2 === 0 ? `urn:x-uid:${JIMI}` : '',
    access: '0',
    schedule_object: id % 3 === 0 ? null : id % 2 === 0 ? 't' : 'f',
    private_comments: 'f',
    md5: MD5,
    created: '2026-11-20 07:04:31.503363',
    modified: '2026-11-20 07:04:31.5',
    dataversion: '1',
  };
}

const ODD_OBJECTS = Object.entries(ODD_TEXTS).map(([name, text], index) => objectRow(100 + index, name, text));

const HOMES = [
  { resource_id: '10', owner_uid: JIMI, status: '0', dataversion: '6' },
  { resource_id: '20', owner_uid: JANIS, status: '2', dataversion: '6' },
];

const BINDS = [
  { home: '10', calendar: '12', name: 'calendar', mode: '0' },
  { home: '20', calendar: '12', name: 'B1DA-SHARE', mode: '1' },
].map(({ home, calendar, name, mode }) => ({
  calendar_home_resource_id: home,
  calendar_resource_id: calendar,
  calendar_resource_name: name,
  bind_mode: mode,
  bind_status: '1',
  bind_revision: '7',
  seen_by_owner: 't',
  seen_by_sharee: 'f',
  message: '',
  transp: '0',
}));

const PROPERTIES = [
  {
    resource_id: '12',
    name: '{DAV:}displayname',
    value: "<?xml version='1.0' encoding='UTF-8'?>\r\n<displayname xmlns='DAV:'>Work &amp; Béton</displayname>",
    viewer_uid: JIMI,
  },
];

/** A small database of the days of El Capitan, version 60 unless another is wanted; with further objects where many are needed. */
export function contentOfV60(
  options: { readonly version?: string | null; readonly objects?: number; readonly summary?: string } = {},
): DatabaseContent {
  const version = options.version === undefined ? '60' : options.version;
  const more = Array.from({ length: options.objects ?? 0 }, (_, index) =>
    objectRow(1_000 + index, `more-${index}`, event(`more-${index}`, `SUMMARY:${options.summary ?? 'x'}`)),
  );
  return content(schemaOf('v60'), {
    calendar: [{ resource_id: '12' }],
    calendar_bind: BINDS,
    calendar_home: HOMES,
    calendar_home_metadata: [{ resource_id: '10', quota_used_bytes: '0', default_events: '12', alarm_vevent_timed: 'empty' }],
    calendar_metadata: [{ resource_id: '12', supported_components: 'VEVENT', child_type: '0', is_in_trash: 'f' }],
    calendar_object: [...ODD_OBJECTS, ...more],
    calendarserver: [...(version === null ? [] : [{ name: 'VERSION', value: version }]), { name: 'CALENDAR-DATAVERSION', value: '6' }],
    delegates: [{ delegator: JIMI, delegate: JANIS, read_write: '1' }],
    empty_work: [],
    group_membership: [{ group_id: '30', member_uid: JANIS }],
    groups: [{ group_id: '30', name: 'Everyone', group_uid: '36281C30', membership_hash: 'x', extant: '1' }],
    job: [{ job_id: '1', work_type: "O'Brien;", note: ODD_TEXTS['copyEnd'] ?? null }],
    resource_property: PROPERTIES,
  });
}

/** A small database of the days of Mountain Lion. */
export function contentOfV12(): DatabaseContent {
  return content(schemaOf('v12'), {
    calendar: [{ resource_id: '12' }],
    calendar_bind: BINDS,
    calendar_home: HOMES,
    calendar_metadata: [{ resource_id: '12', supported_components: null }],
    calendar_object: ODD_OBJECTS,
    calendarserver: [{ name: 'VERSION', value: '12' }],
    resource_property: PROPERTIES,
    time_range: [{ instance_id: '1', calendar_resource_id: '12', start_date: '2026-11-20 09:00:00' }],
  });
}

/** The same database without a table. */
export function withoutTable({ schema, tables }: DatabaseContent, table: string): DatabaseContent {
  const statement = new RegExp(`CREATE TABLE public\\.${table} \\([^]*?\\n\\);\\n`);
  return { schema: schema.replace(statement, ''), tables: Object.fromEntries(Object.entries(tables).filter(([name]) => name !== table)) };
}

/** The same database without a column. */
export function withoutColumn({ schema, tables }: DatabaseContent, table: string, column: string): DatabaseContent {
  const statement = new RegExp(`(CREATE TABLE public\\.${table} \\([^]*?\\n) {4}${column} [^\\n]*\\n`);
  const { columns, rows } = tables[table] ?? { columns: [], rows: [] };
  const keep = <T>(list: readonly T[]): readonly T[] => list.filter((_, index) => columns[index] !== column);
  return { schema: schema.replace(statement, '$1'), tables: { ...tables, [table]: { columns: keep(columns), rows: rows.map(keep) } } };
}
