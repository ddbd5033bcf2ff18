import type { Note } from '../domain/note.ts';
import type { EwsOccurrenceContent } from '../ews/item.ts';
import { isoTime } from './isoTime.ts';
import { convertBody } from './properties/body.ts';
import { convertBusyStatus } from './properties/busyStatus.ts';
import { convertCategories } from './properties/categories.ts';
import { convertImportance } from './properties/importance.ts';
import { convertLocation } from './properties/location.ts';
import { convertReminder } from './properties/reminder.ts';
import { convertSensitivity } from './properties/sensitivity.ts';
import { convertSubject } from './properties/subject.ts';
import type { ContentInput, PropertyRule } from './properties/rule.ts';

/** The content of one instance, and everything that was lost or changed on the way. */
export interface ConvertedContent {
  readonly content: EwsOccurrenceContent;
  readonly notes: readonly Note[];
}

/** Runs every property rule over one event. A new property of the Exchange item is one file in `properties/` and one line here. */
export function convertContent(input: ContentInput): ConvertedContent {
  const notes: Note[] = [];
  const run = <T>(rule: PropertyRule<T>): T => {
    const converted = rule(input);
    if (converted.notes.length > 0) notes.push(...converted.notes);
    return converted.value;
  };
  const { span, people, ownResponse, frame } = input;
  const holdsPeople = frame.kind !== 'appointment';
  const content: EwsOccurrenceContent = {
    subject: run(convertSubject),
    start: isoTime(span.start, span.isAllDay),
    end: isoTime(span.end, span.isAllDay),
    isAllDayEvent: span.isAllDay,
    startTimeZone: span.start.windowsId,
    endTimeZone: span.end.windowsId,
    legacyFreeBusyStatus: run(convertBusyStatus),
    sensitivity: run(convertSensitivity),
    importance: run(convertImportance),
    categories: run(convertCategories),
    location: run(convertLocation),
    reminderMinutesBeforeStart: run(convertReminder),
    body: run(convertBody),
    // Whoever owns an appointment is its organizer, also where it was somebody's invitation before.
    myResponse: frame.kind === 'guest-copy' ? ownResponse : 'Organizer',
    requiredAttendees: holdsPeople ? people.required : [],
    optionalAttendees: holdsPeople ? people.optional : [],
    resources: holdsPeople ? people.resources : [],
  };
  notes.push(...people.notes);
  return { content, notes };
}
