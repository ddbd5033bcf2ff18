import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsAttendee, EwsCalendarItem, EwsModifiedOccurrence, EwsOccurrenceContent } from '../../ews/item.ts';

/**
 * How an item that was planned anew differs from the one that was written.
 * - same: in nothing that is written.
 * - answers: in nothing but what people answered.
 * - content: in words, busy status, reminder, categories, not in when it is or who takes part.
 * - structure: in when or for whom it is, or in how it is written.
 */
export type Change = 'same' | 'answers' | 'content' | 'structure';

/** What an item says of itself beside when it is and for whom. */
export type Words = Partial<
  Pick<
    EwsOccurrenceContent,
    'subject' | 'body' | 'location' | 'legacyFreeBusyStatus' | 'sensitivity' | 'importance' | 'categories' | 'reminderMinutesBeforeStart'
  >
>;

type Content = Partial<EwsOccurrenceContent>;

function addresses(people: readonly EwsAttendee[] | undefined): readonly string[] | null {
  return people === undefined ? null : people.map(({ email }) => email.toLowerCase()).sort();
}

function time(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length === 10 ? text : new Date(text).toISOString();
}

function frame({
  start,
  end,
  isAllDayEvent,
  startTimeZone,
  endTimeZone,
  requiredAttendees,
  optionalAttendees,
  resources,
}: Content): unknown {
  const when = [time(start), time(end), isAllDayEvent, startTimeZone, endTimeZone];
  return [when, [requiredAttendees, optionalAttendees, resources].map(addresses)];
}

function structure({ kind, mode, deliveredBy, mailbox, folder, item }: PlannedItem): string {
  const { uid, organizer, recurrence, modifiedOccurrences, deletedOccurrences } = item;
  const occurrences = modifiedOccurrences.map((change) => [time(change.originalStart), frame(change)]);
  const where = [kind, mode, deliveredBy, mailbox, folder, uid, organizer?.email ?? null];
  return JSON.stringify([where, frame(item), recurrence, occurrences, deletedOccurrences.map(time)]);
}

const WORDS = [
  'subject',
  'body',
  'location',
  'legacyFreeBusyStatus',
  'sensitivity',
  'importance',
  'categories',
  'reminderMinutesBeforeStart',
] as const satisfies readonly (keyof EwsOccurrenceContent)[];
type Word = (typeof WORDS)[number];

function isWord(name: string): name is Word {
  return WORDS.some((word) => word === name);
}

/** Some fields of an item, those it has. */
function pick(content: Content, names: readonly Word[]): Words {
  return Object.fromEntries(Object.entries(content).filter(([name]) => isWord(name) && names.includes(name)));
}

/** Words in which two differ; one that only one of them says differs too. */
function unlike(was: Content, is: Content): readonly Word[] {
  return WORDS.filter((word) => JSON.stringify(was[word]) !== JSON.stringify(is[word]));
}

/** What an item says now that it did not say before. */
export function newWords(was: EwsCalendarItem, is: EwsCalendarItem): Words {
  return pick(is, unlike(was, is));
}

/**
 * Changed occurrences whose words are new, without people: writing those again would lose their answers. What an occurrence no longer says
 * by itself it has to say as its series does.
 */
export function newOccurrences(was: EwsCalendarItem, is: EwsCalendarItem): readonly EwsModifiedOccurrence[] {
  const before = new Map(was.modifiedOccurrences.map((change) => [time(change.originalStart), change]));
  return is.modifiedOccurrences.flatMap((change) => {
    const { originalStart, start, end } = change;
    const words = unlike(before.get(time(originalStart)) ?? {}, change);
    return words.length === 0 ? [] : [{ ...pick(is, words), ...pick(change, words), originalStart, start, end }];
  });
}

/** Compares an item as it was written with what the plan wants now. */
export function changeOf(was: PlannedItem, is: PlannedItem): Change {
  if (structure(was) !== structure(is)) return 'structure';
  if (unlike(was.item, is.item).length > 0 || newOccurrences(was.item, is.item).length > 0) return 'content';
  return JSON.stringify(was.item) === JSON.stringify(is.item) ? 'same' : 'answers';
}
