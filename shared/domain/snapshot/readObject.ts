import type { ComponentType, SourceAccess } from '../source.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import type { ReadingNote } from './readingNote.ts';
import { readTimestamp } from './readTimestamp.ts';
import type { RowFields } from './RowFields.ts';

const COMPONENT_TYPES: ReadonlySet<string> = new Set(['VEVENT', 'VTODO', 'VJOURNAL', 'VPOLL', 'VFREEBUSY'] satisfies ComponentType[]);
/** CALENDAR_ACCESS_TYPE (current.sql). */
const ACCESS: readonly SourceAccess[] = ['', 'PUBLIC', 'PRIVATE', 'CONFIDENTIAL', 'RESTRICTED'];

function isComponentType(value: string): value is ComponentType {
  return COMPONENT_TYPES.has(value);
}

/** One row of CALENDAR_OBJECT before its calendar is known. */
export interface ObjectRow {
  readonly objectId: number;
  readonly calendarId: number;
  readonly resourceName: string;
  readonly text: string;
  readonly uid: string;
  readonly componentType: ComponentType;
  readonly organizer: string;
  readonly access: SourceAccess;
  readonly createdMs: number | null;
  readonly modifiedMs: number | null;
  /** Moved to the trash: renamed, with the calendar it came from. */
  readonly isTrashed: boolean;
}

function timestamp(fields: RowFields, column: string, where: string, onNote: (note: ReadingNote) => void): number | null {
  const value = fields.optional(column);
  if (value === null) return null;
  const time = readTimestamp(value);
  if (time === null) onNote({ where, note: note(SNAPSHOT_NOTES, 'value-unreadable', column, value) });
  return time;
}

/** Reads a row of CALENDAR_OBJECT; throws `DamagedField` when it lacks what an object must have. */
export function readObject(fields: RowFields, where: string, onNote: (note: ReadingNote) => void): ObjectRow {
  const type = fields.required('icalendar_type').trim().toUpperCase();
  return {
    objectId: fields.id('resource_id'),
    calendarId: fields.id('calendar_resource_id'),
    resourceName: fields.required('resource_name'),
    text: fields.required('icalendar_text'),
    uid: fields.required('icalendar_uid'),
    componentType: isComponentType(type) ? type : 'OTHER',
    organizer: fields.text('organizer'),
    access: ACCESS[Number(fields.optional('access') ?? 0)] ?? '',
    createdMs: timestamp(fields, 'created', where, onNote),
    modifiedMs: timestamp(fields, 'modified', where, onNote),
    isTrashed: fields.optional('trashed') !== null || fields.optional('original_collection') !== null,
  };
}
