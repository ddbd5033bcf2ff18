import { instanceId } from '../../ical/expandOverrides.ts';
import type { IdReader } from '../../ical/expandOverrides.ts';
import { eventTiming } from '../../ical/expandSpan.ts';
import type { ICalDateTime, ICalEvent, ICalObject } from '../../ical/model.ts';
import type { Instant } from '../../domain/timeZone.ts';
import type { ZoneResolver } from '../model.ts';
import { zoneOf } from '../recurrence/spans.ts';

/** Tells which instance of a series a RECURRENCE-ID or EXDATE means, as the instant it would start. */
export type InstanceReader = (id: ICalDateTime) => Instant;

/** Reads ids against the series that begins with `first`. */
export function instanceReader(first: ICalEvent, object: ICalObject, zones: ZoneResolver): InstanceReader {
  const timing = eventTiming(first, zoneOf(zones));
  const [tzid] = object.timeZones.keys();
  const reader: IdReader = { timing, zoneOf: zoneOf(zones), dateZoneTzid: tzid !== undefined && object.timeZones.size === 1 ? tzid : null };
  return (id) => {
    const { wall } = instanceId(id, reader);
    return timing.isAllDay ? wall : timing.zone.toInstant(wall);
  };
}

/** What an object says about single instances of its series. */
export interface InstanceStatements {
  readonly overrides: ReadonlyMap<Instant, ICalEvent>;
  /** Excluded, hidden by the owner, or cancelled. An override beats the EXDATE of its instance. */
  readonly gone: ReadonlySet<Instant>;
}

/** Gathers EXDATEs and overrides by the instance they mean. */
export function instanceStatements({ master, overrides }: ICalObject, read: InstanceReader): InstanceStatements {
  const living = new Map<Instant, ICalEvent>();
  const gone = new Set((master?.exdates ?? []).map(read));
  for (const override of overrides) {
    const instance = read(override.recurrenceId ?? override.dtstart);
    if (override.hidden || override.status === 'CANCELLED') gone.add(instance);
    else {
      gone.delete(instance);
      living.set(instance, override);
    }
  }
  return { overrides: living, gone };
}
