import type { Note } from '../../domain/note.ts';
import { note } from '../../domain/note.ts';
import { TIME_ZONE_NOTES } from '../../domain/notes/timeZone.ts';
import { utcTimeZone } from '../../domain/timeZone.ts';
import { formatDateTime } from '../../ical/dateTime.ts';
import { eventTiming, isMarkedAllDay } from '../../ical/expandSpan.ts';
import type { EventTiming } from '../../ical/expandSpan.ts';
import type { ICalDateTime, ICalEvent } from '../../ical/model.ts';
import type { EventSpan, ResolvedZone, ZoneResolver } from '../model.ts';

const FIRST_YEAR = Date.UTC(1601, 0, 1);
const LAST_YEAR = Date.UTC(4500, 0, 1);
/** Exchange answers ErrorCalendarDurationIsTooLong beyond five years. */
const FIVE_YEARS = 5 * 365 * 86_400_000;

/**
 * When an event takes place, in the words of Exchange. An all-day event lies at midnights of the owner's own zone, and its days
 * are counted as dates; a timed one keeps its digits and the zones of both ends.
 */
export function eventSpan(event: ICalEvent, zones: ZoneResolver): { readonly span: EventSpan; readonly notes: readonly Note[] } {
  const timing = eventTiming(event, (tzid) => zones.resolve(tzid).zone);
  const span = timing.isAllDay ? allDaySpan(timing, zones) : timedSpan(event, timing, zones);
  return { span, notes: joined(zoneNotes(event, timing, zones), endNotes(event, timing, span), limitNotes(span), dateNotes(event)) };
}

const NONE: readonly Note[] = [];

function joined(...lists: readonly (readonly Note[])[]): readonly Note[] {
  return lists.every((list) => list.length === 0) ? NONE : lists.flat();
}

function allDaySpan({ start, endOf }: EventTiming, zones: ZoneResolver): EventSpan {
  const { windowsId } = zones.resolve(null);
  const end = endOf(start);
  return {
    start: { wall: start, instant: start, zone: utcTimeZone, windowsId },
    end: { wall: end, instant: end, zone: utcTimeZone, windowsId },
    isAllDay: true,
  };
}

function timedSpan(event: ICalEvent, { zone, start, endOf }: EventTiming, zones: ZoneResolver): EventSpan {
  const instant = endOf(start);
  const own = endZone(event, zones);
  return {
    start: { wall: start, instant: zone.toInstant(start), zone, windowsId: zones.resolve(event.dtstart.tzid).windowsId },
    end: { wall: own.zone.toWall(instant), instant, zone: own.zone, windowsId: own.windowsId },
    isAllDay: false,
  };
}

/** The zone the end is written in: its own where DTEND names one. */
function endZone({ dtstart, dtend }: ICalEvent, zones: ZoneResolver): ResolvedZone {
  return zones.resolve(dtend === null || dtend.isDate || dtend.tzid === null ? dtstart.tzid : dtend.tzid);
}

function zoneNotes(event: ICalEvent, timing: EventTiming, zones: ZoneResolver): readonly Note[] {
  if (timing.isAllDay) return isMarkedAllDay(event) ? [note(TIME_ZONE_NOTES, 'all-day-by-mark', 'DTSTART', text(event.dtstart))] : [];
  const start = zones.resolve(event.dtstart.tzid);
  const end = endZone(event, zones);
  const notes = start === end ? start.notes : [...start.notes, ...end.notes];
  if (event.dtstart.tzid !== null) return notes;
  return [...notes, note(TIME_ZONE_NOTES, 'floating-time', 'DTSTART', text(event.dtstart), start.windowsId)];
}

function endNotes({ dtstart, dtend }: ICalEvent, timing: EventTiming, { start, end }: EventSpan): readonly Note[] {
  if (dtend === null) return NONE;
  const notes = dtend.isDate === dtstart.isDate ? NONE : [note(TIME_ZONE_NOTES, 'end-of-other-type', 'DTEND', text(dtend))];
  const isShort = timing.isAllDay ? dtend.wall < end.wall : end.instant === start.instant && dtend.wall !== dtstart.wall;
  return isShort ? [...notes, note(TIME_ZONE_NOTES, 'end-not-after-start', 'DTEND', text(dtend))] : notes;
}

function limitNotes({ start, end }: EventSpan): readonly Note[] {
  const isOut = start.wall < FIRST_YEAR || end.wall >= LAST_YEAR;
  const isLong = end.instant - start.instant > FIVE_YEARS;
  if (!isOut && !isLong) return NONE;
  const year = String(new Date(start.wall).getUTCFullYear());
  return [
    ...(isOut ? [note(TIME_ZONE_NOTES, 'year-out-of-range', 'DTSTART', year)] : []),
    ...(isLong ? [note(TIME_ZONE_NOTES, 'longer-than-five-years', 'DTEND')] : []),
  ];
}

/** Added dates Exchange cannot hold: they become nothing. */
function dateNotes({ rdates }: ICalEvent): readonly Note[] {
  const lost = rdates.filter(({ start }) => start.wall < FIRST_YEAR || start.wall >= LAST_YEAR);
  const [first] = lost;
  return first === undefined
    ? NONE
    : [note(TIME_ZONE_NOTES, 'year-out-of-range', 'RDATE', `${lost.length} dates, as ${text(first.start)}`)];
}

function text(time: ICalDateTime): string {
  return `${formatDateTime(time)}${time.tzid === null || time.tzid === 'UTC' ? '' : ` ${time.tzid}`}`;
}
