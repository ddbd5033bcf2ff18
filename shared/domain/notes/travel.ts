import type { NoteTable } from '../note.ts';

/** Notes about travel time. */
export const TRAVEL_NOTES = {
  'travel-added': { severity: 'adjusted', sentence: 'The travel time becomes an appointment of its own next to the event.' },
  'travel-disabled': { severity: 'dropped', sentence: 'Travel time is switched off in the options.' },
  'travel-all-day': { severity: 'dropped', sentence: 'An all-day event has no moment to travel to, so its travel time was left out.' },
  'travel-free': { severity: 'dropped', sentence: 'The event does not block time, so its travel time was left out.' },
  'travel-unreadable': { severity: 'dropped', sentence: 'The travel time is not a duration longer than nothing.' },
  'travel-expanded': {
    severity: 'adjusted',
    sentence: 'No Exchange pattern follows this travel time, so there is one appointment for each instance up to the date given.',
  },
  'travel-detached': { severity: 'adjusted', sentence: 'The travel time of this instance would cross its neighbour, so it stands alone.' },
} as const satisfies NoteTable;
