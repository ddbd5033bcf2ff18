import { utcTimeZone } from '../domain/timeZone.ts';
import type { Instant, TimeZone } from '../domain/timeZone.ts';
import { expandPattern } from './expandPattern.ts';
import { expandSeries, isInWindow, occurrenceOn } from './expandSeries.ts';
import type { ExpansionWindow, SeriesTimes } from './expandSeries.ts';
import type { EwsCalendarItem, EwsModifiedOccurrence, EwsRecurrence } from './item.ts';
import { DAY_MS } from './patternCalendar.ts';
import { windowsTimeZone } from './windowsZones.ts';

/** The fields of an item that say when it takes place. */
export type EwsItemTimes = Pick<
  EwsCalendarItem,
  'start' | 'end' | 'isAllDayEvent' | 'startTimeZone' | 'endTimeZone' | 'recurrence' | 'modifiedOccurrences' | 'deletedOccurrences'
>;

/** One instance as Exchange shows it. All-day: instants are the dates' midnights read as UTC. */
export interface EwsInstance {
  readonly originalStart: Instant;
  readonly start: Instant;
  readonly end: Instant;
  readonly modified: EwsModifiedOccurrence | null;
}

/** The instances of an item that overlap the window, sorted by start, then end. Deleted occurrences are absent. */
export function expandItem(item: EwsItemTimes, window: ExpansionWindow): readonly EwsInstance[] {
  if (item.recurrence === null) {
    const start = Date.parse(item.start);
    const single: EwsInstance = { originalStart: start, start, end: Date.parse(item.end), modified: null };
    return isInWindow(single, window) ? [single] : [];
  }
  return expandRecurring(item, item.recurrence, window);
}

function expandRecurring(item: EwsItemTimes, recurrence: EwsRecurrence, window: ExpansionWindow): readonly EwsInstance[] {
  const times = timesOf(item, recurrence);
  const modified = new Map(item.modifiedOccurrences.map((one) => [Date.parse(one.originalStart), one]));
  const deleted = new Set(item.deletedOccurrences.map((original) => Date.parse(original)));
  const instances: EwsInstance[] = [];
  for (const instance of expandSeries(times, window)) {
    if (!modified.has(instance.originalStart) && !deleted.has(instance.originalStart)) {
      instances.push({ originalStart: instance.originalStart, start: instance.start, end: instance.end, modified: null });
    }
  }
  for (const [originalStart, one] of modified) {
    const instance = { originalStart, start: Date.parse(one.start), end: Date.parse(one.end), modified: one };
    if (!deleted.has(originalStart) && isInWindow(instance, window) && isOccurrence(times, originalStart)) instances.push(instance);
  }
  return instances.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A modification of something the pattern does not hold cannot exist in Exchange. */
function isOccurrence(times: SeriesTimes, originalStart: Instant): boolean {
  const day = Math.floor((times.zone === null ? originalStart : times.zone.toWall(originalStart)) / DAY_MS);
  // In a daylight-saving gap just after midnight the wall may already show the next day.
  return [day, day - 1].some((candidate) => times.days.has(candidate) && occurrenceOn(times, candidate).originalStart === originalStart);
}

/** A series lives in its start zone alone; the end zone only says how its first end was written ([MS-OXOCAL] 2.2.1.44.2). */
function timesOf(item: EwsItemTimes, recurrence: EwsRecurrence): SeriesTimes {
  const zone: TimeZone | null = item.isAllDayEvent ? null : (windowsTimeZone(item.startTimeZone) ?? utcTimeZone);
  const toWall = (instant: Instant): number => zone?.toWall(instant) ?? instant;
  const start = toWall(Date.parse(item.start));
  return {
    days: expandPattern(recurrence),
    timeOfDay: start - Math.floor(start / DAY_MS) * DAY_MS,
    duration: Math.max(0, toWall(Date.parse(item.end)) - start),
    zone,
  };
}
