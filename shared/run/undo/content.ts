import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { EwsCalendarItem } from '../../ews/item.ts';
import { fieldText, occurrenceItem } from '../compareItems.ts';
import { isUnmoved } from '../living/guestless.ts';

/** An item as somebody sees it: itself and, since its own view shows only their times, its changed occurrences one by one. */
export interface WholeItem {
  readonly item: EwsCalendarItem;
  readonly occurrences: readonly EwsCalendarItem[];
}

/** What we wrote and a user may change. Tracking, reminders, read flags and importance are not here: they do not count. */
const OWN = ['subject', 'start', 'end', 'isAllDayEvent', 'legacyFreeBusyStatus', 'sensitivity', 'categories', 'location'];
const SERIES = ['recurrence', 'modifiedOccurrences', 'deletedOccurrences'];
const PEOPLE = ['requiredAttendees', 'optionalAttendees', 'resources'];
/** What the organizer decides in a guest's copy that nobody has dressed yet. */
const DELIVERED = ['subject', 'start', 'end', 'isAllDayEvent', 'location', 'recurrence'];

/** An HTML body's words; the server wraps and rewrites the rest as it likes. */
function wordsOf(html: string): string {
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&amp;/gi, '&');
}

function bodyText({ body: { type, text } }: EwsCalendarItem): string {
  return (type === 'HTML' ? wordsOf(text) : text).replace(/\s+/g, '');
}

type Texts = readonly (readonly [field: string, text: string])[];

function textsOf(item: EwsCalendarItem, fields: readonly string[], hasBody: boolean): Texts {
  // A single that stands where it stood says the same in any time zone; a series repeats by its zone's clock.
  const zone: Texts = item.recurrence === null ? [] : [['startTimeZone', item.startTimeZone]];
  const texts = fields.map((field) => [field, fieldText(field, item)] as const);
  return [...texts, ...zone, ...(hasBody ? [['body', bodyText(item)] as const] : [])];
}

/** sha256 over the content that counts. */
export function contentHash({ item, occurrences }: WholeItem): string {
  const whole = textsOf(item, [...OWN, ...SERIES, ...PEOPLE], true);
  const parts = [...occurrences]
    .sort((one, other) => Date.parse(one.start) - Date.parse(other.start))
    .map((occurrence) => textsOf(occurrence, [...OWN, ...PEOPLE], true));
  return bytesToHex(sha256(JSON.stringify([whole, parts])));
}

/**
 * How an item was planned, for comparison with what is there.
 * - whole: all of it; a guest's copy is written without the list of guests.
 * - unfinished: not all of its occurrences or people are written yet.
 * - delivered: a guest's copy as Exchange made it of the organizer's item.
 * - as-delivered: the same, and surely nobody's own yet.
 */
export type Likeness = 'whole' | 'guest-copy' | 'unfinished' | 'delivered' | 'as-delivered';

function fieldsOf(likeness: Likeness): { readonly fields: readonly string[]; readonly hasBody: boolean } {
  switch (likeness) {
    case 'whole':
      return { fields: [...OWN, ...SERIES, ...PEOPLE], hasBody: true };
    case 'guest-copy':
      return { fields: [...OWN, ...SERIES], hasBody: true };
    case 'unfinished':
      return { fields: [...OWN, 'recurrence'], hasBody: true };
    case 'delivered':
      return { fields: DELIVERED, hasBody: false };
    case 'as-delivered':
      return { fields: [...DELIVERED, 'sensitivity', 'categories'], hasBody: true };
  }
}

function differing(wanted: Texts, found: Texts): readonly string[] {
  const there = new Map(found);
  return wanted.filter(([field, text]) => there.get(field) !== text).map(([field]) => field);
}

function occurrenceDifferences(planned: EwsCalendarItem, found: WholeItem, fields: readonly string[]): readonly string[] {
  const byStart = new Map(found.occurrences.map((occurrence) => [Date.parse(occurrence.start), occurrence]));
  const own = fields.filter((field) => !SERIES.includes(field));
  return planned.modifiedOccurrences.flatMap((change) => {
    const wanted = occurrenceItem(planned, change);
    const there = byStart.get(Date.parse(change.start));
    // One that stands elsewhere is a difference of the series already.
    return there === undefined ? [] : differing(textsOf(wanted, own, true), textsOf(there, own, true));
  });
}

/** Occurrences of which only some are written yet. */
function isPart(some: string, all: string): boolean {
  const known = new Set(all.split(' '));
  return some === '' || some.split(' ').every((one) => known.has(one));
}

function extraOccurrences(planned: EwsCalendarItem, found: EwsCalendarItem): readonly string[] {
  return ['modifiedOccurrences', 'deletedOccurrences'].filter((field) => !isPart(fieldText(field, found), fieldText(field, planned)));
}

/**
 * As the plan would have it said: an answer to one occurrence makes an exception of it that stands where it stood. Its mere being there is
 * nobody's touch; one that says anything else than its series is left in, as a difference.
 */
function withoutAnswered(planned: EwsCalendarItem, { item, occurrences }: WholeItem, fields: readonly string[]): EwsCalendarItem {
  const own = fields.filter((field) => !SERIES.includes(field));
  const wanted = new Set(planned.modifiedOccurrences.map(({ start }) => Date.parse(start)));
  const read = new Map(occurrences.map((occurrence) => [Date.parse(occurrence.start), occurrence]));
  const modifiedOccurrences = item.modifiedOccurrences.filter((change) => {
    const { start, end } = change;
    const there = read.get(Date.parse(start));
    if (wanted.has(Date.parse(start)) || there === undefined || !isUnmoved(change, planned)) return true;
    const series = occurrenceItem(planned, { originalStart: start, start, end });
    return differing(textsOf(series, own, true), textsOf(there, own, true)).length > 0;
  });
  return { ...item, modifiedOccurrences };
}

/** Fields in which what is there differs from what was planned. */
export function unlikePlan(planned: EwsCalendarItem, found: WholeItem, likeness: Likeness): readonly string[] {
  const { fields, hasBody } = fieldsOf(likeness);
  if (likeness === 'delivered') return differing(textsOf(planned, fields, hasBody), textsOf(found.item, fields, hasBody));
  const item = withoutAnswered(planned, found, fields);
  const series = differing(textsOf(planned, fields, hasBody), textsOf(item, fields, hasBody));
  const extra = likeness === 'unfinished' || likeness === 'as-delivered' ? extraOccurrences(planned, item) : [];
  return [...new Set([...series, ...extra, ...occurrenceDifferences(planned, found, fields)])];
}
