import type { NoteTable } from '../note.ts';

/** Notes about scope, modes and where things land. */
export const PLAN_NOTES = {
  'not-in-free-busy': {
    severity: 'adjusted',
    sentence: 'The event goes into a calendar folder below Calendar; Exchange counts only the default Calendar for free/busy.',
  },
  'calendar-as-category': {
    severity: 'adjusted',
    sentence: 'The event’s calendar becomes a category in the default Calendar.',
  },
  'calendar-was-transparent': {
    severity: 'adjusted',
    sentence: 'The calendar did not count for free/busy, so the event is shown as Free.',
  },
} as const satisfies NoteTable;
