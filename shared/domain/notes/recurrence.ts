import type { NoteTable } from '../note.ts';

/** Notes about recurrence rules and exceptions. */
export const RECURRENCE_NOTES = {} as const satisfies NoteTable;
