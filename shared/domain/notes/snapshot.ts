import type { NoteTable } from '../note.ts';

/** Notes about reading the source database. */
export const SNAPSHOT_NOTES = {
  'row-unreadable': {
    severity: 'dropped',
    sentence: 'A row of the source could not be read and was left out.',
  },
  'row-incomplete': {
    severity: 'dropped',
    sentence: 'A row of the source lacks a value it must have, or holds an impossible one, and was left out.',
  },
  'row-duplicate': {
    severity: 'dropped',
    sentence: 'The source holds the same thing twice; one of the two rows was left out.',
  },
  'value-unreadable': {
    severity: 'adjusted',
    sentence: 'A value of the source makes no sense and was taken as absent.',
  },
  'objects-orphaned': {
    severity: 'dropped',
    sentence: 'These objects lie in a calendar that belongs to nobody; they are listed, not migrated.',
  },
  'calendar-owned-twice': {
    severity: 'adjusted',
    sentence: 'Two homes claim this calendar as their own; it was given to one of them.',
  },
  'home-duplicate': {
    severity: 'adjusted',
    sentence: 'Two active homes belong to one person; their calendars are taken together.',
  },
  'share-dangling': {
    severity: 'dropped',
    sentence: 'A share names a home or a calendar that does not exist; it is not on the hand-off list.',
  },
  'delegate-group-unknown': {
    severity: 'dropped',
    sentence: 'A group was made a delegate, but the source does not know the group; it is not on the hand-off list.',
  },
} as const satisfies NoteTable;
