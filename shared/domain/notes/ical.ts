import type { NoteTable } from '../note.ts';

/** Notes about reading and repairing iCalendar text. */
export const ICAL_NOTES = {} as const satisfies NoteTable;
