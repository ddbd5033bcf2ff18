const ID = 'integer NOT NULL';
const NUMBER = 'integer';
const NAME = 'character varying(255) NOT NULL';
const WORD = 'character varying(255)';
const TEXT = 'text';
const FLAG = 'boolean';
const MOMENT = 'timestamp without time zone';

/** Tables of schema version 60 (CalendarServer 8, OS X El Capitan) with their columns, in the order in which pg_dump writes them. */
export const SCHEMA_V60 = {
  attachment: {
    attachment_id: ID,
    calendar_home_resource_id: ID,
    dropbox_id: WORD,
    content_type: NAME,
    size: ID,
    md5: 'character(32) NOT NULL',
    created: MOMENT,
    modified: MOMENT,
    path: 'character varying(1024) NOT NULL',
  },
  attachment_calendar_object: { attachment_id: ID, managed_id: NAME, calendar_object_resource_id: ID },
  calendar: { resource_id: ID },
  calendar_bind: {
    calendar_home_resource_id: ID,
    calendar_resource_id: ID,
    calendar_resource_name: NAME,
    bind_mode: ID,
    bind_status: ID,
    bind_revision: 'integer DEFAULT 0 NOT NULL',
    bind_uid: 'character varying(36)',
    message: TEXT,
    transp: 'integer DEFAULT 0 NOT NULL',
    alarm_vevent_timed: TEXT,
    alarm_vevent_allday: TEXT,
    alarm_vtodo_timed: TEXT,
    alarm_vtodo_allday: TEXT,
    timezone: TEXT,
  },
  calendar_home: { resource_id: ID, owner_uid: NAME, status: 'integer DEFAULT 0 NOT NULL', dataversion: 'integer DEFAULT 0 NOT NULL' },
  calendar_home_metadata: {
    resource_id: ID,
    quota_used_bytes: 'integer DEFAULT 0 NOT NULL',
    trash: NUMBER,
    default_events: NUMBER,
    default_tasks: NUMBER,
    default_polls: NUMBER,
    alarm_vevent_timed: TEXT,
    alarm_vevent_allday: TEXT,
    alarm_vtodo_timed: TEXT,
    alarm_vtodo_allday: TEXT,
    availability: TEXT,
    created: MOMENT,
    modified: MOMENT,
  },
  calendar_metadata: {
    resource_id: ID,
    supported_components: WORD,
    child_type: 'integer DEFAULT 0 NOT NULL',
    trashed: MOMENT,
    is_in_trash: 'boolean DEFAULT false NOT NULL',
    created: MOMENT,
    modified: MOMENT,
  },
  calendar_object: {
    resource_id: ID,
    calendar_resource_id: ID,
    resource_name: NAME,
    icalendar_text: 'text NOT NULL',
    icalendar_uid: NAME,
    icalendar_type: NAME,
    attachments_mode: 'integer DEFAULT 0 NOT NULL',
    dropbox_id: WORD,
    organizer: WORD,
    recurrance_min: 'date',
    recurrance_max: 'date',
    access: 'integer DEFAULT 0 NOT NULL',
    schedule_object: FLAG,
    schedule_tag: 'character varying(36)',
    schedule_etags: TEXT,
    private_comments: 'boolean DEFAULT false NOT NULL',
    md5: 'character(32) NOT NULL',
    trashed: MOMENT,
    original_collection: NUMBER,
    created: MOMENT,
    modified: MOMENT,
    dataversion: 'integer DEFAULT 0 NOT NULL',
  },
  calendar_object_revisions: {
    calendar_home_resource_id: ID,
    calendar_resource_id: NUMBER,
    calendar_name: WORD,
    resource_name: WORD,
    revision: ID,
    deleted: 'boolean NOT NULL',
    modified: MOMENT,
  },
  calendarserver: { name: NAME, value: WORD },
  delegates: { delegator: NAME, delegate: NAME, read_write: ID },
  group_membership: { group_id: ID, member_uid: NAME },
  groups: {
    group_id: ID,
    name: NAME,
    group_uid: NAME,
    membership_hash: NAME,
    extant: 'integer DEFAULT 1',
    created: MOMENT,
    modified: MOMENT,
  },
  home_status: { id: ID, description: 'character varying(16) NOT NULL' },
  resource_property: { resource_id: ID, name: NAME, value: 'text NOT NULL', viewer_uid: NAME },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type TableV60 = keyof typeof SCHEMA_V60;

/** A row by column; columns not named are null, or false and zero where null is not allowed. */
export type RowV60 = Readonly<Record<string, string | number | boolean | null>>;

export const TABLES_V60: readonly TableV60[] = Object.keys(SCHEMA_V60) as TableV60[];

/** The statements that make the tables. */
export function createTables(): string {
  return TABLES_V60.map((table) => {
    const columns = Object.entries(SCHEMA_V60[table]).map(([column, type]) => `    ${column} ${type}`);
    return `CREATE TABLE public.${table} (\n${columns.join(',\n')}\n);\n`;
  }).join('\n\n');
}

/** `COPY public.calendar (resource_id) FROM stdin;` */
export function copyHead(table: TableV60): string {
  return `COPY public.${table} (${Object.keys(SCHEMA_V60[table]).join(', ')}) FROM stdin;`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A row as a line of COPY's text format. */
export function copyLine(table: TableV60, row: RowV60): string {
  const schema: Readonly<Record<string, string>> = SCHEMA_V60[table];
  const values = Object.keys(schema).map((column) => {
    const value = row[column] ?? (schema[column]?.endsWith('DEFAULT 0 NOT NULL') === true ? 0 : null);
    if (value === null) return schema[column]?.includes('DEFAULT false') === true ? 'f' : '\\N';
    if (typeof value === 'boolean') return value ? 't' : 'f';
    return typeof value === 'number' ? String(value) : value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character);
  });
  return `${values.join('\t')}\n`;
}

/** What a dump begins with. */
export const DUMP_HEAD = `--
-- PostgreSQL database dump
--

-- Dumped from database version 9.4.5
-- Dumped by pg_dump version 9.4.5

SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET client_min_messages = warning;

`;

/** What a whole dump ends with. */
export const DUMP_TAIL = `--
-- PostgreSQL database dump complete
--

`;
