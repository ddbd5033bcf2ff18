import type { NoteTable } from '../note.ts';

/** Notes about time zones. */
export const TIME_ZONE_NOTES = {} as const satisfies NoteTable;
