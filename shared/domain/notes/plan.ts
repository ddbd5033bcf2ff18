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
  'crossing-silent': {
    severity: 'adjusted',
    sentence: 'Not everybody inside is in scope, so the copies in scope are written without mail.',
  },
  'crossing-waits': {
    severity: 'adjusted',
    sentence: 'Not everybody inside is in scope, so the meeting waits for a run that includes them.',
  },
  'meeting-in-default-calendar': {
    severity: 'adjusted',
    sentence: 'Exchange processes meetings in the default Calendar only, so the meeting goes there and not into the folder.',
  },
  'owner-external': {
    severity: 'dropped',
    sentence: 'The owner of this calendar is mapped to an address outside, so there is no mailbox to write to.',
  },
  'duplicate-copy': {
    severity: 'dropped',
    sentence: 'The same event stands in another calendar of this mailbox with the same content; one was kept.',
  },
  'same-uid': {
    severity: 'adjusted',
    sentence: 'Another event of this mailbox has the same UID; this one was given a UID of its own.',
  },
  'silent-many-items': {
    severity: 'adjusted',
    sentence: 'The meeting becomes more than ten items in Exchange, so it is written without mail.',
  },
  'silent-outside-only': {
    severity: 'adjusted',
    sentence: 'None of the guests has a mailbox inside, so there is nobody to invite live.',
  },
  'silent-outside-organizer': {
    severity: 'adjusted',
    sentence: 'The organizer has no mailbox to send from, so the copy is written without mail.',
  },
} as const satisfies NoteTable;
