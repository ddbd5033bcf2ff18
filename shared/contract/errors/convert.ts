import type { ErrorEntry } from './entry.ts';

/** Errors of converting single iCalendar texts. */
export const CONVERT_ERRORS = {
  ICAL_UNREADABLE: {
    kind: 'item',
    exit: 3,
    sentence: 'This is not iCalendar: {reason}.',
    remedy: 'Look at the text itself; the event stays on the old server and is listed in the report.',
  },
  ICAL_NO_COMPONENT: {
    kind: 'item',
    exit: 3,
    sentence: 'The iCalendar text holds no event and no task.',
    remedy: 'Nothing to do; it is listed in the report.',
  },
  FILE_UNREADABLE: {
    kind: 'item',
    exit: 3,
    sentence: 'The file {path} cannot be read: {reason}.',
    remedy: 'Check path and permissions; the other files were converted.',
  },
} as const satisfies Record<string, ErrorEntry>;
