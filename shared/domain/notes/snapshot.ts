import type { NoteTable } from '../note.ts';

/** Notes about reading the source database. */
export const SNAPSHOT_NOTES = {} as const satisfies NoteTable;
