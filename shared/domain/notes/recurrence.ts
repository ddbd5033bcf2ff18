import type { NoteTable } from '../note.ts';

/** Notes about recurrence rules and exceptions. */
export const RECURRENCE_NOTES = {
  'rule-rewritten': { severity: 'adjusted', sentence: 'The repetition is said by another pattern in Exchange; the dates are the same.' },
  'rule-split': {
    severity: 'adjusted',
    sentence: 'Exchange has no single pattern for the repetition; several series together give the same dates.',
  },
  'rule-expanded': { severity: 'adjusted', sentence: 'Exchange has no pattern for the repetition; its dates become single appointments.' },
  'rule-cut-at-horizon': {
    severity: 'unsupported',
    sentence: 'The repetition goes on, but could be written only as single appointments; the last one is named here.',
  },
  'rule-without-dates': { severity: 'dropped', sentence: 'The repetition rule gives no dates; only its start is kept.' },
  'rule-ends-before-start': { severity: 'dropped', sentence: 'The repetition ends before it begins; only its start is kept.' },
  'rule-duplicate': {
    severity: 'adjusted',
    sentence: 'Several repetition rules give the same dates; up to the horizon these are written once.',
  },
  'rule-calendar-unknown': {
    severity: 'unsupported',
    sentence: 'The repetition follows a calendar other than the Gregorian; only its start is kept.',
  },
  'count-as-end-date': {
    severity: 'adjusted',
    sentence: 'Exchange counts to 999 occurrences only; the series ends on the date of the last one.',
  },
  'start-outside-rule': {
    severity: 'adjusted',
    sentence: 'The first date does not follow the repetition rule; it becomes a single appointment beside the series.',
  },
  'start-before-1901': {
    severity: 'adjusted',
    sentence: 'The series begins before 1901; in Exchange it begins with its first date since then.',
  },
  'date-added': { severity: 'adjusted', sentence: 'A date added to the series becomes a single appointment.' },
  'date-moved': { severity: 'adjusted', sentence: 'A date taken out and one added beside it become one moved occurrence.' },
  'dates-deleted': {
    severity: 'adjusted',
    sentence: 'Dates that the pattern has and the event does not are deleted one by one.',
  },
  'dates-excluded-until-horizon': {
    severity: 'unsupported',
    sentence: 'The series is endless, and so is the rule that excludes dates from it; they are deleted up to the horizon only.',
  },
  'exdate-unmatched': { severity: 'dropped', sentence: 'An excluded date names no occurrence of the series.' },
  'override-unmatched': {
    severity: 'adjusted',
    sentence: 'A changed occurrence names no occurrence of the series; it becomes a single appointment.',
  },
  'occurrence-detached': {
    severity: 'adjusted',
    sentence: 'An occurrence was moved to or past its neighbour, which Exchange forbids; it becomes a single appointment.',
  },
  'occurrence-time-kept': {
    severity: 'adjusted',
    sentence: 'Exchange’s clock would show these occurrences at other times; they are written as exceptions with the right ones.',
  },
  'zone-history-differs': {
    severity: 'adjusted',
    sentence: 'The time zone once had other rules than its Windows zone has today; the series is split where they changed.',
  },
  'past-left-out': {
    severity: 'unsupported',
    sentence: 'More than 3000 single appointments would be needed; the earliest are left out.',
  },
  'series-split-by-exceptions': { severity: 'adjusted', sentence: 'A series with more than 200 exceptions is split into several.' },
  'series-split-by-change': { severity: 'adjusted', sentence: 'A change of this and all later occurrences becomes a series of its own.' },
  'one-occurrence-left': { severity: 'adjusted', sentence: 'Only one occurrence is left; it becomes a single appointment.' },
  'no-occurrence-left': { severity: 'dropped', sentence: 'All occurrences are excluded or cancelled; nothing is written.' },
} as const satisfies NoteTable;
