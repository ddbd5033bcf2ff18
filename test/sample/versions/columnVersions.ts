/** First and last schema version that has something. */
type Span = readonly [first: number, last: number];

/**
 * When tables came (txdav/common/datastore/sql_schema/old/postgres-dialect/v3.sql to v65.sql and current.sql); those not named were always
 * there.
 */
export const TABLE_VERSIONS: Readonly<Record<string, Span>> = {
  attachment_calendar_object: [13, 66],
  calendar_metadata: [8, 66],
  delegates: [35, 66],
  group_membership: [35, 66],
  groups: [35, 66],
  home_status: [32, 66],
  invite: [3, 13],
};

/** When columns came and went, of the tables of the sample. */
export const COLUMN_VERSIONS: Readonly<Record<string, Readonly<Record<string, Span>>>> = {
  attachment: { attachment_id: [13, 66] },
  calendar: { created: [3, 7], modified: [3, 7], supported_components: [7, 7] },
  calendar_bind: {
    seen_by_owner: [3, 13],
    seen_by_sharee: [3, 13],
    bind_revision: [19, 66],
    transp: [19, 66],
    alarm_vevent_timed: [19, 66],
    alarm_vevent_allday: [19, 66],
    alarm_vtodo_timed: [19, 66],
    alarm_vtodo_allday: [19, 66],
    timezone: [22, 66],
    external_id: [32, 52],
    bind_uid: [53, 66],
  },
  calendar_home: { dataversion: [7, 66], status: [32, 66] },
  calendar_home_metadata: {
    created: [7, 66],
    modified: [7, 66],
    default_events: [19, 66],
    default_tasks: [19, 66],
    alarm_vevent_timed: [19, 66],
    alarm_vevent_allday: [19, 66],
    alarm_vtodo_timed: [19, 66],
    alarm_vtodo_allday: [19, 66],
    availability: [22, 66],
    default_polls: [29, 66],
    trash: [54, 66],
  },
  calendar_metadata: { child_type: [54, 66], trashed: [54, 66], is_in_trash: [54, 66] },
  calendar_object: {
    organizer_object: [3, 16],
    recurrance_min: [10, 66],
    dataversion: [45, 66],
    trashed: [54, 66],
    original_collection: [54, 66],
  },
  calendar_object_revisions: { modified: [33, 66] },
};

/** Types of what version 60 does not have any more. */
export const GONE_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  calendar: {
    created: 'timestamp without time zone',
    modified: 'timestamp without time zone',
    supported_components: 'character varying(255)',
  },
  calendar_bind: { seen_by_owner: 'boolean NOT NULL', seen_by_sharee: 'boolean NOT NULL', external_id: 'integer' },
  calendar_object: { organizer_object: 'integer' },
  invite: {
    invite_uid: 'character varying(255) NOT NULL',
    name: 'character varying(255) NOT NULL',
    recipient_address: 'character varying(255) NOT NULL',
    home_resource_id: 'integer NOT NULL',
    resource_id: 'integer NOT NULL',
  },
};

/** CALENDAR-DATAVERSION of a database that was not just upgraded. */
export function calendarDataVersion(version: number): string | null {
  if (version < 7) return null;
  const ends = [9, 19, 22, 28] as const;
  return String(2 + ends.filter((end) => version >= end).length);
}

function has(span: Span | undefined, version: number): boolean {
  return span === undefined || (version >= span[0] && version <= span[1]);
}

/** Whether a table, or a column of it, is there in this version. */
export function isThere(version: number, table: string, column?: string): boolean {
  return has(column === undefined ? TABLE_VERSIONS[table] : COLUMN_VERSIONS[table]?.[column], version);
}
