import type { EwsAttendee, EwsCalendarItem, EwsModifiedOccurrence, EwsRecurrence } from '../ews/item.ts';

/** One field that differs: what was planned, what Exchange holds. */
export interface FieldDifference {
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

type FieldText = (item: EwsCalendarItem) => string;

const OCCURRENCES = new Set(['modifiedOccurrences', 'deletedOccurrences']);

/** The same moment may be written with another offset. */
function time(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : new Date(text).toISOString();
}

/** Exchange normalises line ends and trailing blanks. */
function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function people(list: readonly EwsAttendee[]): string {
  return list
    .map(({ email }) => email.toLowerCase())
    .sort()
    .join(' ');
}

function recurrence(value: EwsRecurrence | null): string {
  if (value === null) return '';
  const { pattern, range } = value;
  const sorted = pattern.type === 'Weekly' ? { ...pattern, daysOfWeek: [...pattern.daysOfWeek].sort() } : pattern;
  return JSON.stringify([sorted, range], (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
  );
}

function modified(list: readonly EwsModifiedOccurrence[]): string {
  return list
    .map(({ originalStart, start, end }) => [originalStart, start, end].map(time).join('..'))
    .sort()
    .join(' ');
}

/** What is compared and how it reads. Answers are not here: tracking is counted, never a difference of content. */
const CONTENT: readonly (readonly [string, FieldText])[] = [
  ['subject', ({ subject }) => words(subject)],
  ['start', ({ start }) => time(start)],
  ['end', ({ end }) => time(end)],
  ['startTimeZone', ({ startTimeZone }) => startTimeZone],
  ['endTimeZone', ({ endTimeZone }) => endTimeZone],
  ['isAllDayEvent', ({ isAllDayEvent }) => String(isAllDayEvent)],
  ['legacyFreeBusyStatus', ({ legacyFreeBusyStatus }) => legacyFreeBusyStatus],
  ['sensitivity', ({ sensitivity }) => sensitivity],
  ['importance', ({ importance }) => importance],
  ['categories', ({ categories }) => [...categories].sort().join(', ')],
  ['location', ({ location }) => words(location)],
  ['reminderMinutesBeforeStart', ({ reminderMinutesBeforeStart }) => String(reminderMinutesBeforeStart ?? 'none')],
  ['recurrence', (item) => recurrence(item.recurrence)],
  ['modifiedOccurrences', ({ modifiedOccurrences }) => modified(modifiedOccurrences)],
  ['deletedOccurrences', ({ deletedOccurrences }) => deletedOccurrences.map(time).sort().join(' ')],
];

const PEOPLE: readonly (readonly [string, FieldText])[] = [
  ['requiredAttendees', ({ requiredAttendees }) => people(requiredAttendees)],
  ['optionalAttendees', ({ optionalAttendees }) => people(optionalAttendees)],
  ['resources', ({ resources }) => people(resources)],
];

const BODY: readonly [string, FieldText] = ['body', ({ body }) => words(body.text)];

/**
 * Field by field, planned against read back. A guest's copy is written without the list of guests; an HTML body comes back rewritten by
 * the server and is not compared.
 */
export function compareItems(planned: EwsCalendarItem, found: EwsCalendarItem, kind: string): readonly FieldDifference[] {
  const fields = [...CONTENT, ...(kind === 'guest-copy' ? [] : PEOPLE), ...(planned.body.type === 'HTML' ? [] : [BODY])];
  return fields.flatMap(([field, text]) => {
    const [source, target] = [text(planned), text(found)];
    return source === target ? [] : [{ field, source, target }];
  });
}

function isSubset(some: string, all: string): boolean {
  const known = new Set(all.split(' '));
  return some === '' || some.split(' ').every((one) => known.has(one));
}

/**
 * Whether an item found beside another with its key is just what was written. A copy whose occurrences were not written yet, or only some of
 * them, is untouched too: they are written to one copy only.
 */
export function isUntouched(planned: EwsCalendarItem, found: EwsCalendarItem, kind: string): boolean {
  return compareItems(planned, found, kind).every(({ field, source, target }) => OCCURRENCES.has(field) && isSubset(target, source));
}

/** A modified occurrence as it should be read back by itself. */
export function occurrenceItem(series: EwsCalendarItem, change: EwsModifiedOccurrence): EwsCalendarItem {
  const { originalStart: _, ...content } = change;
  return { ...series, ...content, recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] };
}
