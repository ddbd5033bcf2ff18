import type { NoteTable } from '../note.ts';

/** Notes about organizers, guests, rooms and their answers. */
export const PEOPLE_NOTES = {} as const satisfies NoteTable;
