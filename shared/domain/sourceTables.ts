/**
 * The tables of Calendar Server that a migration needs, with the columns read when they exist (schema v6 to v66;
 * txdav/common/datastore/sql_schema/current.sql). `required` columns make a database a Calendar Server database.
 */
export const SOURCE_TABLES = {
  calendarserver: { required: ['name', 'value'], optional: [] },
  calendar_home: { required: ['resource_id', 'owner_uid'], optional: ['status', 'dataversion'] },
  calendar_home_metadata: {
    required: ['resource_id'],
    optional: ['trash', 'default_events', 'default_tasks', 'alarm_vevent_timed', 'alarm_vevent_allday', 'availability'],
  },
  calendar: { required: ['resource_id'], optional: ['supported_components'] },
  calendar_metadata: { required: ['resource_id'], optional: ['supported_components', 'child_type', 'trashed', 'is_in_trash'] },
  calendar_bind: {
    required: ['calendar_home_resource_id', 'calendar_resource_id', 'calendar_resource_name', 'bind_mode', 'bind_status'],
    optional: ['transp', 'timezone', 'alarm_vevent_timed', 'alarm_vevent_allday', 'message'],
  },
  calendar_object: {
    required: ['resource_id', 'calendar_resource_id', 'resource_name', 'icalendar_text', 'icalendar_uid', 'icalendar_type'],
    optional: [
      'attachments_mode',
      'dropbox_id',
      'organizer',
      'access',
      'schedule_object',
      'schedule_tag',
      'private_comments',
      'md5',
      'trashed',
      'original_collection',
      'created',
      'modified',
      'dataversion',
    ],
  },
  resource_property: { required: ['resource_id', 'name', 'value'], optional: ['viewer_uid'] },
  attachment: {
    required: ['dropbox_id', 'content_type', 'size', 'md5', 'path'],
    optional: ['attachment_id', 'calendar_home_resource_id', 'created', 'modified'],
  },
  attachment_calendar_object: { required: ['attachment_id', 'managed_id', 'calendar_object_resource_id'], optional: [] },
  groups: { required: ['group_id', 'group_uid'], optional: ['name', 'extant'] },
  group_membership: { required: ['group_id', 'member_uid'], optional: [] },
  delegates: { required: ['delegator', 'delegate', 'read_write'], optional: [] },
  delegate_groups: { required: ['delegator', 'group_id', 'read_write'], optional: ['is_external'] },
  external_delegate_groups: { required: ['delegator'], optional: ['group_uid_read', 'group_uid_write'] },
} as const satisfies Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>;

export type SourceTable = keyof typeof SOURCE_TABLES;

/** Tables without which nothing can be read; the others came with later schema versions. */
export const ESSENTIAL_TABLES: readonly SourceTable[] = ['calendarserver', 'calendar_home', 'calendar', 'calendar_bind', 'calendar_object'];

export const OLDEST_SCHEMA_VERSION = 6;
export const NEWEST_SCHEMA_VERSION = 66;
