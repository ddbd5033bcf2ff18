import type { NoteTable } from '../note.ts';

/** Notes about reading and repairing iCalendar text. */
export const ICAL_NOTES = {
  'byte-order-mark-removed': { severity: 'adjusted', sentence: 'The text began with a byte order mark; it was removed.' },
  'encoding-guessed': { severity: 'adjusted', sentence: 'A line was not written in UTF-8; it was read as Windows-1252.' },
  'line-ends-normalised': {
    severity: 'adjusted',
    sentence: 'The lines of the text did not end with CRLF or LF throughout; they were read all the same.',
  },
  'control-characters-removed': {
    severity: 'adjusted',
    sentence: 'Control characters and broken Unicode, which Exchange refuses, were removed.',
  },
  'line-joined': { severity: 'adjusted', sentence: 'A line was broken in the middle; it was put together again.' },
  'line-dropped': { severity: 'dropped', sentence: 'A line that is no iCalendar property was left out.' },
  'parameters-repaired': {
    severity: 'adjusted',
    sentence: 'The parameters of a property were not quoted as they should be; they were taken apart by what they must mean.',
  },
  'blob-dropped': { severity: 'dropped', sentence: 'An extension of more than 64 KB that only its own program understands was left out.' },
  'component-not-closed': { severity: 'adjusted', sentence: 'A component did not end where it should; it was closed at the next one.' },
  'calendar-missing': { severity: 'adjusted', sentence: 'The text held no VCALENDAR; its components were read all the same.' },
  'uid-missing': { severity: 'adjusted', sentence: 'The event has no UID; it is identified by the name it is stored under.' },
  'component-superseded': {
    severity: 'dropped',
    sentence: 'The text held the same event twice; the one with the highest SEQUENCE, then the latest DTSTAMP, was kept.',
  },
  'sub-component-dropped': { severity: 'dropped', sentence: 'A component inside the event that Exchange has no place for was left out.' },
  'start-unreadable': { severity: 'unsupported', sentence: 'The event has no start that can be read, so it was left out.' },
  'start-from-recurrence-id': {
    severity: 'adjusted',
    sentence: 'The changed occurrence had no start of its own; it keeps its original one.',
  },
  'recurrence-id-unreadable': {
    severity: 'unsupported',
    sentence: 'It cannot be told which occurrence was changed, so the change was left out.',
  },
  'date-unreadable': { severity: 'dropped', sentence: 'A date that does not exist or cannot be read was left out.' },
  'date-repaired': { severity: 'adjusted', sentence: 'A date or time was not written as it should be; it was read by its digits.' },
  'zulu-ignored': {
    severity: 'adjusted',
    sentence: 'A time was marked both as UTC and with a time zone; the time zone was believed, as Calendar Server does.',
  },
  'time-zone-empty': { severity: 'adjusted', sentence: 'A time named an empty time zone; it was read as a floating time.' },
  'duration-unreadable': { severity: 'dropped', sentence: 'A duration that cannot be read was left out.' },
  'end-and-duration': {
    severity: 'adjusted',
    sentence: 'The event had both an end and a duration; the duration was kept, as Calendar Server does.',
  },
  'rule-repaired': { severity: 'adjusted', sentence: 'A recurrence rule was not written as it should be; it was read by its meaning.' },
  'rule-part-ignored': { severity: 'adjusted', sentence: 'A part of a recurrence rule that means nothing there was ignored.' },
  'rule-until-and-count': {
    severity: 'adjusted',
    sentence: 'A recurrence rule had both an end date and a number of occurrences; whichever comes first ends it.',
  },
  'rule-unusable': { severity: 'unsupported', sentence: 'A recurrence rule makes no sense, so the event does not repeat by it.' },
  'rule-repeated': { severity: 'adjusted', sentence: 'The same recurrence rule stood there twice; once is enough.' },
  'rule-on-override': {
    severity: 'adjusted',
    sentence: 'A changed occurrence had a recurrence of its own, which means nothing; it was ignored.',
  },
  'per-user-repeated': { severity: 'dropped', sentence: 'The text held two blocks of personal data for the owner; the first was kept.' },
  'per-user-instance-without-series': {
    severity: 'dropped',
    sentence: 'Personal data (reminder, travel time) belonged to an occurrence that does not exist, so it was left out.',
  },
} as const satisfies NoteTable;
