import type { Instant, TimeZone, Wall } from '../domain/timeZone.ts';
import { utcTimeZone } from '../domain/timeZone.ts';
import { DAY } from './expandRuleDays.ts';
import type { ICalDateTime, ICalDuration, ICalEvent } from './model.ts';
import { textValue } from './properties.ts';

/** The zone of a TZID as written; null asks for the zone of floating times. */
export type ZoneOf = (tzid: string | null) => TimeZone;

/** How an event's instances lie in time: its zone, its start, and where an instance that starts at a wall ends. */
export interface EventTiming {
  readonly isAllDay: boolean;
  /** UTC when all-day: dates are counted, not lived. */
  readonly zone: TimeZone;
  readonly start: Wall;
  readonly endOf: (start: Wall) => Instant;
}

export const midnightOf = (wall: Wall): Wall => Math.floor(wall / DAY) * DAY;

/** DATE events, and those Outlook marked as such. */
export function isAllDayEvent(event: ICalEvent): boolean {
  return event.dtstart.isDate || isMarkedAllDay(event);
}

/** Midnight to midnight as times, with X-MICROSOFT-CDO-ALLDAYEVENT ([MS-OXCICAL]): an all-day event all the same. */
export function isMarkedAllDay(event: ICalEvent): boolean {
  const isMidnight = (time: ICalDateTime | null): boolean => time === null || midnightOf(time.wall) === time.wall;
  if (event.dtstart.isDate || !isMidnight(event.dtstart) || !isMidnight(event.dtend)) return false;
  if ((event.duration?.milliseconds ?? 0) % DAY !== 0) return false;
  return textValue(event, 'X-MICROSOFT-CDO-ALLDAYEVENT').toUpperCase() === 'TRUE';
}

/**
 * RFC 5545 §3.6.1 and §3.8.5.3: DTEND gives every instance the same exact length, DURATION nominal days and an exact rest;
 * without either a date lasts one day and a time none. An end that is not after its start counts as none.
 */
export function eventTiming(event: ICalEvent, zoneOf: ZoneOf): EventTiming {
  if (isAllDayEvent(event)) {
    const start = midnightOf(event.dtstart.wall);
    const length = Math.max(DAY, allDayLength(event, start));
    return { isAllDay: true, zone: utcTimeZone, start, endOf: (at) => at + length };
  }
  const zone = zoneOf(event.dtstart.tzid);
  const start = event.dtstart.wall;
  if (event.dtend !== null) {
    const length = Math.max(0, endInstant(event.dtend, zone, zoneOf) - zone.toInstant(start));
    return { isAllDay: false, zone, start, endOf: (at) => zone.toInstant(at) + length };
  }
  const duration = event.duration ?? { days: 0, milliseconds: 0 };
  return { isAllDay: false, zone, start, endOf: (at) => Math.max(zone.toInstant(at), afterDuration(at, duration, zone)) };
}

/** Weeks and days on the calendar, the rest by the clock. */
export function afterDuration(start: Wall, duration: ICalDuration, zone: TimeZone): Instant {
  return zone.toInstant(start + duration.days * DAY) + duration.milliseconds;
}

/** The end of a timed event: a date means its midnight, a floating end the zone of its start. */
export function endInstant(end: ICalDateTime, zone: TimeZone, zoneOf: ZoneOf): Instant {
  return (end.isDate || end.tzid === null ? zone : zoneOf(end.tzid)).toInstant(end.wall);
}

function allDayLength(event: ICalEvent, start: Wall): number {
  if (event.dtend !== null) return midnightOf(event.dtend.wall) - start;
  if (event.duration === null) return DAY;
  return midnightOf(event.duration.days * DAY + event.duration.milliseconds);
}
