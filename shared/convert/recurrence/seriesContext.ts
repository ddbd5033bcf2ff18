import type { Instant, Wall } from '../../domain/timeZone.ts';
import { eventTiming } from '../../ical/expandSpan.ts';
import type { EventTiming } from '../../ical/expandSpan.ts';
import type { IdReader } from '../../ical/expandOverrides.ts';
import type { ICalEvent, ICalObject } from '../../ical/model.ts';
import type { Proof, ZoneResolver } from '../model.ts';
import { zoneOf } from './spans.ts';

export interface PlanSeriesOptions {
  /** The plan's own clock. */
  readonly asOf: Instant;
  /** Until when endless things are expanded and compared. */
  readonly horizon: Instant;
  /** Instances that ended before it need not be written where a rule is expanded. */
  readonly from?: Instant;
  readonly proof?: Proof;
}

/** What every step of planning one series asks. */
export interface SeriesContext {
  readonly object: ICalObject;
  readonly master: ICalEvent;
  readonly zones: ZoneResolver;
  readonly timing: EventTiming;
  readonly reader: IdReader;
  /** DTSTART on the series' wall. */
  readonly start: Wall;
  readonly options: PlanSeriesOptions;
}

export function seriesContext(object: ICalObject, master: ICalEvent, zones: ZoneResolver, options: PlanSeriesOptions): SeriesContext {
  const timing = eventTiming(master, zoneOf(zones));
  const [zoneName] = object.timeZones.keys();
  const dateZoneTzid = zoneName !== undefined && object.timeZones.size === 1 ? zoneName : null;
  return { object, master, zones, timing, reader: { timing, zoneOf: zoneOf(zones), dateZoneTzid }, start: timing.start, options };
}
