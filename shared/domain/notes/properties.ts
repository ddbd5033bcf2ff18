import type { NoteTable } from '../note.ts';

/** Notes about the properties of an event. */
export const PROPERTY_NOTES = {} as const satisfies NoteTable;
