import type { Instant, Wall } from '../../domain/timeZone.ts';
import { eventTiming } from '../../ical/expandSpan.ts';
import type { EventTiming, ZoneOf } from '../../ical/expandSpan.ts';
import type { ICalEvent, SourceInstance } from '../../ical/model.ts';
import type { EventSpan, ResolvedZone, ZonedTime, ZoneResolver } from '../model.ts';

/** The expansion's view of the resolver. */
export function zoneOf(zones: ZoneResolver): ZoneOf {
  return (tzid) => zones.resolve(tzid).zone;
}

export function zonedTime(wall: Wall, { zone, windowsId }: ResolvedZone): ZonedTime {
  return { wall, instant: zone.toInstant(wall), zone, windowsId };
}

function atInstant(instant: Instant, { zone, windowsId }: ResolvedZone): ZonedTime {
  return { wall: zone.toWall(instant), instant, zone, windowsId };
}

/** The zone the event's end is written in: its own where DTEND names one. */
export function endZoneOf(event: ICalEvent, zones: ZoneResolver): ResolvedZone {
  const { dtstart, dtend } = event;
  return zones.resolve(dtend === null || dtend.isDate || dtend.tzid === null ? dtstart.tzid : dtend.tzid);
}

/** A span of the event's kind that starts and ends then. All-day: the instants are midnights read as UTC. */
export function spanBetween(event: ICalEvent, isAllDay: boolean, zones: ZoneResolver, start: Instant, end: Instant): EventSpan {
  if (isAllDay) {
    const { zone, windowsId } = zones.resolve(null);
    return { start: { wall: start, instant: start, zone, windowsId }, end: { wall: end, instant: end, zone, windowsId }, isAllDay };
  }
  return { start: atInstant(start, zones.resolve(event.dtstart.tzid)), end: atInstant(end, endZoneOf(event, zones)), isAllDay };
}

/** When the event itself takes place, as it stands. A start inside a daylight-saving gap keeps its digits. */
export function eventSpan(event: ICalEvent, zones: ZoneResolver, timing: EventTiming = eventTiming(event, zoneOf(zones))): EventSpan {
  const start = timing.zone.toInstant(timing.start);
  const span = spanBetween(event, timing.isAllDay, zones, start, timing.endOf(timing.start));
  return timing.isAllDay ? span : { ...span, start: { ...span.start, wall: timing.start } };
}

export function instanceSpan(instance: SourceInstance, zones: ZoneResolver): EventSpan {
  return spanBetween(instance.event, instance.isAllDay, zones, instance.start, instance.end);
}
