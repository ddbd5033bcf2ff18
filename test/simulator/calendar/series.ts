import type { Content, Exception, Item, Recurrence } from '../model/Item.ts';
import { DAY, dayOf } from './civil.ts';
import type { DayNumber, Instant } from './civil.ts';
import { patternDays } from './pattern.ts';
import { findZone, utcZone } from './windowsZones.ts';
import type { Zone } from './windowsZones.ts';

/** A series ready to be reckoned with: local times of day ([MS-OXOCAL] StartTimeOffset, EndTimeOffset) instead of instants. */
export interface Series {
  readonly recurrence: Recurrence;
  readonly zone: Zone;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly exceptions: ReadonlyMap<DayNumber, Exception>;
  readonly deleted: ReadonlySet<DayNumber>;
}

export interface Occurrence {
  readonly day: DayNumber;
  readonly originalStart: Instant;
  readonly start: Instant;
  readonly end: Instant;
  readonly exception: Exception | null;
}

export function zoneOf(content: Pick<Content, 'startTimeZone'>): Zone {
  return findZone(content.startTimeZone) ?? utcZone;
}

export function seriesOf(item: Pick<Item, 'content' | 'exceptions' | 'deleted'>, recurrence: Recurrence): Series {
  const zone = zoneOf(item.content);
  const startWall = zone.toWall(item.content.start);
  const midnight = dayOf(startWall) * DAY;
  return {
    ...{ recurrence, zone },
    startOffset: startWall - midnight,
    endOffset: zone.toWall(item.content.end) - midnight,
    exceptions: new Map(item.exceptions.map((exception) => [exception.day, exception])),
    deleted: new Set(item.deleted),
  };
}

/** Every day of the pattern within its range, deleted ones included, in order, from `from` on. */
export function* rangeDays(recurrence: Recurrence, from: DayNumber = recurrence.start): Generator<DayNumber> {
  const { pattern, start, end } = recurrence;
  if (end.kind === 'Numbered') {
    let count = 0;
    for (const day of patternDays(pattern, start, start)) {
      if (++count > end.count) return;
      if (day >= from) yield day;
    }
    return;
  }
  for (const day of patternDays(pattern, start, from)) {
    if (end.kind === 'EndDate' && day > end.day) return;
    yield day;
  }
}

/** InstanceIndex counts from 1 over the whole pattern, deleted occurrences included. */
export function dayAtIndex(recurrence: Recurrence, index: number): DayNumber | undefined {
  if (index < 1) return undefined;
  let at = 0;
  for (const day of rangeDays(recurrence)) if (++at === index) return day;
  return undefined;
}

export function isPatternDay(recurrence: Recurrence, day: DayNumber): boolean {
  return firstOf(rangeDays(recurrence, day)) === day;
}

export function firstDay(recurrence: Recurrence): DayNumber | undefined {
  return firstOf(rangeDays(recurrence));
}

export function firstOf<Value>(values: Iterable<Value>): Value | undefined {
  for (const value of values) return value;
  return undefined;
}

export function occurrenceOn(series: Series, day: DayNumber): Occurrence {
  const originalStart = series.zone.toInstant(day * DAY + series.startOffset);
  const exception = series.exceptions.get(day) ?? null;
  const start = exception?.content.start ?? originalStart;
  const end = exception?.content.end ?? series.zone.toInstant(day * DAY + series.endOffset);
  return { day, originalStart, start, end, exception };
}

/** Occurrences whose pattern day is neither deleted nor after the range, from `from` on. */
export function* occurrences(series: Series, from?: DayNumber): Generator<Occurrence> {
  for (const day of rangeDays(series.recurrence, from)) if (!series.deleted.has(day)) yield occurrenceOn(series, day);
}

export function previousOccurrence(series: Series, day: DayNumber): Occurrence | undefined {
  const { start } = series.recurrence;
  for (let reach = 64; ; reach *= 4) {
    const from = Math.max(start, day - reach);
    let last: Occurrence | undefined;
    for (const occurrence of occurrences(series, from)) {
      if (occurrence.day >= day) break;
      last = occurrence;
    }
    if (last !== undefined || from === start) return last;
  }
}

export function nextOccurrence(series: Series, day: DayNumber): Occurrence | undefined {
  return firstOf(occurrences(series, day + 1));
}

/** Undefined for a series without end, and for one whose every occurrence was deleted. */
export function lastOccurrence(series: Series): Occurrence | undefined {
  const { end } = series.recurrence;
  if (end.kind === 'NoEnd') return undefined;
  if (end.kind === 'EndDate') return previousOccurrence(series, end.day + 1);
  let last: Occurrence | undefined;
  for (const occurrence of occurrences(series)) last = occurrence;
  return last;
}

/** Those that touch [from, to): moved ones by where they are now. Sorted by start. */
export function occurrencesBetween(series: Series, from: Instant, to: Instant): readonly Occurrence[] {
  const lengthInDays = Math.ceil((series.endOffset - series.startOffset) / DAY);
  const firstDayThatReaches = dayOf(series.zone.toWall(from)) - lengthInDays - 1;
  const lastDayThatReaches = dayOf(series.zone.toWall(to)) + 1;
  const found: Occurrence[] = [];
  for (const occurrence of occurrences(series, firstDayThatReaches)) {
    if (occurrence.day > lastDayThatReaches) break;
    if (occurrence.exception === null) found.push(occurrence);
  }
  for (const day of series.exceptions.keys()) if (!series.deleted.has(day)) found.push(occurrenceOn(series, day));
  return found.filter((occurrence) => touches(occurrence, from, to)).sort((left, right) => left.start - right.start);
}

/**
 * CalendarView: «All calendar items that have an end time that is before StartDate will not be returned», so one that ends exactly then
 * is; «… a start time that is on or after EndDate will not be returned».
 */
export function touches(span: { readonly start: Instant; readonly end: Instant }, from: Instant, to: Instant): boolean {
  return span.end >= from && span.start < to;
}
