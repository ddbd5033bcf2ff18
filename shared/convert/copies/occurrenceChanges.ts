import type { EwsAttendee, EwsModifiedOccurrence, EwsOccurrenceContent } from '../../ews/item.ts';

type Field = Exclude<keyof EwsOccurrenceContent, 'start' | 'end'>;
type IsSame = (one: EwsOccurrenceContent, other: EwsOccurrenceContent) => boolean;

const ZONE_FIELDS: ReadonlySet<Field> = new Set<Field>(['startTimeZone', 'endTimeZone']);

/** What an occurrence may say of its own, each with what makes it the same as its series'. In the order in which it is said. */
const FIELDS: readonly (readonly [Field, IsSame])[] = [
  ['subject', (one, other) => one.subject === other.subject],
  ['isAllDayEvent', (one, other) => one.isAllDayEvent === other.isAllDayEvent],
  ['startTimeZone', (one, other) => one.startTimeZone === other.startTimeZone],
  ['endTimeZone', (one, other) => one.endTimeZone === other.endTimeZone],
  ['legacyFreeBusyStatus', (one, other) => one.legacyFreeBusyStatus === other.legacyFreeBusyStatus],
  ['sensitivity', (one, other) => one.sensitivity === other.sensitivity],
  ['importance', (one, other) => one.importance === other.importance],
  ['categories', (one, other) => isSameList(one.categories, other.categories, Object.is)],
  ['location', (one, other) => one.location === other.location],
  ['reminderMinutesBeforeStart', (one, other) => one.reminderMinutesBeforeStart === other.reminderMinutesBeforeStart],
  ['body', (one, other) => one.body.type === other.body.type && one.body.text === other.body.text],
  ['myResponse', (one, other) => one.myResponse === other.myResponse],
  ['requiredAttendees', (one, other) => isSamePeople(one.requiredAttendees, other.requiredAttendees)],
  ['optionalAttendees', (one, other) => isSamePeople(one.optionalAttendees, other.optionalAttendees)],
  ['resources', (one, other) => isSamePeople(one.resources, other.resources)],
];

/**
 * An occurrence's own fields: those that differ from its series. Null when none does and it stands where the pattern puts it: an
 * override that Calendar Server wrote only because a guest answered this instance is no modified occurrence.
 */
export function occurrenceChanges(
  series: EwsOccurrenceContent,
  occurrence: EwsOccurrenceContent,
  unchanged: { readonly start: string; readonly end: string },
): EwsModifiedOccurrence | null {
  const { start, end, isAllDayEvent } = occurrence;
  const isMoved = !isSameTime(start, unchanged.start) || !isSameTime(end, unchanged.end) || isAllDayEvent !== series.isAllDayEvent;
  const fields = {};
  let isChanged = false;
  for (const [field, isSame] of FIELDS) {
    if (!isMoved && ZONE_FIELDS.has(field)) continue;
    if (isSame(occurrence, series)) continue;
    Object.assign(fields, { [field]: occurrence[field] });
    isChanged = true;
  }
  return isChanged || isMoved ? { originalStart: unchanged.start, start, end, ...fields } : null;
}

/** The same moment may be written in another zone: that alone changes nothing. */
function isSameTime(one: string, other: string): boolean {
  return one === other || Date.parse(one) === Date.parse(other);
}

/** Attendees are compared without their answers: Exchange keeps those with the attendee, not with the occurrence. */
function isSamePeople(one: readonly EwsAttendee[], other: readonly EwsAttendee[]): boolean {
  return isSameList(one, other, (person, twin) => person.email === twin.email && person.name === twin.name);
}

function isSameList<T>(one: readonly T[], other: readonly T[], isSame: (entry: T, twin: T) => boolean): boolean {
  return one === other || (one.length === other.length && one.every((entry, index) => isSame(entry, other[index] ?? entry)));
}
