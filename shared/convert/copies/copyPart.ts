import type { Instant } from '../../domain/timeZone.ts';
import { expandItem } from '../../ews/expandItem.ts';
import type { EwsItemTimes } from '../../ews/expandItem.ts';
import type { EwsRecurrence } from '../../ews/item.ts';
import { windowsTimeZone } from '../../ews/windowsZones.ts';
import type { ICalEvent } from '../../ical/model.ts';
import { isoTime } from '../isoTime.ts';
import type { EventSpan, SeriesPart, ZonedTime } from '../model.ts';

/** A modified occurrence in one person's copy. */
export interface CopyException {
  readonly original: ZonedTime;
  readonly span: EventSpan;
  /** What all copies say of this instance. */
  readonly shared: ICalEvent;
  /** What this copy's owner says of it. */
  readonly own: ICalEvent;
}

/** A part of a series as one person's mailbox will hold it. */
export interface CopyPart {
  readonly part: string;
  readonly shared: ICalEvent;
  readonly own: ICalEvent;
  readonly span: EventSpan;
  readonly recurrence: EwsRecurrence | null;
  readonly exceptions: readonly CopyException[];
  readonly deletions: readonly ZonedTime[];
}

/** The parts of a copy that speaks for itself. */
export function ownPart(part: SeriesPart): CopyPart {
  const exceptions = part.exceptions.map(({ original, span, event }) => ({ original, span, shared: event, own: event }));
  return {
    part: part.part,
    shared: part.event,
    own: part.event,
    span: part.span,
    recurrence: part.recurrence,
    exceptions,
    deletions: part.deletions,
  };
}

/** When the part takes place, in the words Exchange's own expansion understands. */
export function timesOf({ span, recurrence, exceptions, deletions }: CopyPart): EwsItemTimes {
  return {
    start: isoTime(span.start, span.isAllDay),
    end: isoTime(span.end, span.isAllDay),
    isAllDayEvent: span.isAllDay,
    startTimeZone: span.start.windowsId,
    endTimeZone: span.end.windowsId,
    recurrence,
    modifiedOccurrences: exceptions.map((exception) => ({
      originalStart: isoTime(exception.original, span.isAllDay),
      start: isoTime(exception.span.start, exception.span.isAllDay),
      end: isoTime(exception.span.end, exception.span.isAllDay),
    })),
    deletedOccurrences: deletions.map((deletion) => isoTime(deletion, span.isAllDay)),
  };
}

/** Later than any date Exchange knows: an open end. */
const NEVER = Date.UTC(4501, 0, 1);
const DAY_MS = 86_400_000;
/** Most series reach any moment within a year after it; Exchange's longest interval is 99 months, and exceptions may delete a few. */
const REACHES_MS = [400 * DAY_MS, 20 * 366 * DAY_MS];

/** Whether an undeleted instance overlaps [from, to); null = open. */
export function hasInstance(part: CopyPart, from: Instant | null, to: Instant | null): boolean {
  const window = { from: from ?? -NEVER, to: to ?? NEVER };
  const inWindow = (span: EventSpan): boolean => overlaps(span, window.from, window.to);
  if (part.recurrence === null) return inWindow(part.span);
  if (part.exceptions.some((exception) => inWindow(exception.span))) return true;
  const first = part.span.start.instant;
  const isTouched = [...part.exceptions.map(({ original }) => original), ...part.deletions].some(({ instant }) => instant === first);
  if (inWindow(part.span) && !isTouched) return true;
  const times = timesOf(part);
  const begin = Math.max(window.from, first - DAY_MS);
  return REACHES_MS.some((reach) => expandItem(times, { from: begin, to: Math.min(window.to, begin + reach) }).length > 0);
}

function overlaps({ start, end }: EventSpan, from: Instant, to: Instant): boolean {
  return start.instant < to && (end.instant > from || (end.instant === start.instant && start.instant >= from));
}

/** Whether the part's pattern has an occurrence there, whatever became of it since. */
export function hasOccurrence(part: SeriesPart, original: Instant): boolean {
  const bare = timesOf({ ...ownPart(part), exceptions: [], deletions: [] });
  const window = { from: original, to: original + 1 };
  return expandItem(bare, window).some((instance) => instance.originalStart === original);
}

/** Start and end of an unchanged occurrence, as Exchange makes them: the first one's digits on another day, all on the start zone's wall. */
export function occurrenceSpan(span: EventSpan, original: Instant): EventSpan {
  if (original === span.start.instant) return span;
  if (span.isAllDay) {
    const end = span.end.wall + (original - span.start.wall);
    return { ...span, start: { ...span.start, wall: original, instant: original }, end: { ...span.end, wall: end, instant: end } };
  }
  const zone = windowsTimeZone(span.start.windowsId) ?? span.start.zone;
  const wall = zone.toWall(original);
  const end = zone.toInstant(wall + zone.toWall(span.end.instant) - zone.toWall(span.start.instant));
  return {
    ...span,
    start: { ...span.start, wall, instant: original },
    end: { ...span.end, wall: span.end.zone.toWall(end), instant: end },
  };
}

/** That moment of the part's own zone. */
export function occurrenceTime(span: EventSpan, original: Instant): ZonedTime {
  return occurrenceSpan(span, original).start;
}
