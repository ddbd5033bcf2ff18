import { globalObjectId } from '../convert/derivedUid.ts';
import type { EwsAttendee, EwsBody, EwsCalendarItem, EwsModifiedOccurrence, EwsRecurrence, ResponseType } from '../ews/item.ts';

/** How a planned field is compared with what Exchange holds. */
export interface FieldRule {
  /** What is compared, as it reads in a list of differences. */
  readonly text: (item: EwsCalendarItem) => string;
  /** Kinds of item in which the field says nothing, and why: there it is not compared. */
  readonly saysNothing?: Readonly<Partial<Record<string, string>>>;
  /** The same, though it reads otherwise. */
  readonly isSame?: (planned: string, found: string) => boolean;
}

/** The same moment may be written with another offset. What is no time stays what it is: it differs, and nothing breaks. */
function time(text: string): string {
  const instant = Date.parse(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(instant) ? text : new Date(instant).toISOString();
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

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** The words alone: a server rewrites HTML, and may hand out as HTML what it was given as text. */
function bodyWords({ type, text }: EwsBody): string {
  if (type === 'Text') return words(text);
  const visible = text.replace(/<(style|script|title)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ').replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ');
  return words(visible.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole));
}

/** Exchange says both of somebody who has not answered. */
function answer(response: ResponseType): string {
  return response === 'Unknown' ? 'NoResponseReceived' : response;
}

const NOBODY = 'nobody is invited to it';
const UNINVITED = { appointment: NOBODY, travel: NOBODY };
const LISTED = { 'guest-copy': 'a guest’s copy lists whom its invitation named; outsiders and rooms join later' };
const UNASKED = { ...UNINVITED, meeting: 'only guests answer' };

const plain = (text: FieldRule['text']): FieldRule => ({ text });

/**
 * Every field of an item, and how it is compared. Answers of others are not here: the organizer's tracking is counted by verification,
 * person by person; nor are names, which Exchange takes from its own address book.
 */
export const FIELD_RULES: Readonly<Record<keyof EwsCalendarItem, FieldRule>> = {
  subject: plain(({ subject }) => words(subject)),
  start: plain(({ start }) => time(start)),
  end: plain(({ end }) => time(end)),
  startTimeZone: plain(({ startTimeZone }) => startTimeZone),
  endTimeZone: plain(({ endTimeZone }) => endTimeZone),
  isAllDayEvent: plain(({ isAllDayEvent }) => String(isAllDayEvent)),
  legacyFreeBusyStatus: plain(({ legacyFreeBusyStatus }) => legacyFreeBusyStatus),
  sensitivity: plain(({ sensitivity }) => sensitivity),
  importance: plain(({ importance }) => importance),
  categories: plain(({ categories }) => [...categories].sort().join(', ')),
  location: plain(({ location }) => words(location)),
  reminderMinutesBeforeStart: plain(({ reminderMinutesBeforeStart }) => String(reminderMinutesBeforeStart ?? 'none')),
  recurrence: plain((item) => recurrence(item.recurrence)),
  modifiedOccurrences: plain(({ modifiedOccurrences }) => modified(modifiedOccurrences)),
  deletedOccurrences: plain(({ deletedOccurrences }) => deletedOccurrences.map(time).sort().join(' ')),
  requiredAttendees: { text: ({ requiredAttendees }) => people(requiredAttendees), saysNothing: LISTED },
  optionalAttendees: { text: ({ optionalAttendees }) => people(optionalAttendees), saysNothing: LISTED },
  resources: { text: ({ resources }) => people(resources), saysNothing: LISTED },
  body: plain(({ body }) => bodyWords(body)),
  uid: { text: ({ uid }) => uid, isSame: isSameUid },
  isOrganizer: { text: ({ isOrganizer }) => String(isOrganizer), saysNothing: UNINVITED },
  organizer: { text: ({ organizer }) => organizer?.email.toLowerCase() ?? '', saysNothing: UNINVITED },
  myResponse: { text: ({ myResponse }) => answer(myResponse), saysNothing: UNASKED },
};

/** Exchange may give a UID back as the GlobalObjectId it made of it. */
function isSameUid(one: string, other: string): boolean {
  return globalObjectId(one) === globalObjectId(other);
}

/** What Exchange keeps by itself: content that nobody wrote, and no sign that anybody has changed anything. */
export const TRACKED_FIELDS: ReadonlySet<string> = new Set<keyof EwsCalendarItem>(['uid', 'isOrganizer', 'organizer', 'myResponse']);
