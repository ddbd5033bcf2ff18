import type { NoteTable } from '../note.ts';

/** Notes about time zones, starts and ends. */
export const TIME_ZONE_NOTES = {
  'time-zone-read-as': {
    severity: 'adjusted',
    sentence: 'The time zone’s name is not a known one; what else the event says about it names this zone.',
  },
  'time-zone-by-rules': {
    severity: 'adjusted',
    sentence: 'The time zone’s name is unknown; the Windows zone was found by the rules the event carries.',
  },
  'time-zone-by-offset': {
    severity: 'adjusted',
    sentence: 'The time zone is a plain offset from UTC; a Windows zone that always has this offset stands for it.',
  },
  'time-zone-unknown': {
    severity: 'adjusted',
    sentence: 'Nothing tells what this time zone means; the times were read in the calendar’s own zone. Please check them.',
  },
  'time-zone-fitted': {
    severity: 'adjusted',
    sentence: 'The Windows zone usually used gives other times on the dates of this event; one that agrees on all of them was taken.',
  },
  'time-zone-differs': {
    severity: 'unsupported',
    sentence: 'No Windows zone agrees with the event’s time zone on all its dates; the one that is right for the latest dates was taken.',
  },
  'floating-time': {
    severity: 'adjusted',
    sentence: 'The event’s time belongs to no time zone; it was fixed in the calendar’s own zone.',
  },
  'end-not-after-start': {
    severity: 'adjusted',
    sentence: 'The event ended before it began, or an all-day event lasted no day; it was given the shortest possible length.',
  },
  'end-of-other-type': {
    severity: 'adjusted',
    sentence: 'Start and end were not both dates or both times; the start decides and the end was converted.',
  },
  'all-day-by-mark': {
    severity: 'adjusted',
    sentence: 'The event runs from midnight to midnight and Outlook had marked it as an all-day event; it becomes one.',
  },
  'year-out-of-range': {
    severity: 'unsupported',
    sentence: 'The event’s year is one Exchange cannot hold.',
  },
  'longer-than-five-years': {
    severity: 'unsupported',
    sentence: 'The event is longer than the five years Exchange allows.',
  },
} as const satisfies NoteTable;
