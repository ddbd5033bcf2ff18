import { utcTimeZone } from '../../domain/timeZone.ts';
import type { Instant } from '../../domain/timeZone.ts';
import type { ZoneOf } from '../../ical/expandSpan.ts';
import type { ICalEvent, SourceInstance } from '../../ical/model.ts';
import type { EventSpan, ResolvedZone, ZonedTime, ZoneResolver } from '../model.ts';
import { eventSpan } from '../timeZone/eventSpan.ts';

/** The expansion's view of the resolver. */
export function zoneOf(zones: ZoneResolver): ZoneOf {
  return (tzid) => zones.resolve(tzid).zone;
}

/** The zone the event's end is written in: its own where DTEND names one. */
export function endZoneOf(event: ICalEvent, zones: ZoneResolver): ResolvedZone {
  const { dtstart, dtend } = event;
  return zones.resolve(dtend === null || dtend.isDate || dtend.tzid === null ? dtstart.tzid : dtend.tzid);
}

/** When the event itself takes place, as it stands. What there is to say about its zones is said by whoever asks for the notes. */
export function ownSpan(event: ICalEvent, zones: ZoneResolver): EventSpan {
  return eventSpan(event, zones).span;
}

/** A span of the event's kind that starts and ends then. All-day: the instants are midnights read as UTC. */
export function spanBetween(event: ICalEvent, isAllDay: boolean, zones: ZoneResolver, start: Instant, end: Instant): EventSpan {
  if (isAllDay) {
    const { windowsId } = zones.resolve(null);
    const midnight = (wall: Instant): ZonedTime => ({ wall, instant: wall, zone: utcTimeZone, windowsId });
    return { start: midnight(start), end: midnight(end), isAllDay };
  }
  return { start: atInstant(start, zones.resolve(event.dtstart.tzid)), end: atInstant(end, endZoneOf(event, zones)), isAllDay };
}

function atInstant(instant: Instant, { zone, windowsId }: ResolvedZone): ZonedTime {
  return { wall: zone.toWall(instant), instant, zone, windowsId };
}

export function instanceSpan(instance: SourceInstance, zones: ZoneResolver): EventSpan {
  return spanBetween(instance.event, instance.isAllDay, zones, instance.start, instance.end);
}
