import type { NoteTable } from '../note.ts';

/** Notes about travel time. */
export const TRAVEL_NOTES = {} as const satisfies NoteTable;
