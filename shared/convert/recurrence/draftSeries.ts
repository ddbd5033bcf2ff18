import { daysOfPattern } from '../../ews/expandPattern.ts';
import type { RecurrencePattern } from '../../ews/item.ts';
import { DAYS_OF_WEEK } from '../../ews/patternPeriods.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import { windowsTimeZone } from '../../ews/windowsZones.ts';
import { eventTiming } from '../../ical/expandSpan.ts';
import type { ICalEvent } from '../../ical/model.ts';
import type { DraftSeries, Segment } from './draft.ts';
import type { Wall } from '../../domain/timeZone.ts';
import type { Lane } from './lane.ts';
import type { RangedLane } from './rangeLanes.ts';
import { wallLength } from './ruleLanes.ts';
import { laneText } from './ruleText.ts';
import type { SeriesContext } from './seriesContext.ts';
import { endZoneOf, zoneOf } from './spans.ts';

/** The stretch that is the event's own, unmoved. */
export function segmentOf(event: ICalEvent, context: SeriesContext, place: Segment['place'] = (wall) => wall): Segment {
  const timing = eventTiming(event, zoneOf(context.zones));
  const zone = context.zones.resolve(timing.isAllDay ? null : event.dtstart.tzid);
  return {
    event,
    isAllDay: timing.isAllDay,
    zone,
    exchangeZone: timing.isAllDay ? null : (windowsTimeZone(zone.windowsId) ?? zone.zone),
    endZone: timing.isAllDay ? zone : endZoneOf(event, context.zones),
    length: wallLength({ timing, master: event, start: timing.start }),
    place,
  };
}

/** A ranged lane as a series of that segment; null where the segment moves it to days no pattern gives. */
export function draftSeries(ranged: RangedLane, segment: Segment, context: SeriesContext, suffix = ''): DraftSeries | null {
  const originalTimeOfDay = ranged.lane.timeOfDay;
  const original = ranged.first * DAY_MS + originalTimeOfDay;
  const moved = segment.place(original);
  const byDays = Math.floor(moved / DAY_MS) - ranged.first;
  const lane = shiftLane(ranged.lane, byDays, moved - Math.floor(moved / DAY_MS) * DAY_MS);
  if (lane === null) return null;
  const last = ranged.last === null ? null : ranged.last + byDays;
  const first = ranged.first + byDays;
  const startDay = Math.floor(context.start / DAY_MS);
  const carriesStart = ranged.holdsStart && suffix === '';
  const splitPart = `split:${laneText(lane, context.start - startDay * DAY_MS)}${suffix}`;
  return startingPlainly({
    part: carriesStart ? 'master' : splitPart,
    splitPart,
    movedByDays: byDays,
    segment,
    lane,
    days: daysOfPattern(lane.pattern, lane.anchor, first, last ?? undefined),
    first,
    last,
    byCount: ranged.byCount,
    originalTimeOfDay,
    deletions: new Set(ranged.gaps.map((day) => day + byDays)),
    exceptions: new Map(),
  });
}

/**
 * Exchange takes time of day and length from the first occurrence. One that the change to or from summer time distorts is left to
 * stand alone, and the series begins with the next.
 */
export function startingPlainly(series: DraftSeries): DraftSeries {
  if (isPlainOn(series, series.first)) return series;
  const next = series.days.nth(2);
  return next === null ? series : seriesBetween(series, next, series.last);
}

/** Whether the occurrence of that day starts and ends at the digits the series says. */
export function isPlainOn({ segment, lane }: DraftSeries, day: DayNumber): boolean {
  const zone = segment.exchangeZone;
  if (zone === null) return true;
  const isPlain = (wall: Wall): boolean => zone.toWall(zone.toInstant(wall)) === wall;
  const start = day * DAY_MS + lane.timeOfDay;
  return isPlain(start) && isPlain(start + segment.length);
}

/** The stretch of a series from one day of its own to another, by the name of one that does not carry DTSTART. */
export function seriesBetween(series: DraftSeries, first: DayNumber, last: DayNumber | null): DraftSeries {
  const { lane } = series;
  const isInside = (day: DayNumber): boolean => day >= first && (last === null || day <= last);
  return {
    ...series,
    part: series.splitPart,
    first,
    last,
    byCount: series.byCount && last === series.last,
    days: daysOfPattern(lane.pattern, lane.anchor, first, last ?? undefined),
    deletions: new Set([...series.deletions].filter(isInside)),
    exceptions: new Map([...series.exceptions].filter(([day]) => isInside(day))),
  };
}

/** One series is the master; parts that would still be called alike get their first day as a surname. */
export function tellApart(series: readonly DraftSeries[]): readonly DraftSeries[] {
  const lead = series.find(({ part }) => part === 'master');
  const named = series.map((one) => (one.part === 'master' && one !== lead ? { ...one, part: one.splitPart } : one));
  return named.map((one) => {
    const isAlone = named.every((other) => other === one || other.part !== one.part);
    return isAlone ? one : { ...one, part: `${one.part};FROM=${dateOf(one.first).replaceAll('-', '')}` };
  });
}

/** The lane so many days later, at that time of day; null where no pattern gives that. */
export function shiftLane(lane: Lane, byDays: number, timeOfDay: number): Lane | null {
  const pattern = shiftPattern(lane.pattern, byDays);
  return pattern === null ? null : { pattern, anchor: lane.anchor + byDays, timeOfDay };
}

/** Days and weeks can be moved by any number of days, months cannot. */
function shiftPattern(pattern: RecurrencePattern, byDays: number): RecurrencePattern | null {
  if (byDays === 0 || pattern.type === 'Daily') return pattern;
  if (pattern.type !== 'Weekly') return null;
  const shifted = (index: number): number => (((index + byDays) % 7) + 7) % 7;
  const firstDayOfWeek = DAYS_OF_WEEK[shifted(DAYS_OF_WEEK.indexOf(pattern.firstDayOfWeek))] ?? pattern.firstDayOfWeek;
  const moved = new Set(pattern.daysOfWeek.map((day) => shifted(DAYS_OF_WEEK.indexOf(day))));
  return { ...pattern, firstDayOfWeek, daysOfWeek: DAYS_OF_WEEK.filter((_day, index) => moved.has(index)) };
}
