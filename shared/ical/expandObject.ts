import type { Instant, Wall } from '../domain/timeZone.ts';
import { idStart, masterInstance, overrideInstance, shiftsOf } from './expandInstance.ts';
import { indexStarts, instanceId, placeOverrides } from './expandOverrides.ts';
import type { IdReader, PlacedOverride, StartIndex } from './expandOverrides.ts';
import { DAY } from './expandRuleDays.ts';
import { eventTiming, midnightOf } from './expandSpan.ts';
import type { ZoneOf } from './expandSpan.ts';
import { seriesStarts } from './expandStarts.ts';
import type { SeriesStart } from './expandStarts.ts';
import type { ICalEvent, ICalObject, SourceInstance } from './model.ts';

/** Instances that overlap [from, to) are wanted; with `startsOnly` those that start there. */
export interface ExpansionWindow {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Expansion {
  /** Sorted by start. Hidden and excluded ones are absent, cancelled ones present. */
  readonly instances: readonly SourceInstance[];
  /** Something in the window may be missing: too many instances, or a rule that cannot be followed. */
  readonly truncated: boolean;
}

/** What Calendar Server itself allows (MaxAllowedInstances). */
const MAX_INSTANCES = 3000;
/** Days, hours … looked at in one object; about half a second. */
const MAX_WORK = 3_000_000;
/** The years iCalendar can name. */
const FIRST = Date.parse('0001-01-01');
const LAST = Date.parse('9999-12-31');

/**
 * The instances of an object as its owner's calendar shows them, by RFC 5545 as Calendar Server reads it: DTSTART always
 * counts, several rules are a union, an override beats the EXDATE of its instance, RANGE=THISANDFUTURE moves what follows.
 */
export function expandObject(
  object: ICalObject,
  zoneOf: ZoneOf,
  window: ExpansionWindow,
  limits: { readonly maxInstances?: number; readonly startsOnly?: boolean } = {},
): Expansion {
  const bounds = { from: Math.max(FIRST, window.from), to: Math.min(LAST, window.to) };
  const { maxInstances: limit = MAX_INSTANCES, startsOnly = false } = limits;
  const { master } = object;
  const expansion =
    master === null ? expandOrphans(object, zoneOf) : expandSeries({ object, master, zoneOf, window: bounds, limit, startsOnly });
  const isWanted = startsOnly ? startsIn : overlaps;
  const instances: SourceInstance[] = [];
  let isSorted = true;
  for (const instance of expansion.instances) {
    if (!isWanted(instance, bounds)) continue;
    isSorted &&= instance.start >= (instances[instances.length - 1]?.start ?? -Infinity);
    instances.push(instance);
  }
  if (!isSorted) instances.sort((a, b) => a.start - b.start);
  if (instances.length <= limit) return { instances, truncated: expansion.truncated };
  return { instances: instances.slice(0, limit), truncated: true };
}

function overlaps({ start, end }: SourceInstance, { from, to }: ExpansionWindow): boolean {
  return start < to && (end > from || (end === start && start >= from));
}

function startsIn({ start }: SourceInstance, { from, to }: ExpansionWindow): boolean {
  return start >= from && start < to;
}

/** Without a master there is no series: each override stands for itself. */
function expandOrphans(object: ICalObject, zoneOf: ZoneOf): Expansion {
  const byOriginal = new Map<Instant, { readonly sequence: number; readonly instance: SourceInstance | null }>();
  for (const event of object.overrides) {
    const timing = eventTiming(event, zoneOf);
    for (const placed of placeOverrides([event], { timing, zoneOf, dateZoneTzid: dateZoneTzid(object) })) {
      const start = idStart(placed.id, timing);
      const rival = byOriginal.get(start.instant);
      if (rival !== undefined && rival.sequence > event.sequence) continue;
      byOriginal.set(start.instant, { sequence: event.sequence, instance: overrideInstance(placed, start, zoneOf) });
    }
  }
  const instances = [...byOriginal.values()].flatMap(({ instance }) => instance ?? []);
  return { instances, truncated: false };
}

interface SeriesRequest {
  readonly object: ICalObject;
  readonly master: ICalEvent;
  readonly zoneOf: ZoneOf;
  readonly window: ExpansionWindow;
  readonly limit: number;
  readonly startsOnly: boolean;
}

function expandSeries({ object, master, zoneOf, window, limit, startsOnly }: SeriesRequest): Expansion {
  const timing = eventTiming(master, zoneOf);
  const reader: IdReader = { timing, zoneOf, dateZoneTzid: dateZoneTzid(object) };
  const overrides = placeOverrides(object.overrides, reader);
  const exdates = master.exdates.map((value) => instanceId(value, reader));
  const starting = { object, master, reader, window, limit: limit + overrides.length + exdates.length, startsOnly, overrides };
  const { starts, truncated } = startsAround(starting);
  const index = indexStarts(starts);
  const { replaced, unmatched } = matchOverrides(overrides, index);
  const excluded = new Set(exdates.flatMap((id) => index.find(id)));
  const later = shiftsOf(overrides, reader);
  const instances: SourceInstance[] = [];
  const add = (instance: SourceInstance | null): void => {
    if (instance !== null) instances.push(instance);
  };
  for (const start of starts) {
    const override = replaced.get(start);
    if (override !== undefined) add(overrideInstance(override, start, zoneOf));
    else if (!excluded.has(start)) {
      const shift = later.length === 0 ? undefined : later.findLast((candidate) => candidate.after < start.instant);
      add(shift === undefined ? masterInstance(master, timing, start) : shift.instanceOf(start));
    }
  }
  // Also those of occurrences outside the window: they may have been moved into it.
  for (const override of unmatched) add(overrideInstance(override, idStart(override.id, timing), zoneOf));
  return { instances, truncated };
}

interface MatchedOverrides {
  readonly replaced: ReadonlyMap<SeriesStart, PlacedOverride>;
  readonly unmatched: readonly PlacedOverride[];
}

/** Each override takes one start: the one at its very wall, else the first of its day that is free. */
function matchOverrides(overrides: readonly PlacedOverride[], index: StartIndex): MatchedOverrides {
  const replaced = new Map<SeriesStart, PlacedOverride>();
  const unmatched: PlacedOverride[] = [];
  for (const override of overrides) {
    const free = index.find(override.id).filter((candidate) => !replaced.has(candidate));
    const start = free.find((candidate) => candidate.wall === override.id.wall) ?? free[0];
    if (start !== undefined) replaced.set(start, override);
    // Personal data of an occurrence that does not exist do not make it exist.
    else if (!override.event.synthesized) unmatched.push(override);
  }
  return { replaced, unmatched };
}

/** Exports name the zone they were made in by the one VTIMEZONE they carry. */
function dateZoneTzid(object: ICalObject): string | null {
  const [first] = object.timeZones.keys();
  return first !== undefined && object.timeZones.size === 1 ? first : null;
}

interface StartsAround extends Omit<SeriesRequest, 'zoneOf'> {
  readonly reader: IdReader;
  readonly overrides: readonly PlacedOverride[];
}

/** The starts whose instances can touch the window, and those of days that overrides name without a time, wherever they are. */
function startsAround({ object, master, reader, window, limit, startsOnly, overrides }: StartsAround): ReturnType<typeof seriesStarts> {
  const { timing, zoneOf } = reader;
  const reach = longestReach([master, ...object.overrides.filter((event) => event.thisAndFuture)], reader, startsOnly);
  const countedFrom = timing.zone.toWall(window.from) - reach;
  const from = countedFrom - DAY;
  const through = timing.zone.toWall(window.to) + reach + DAY;
  const days = namedDays(timing.isAllDay ? [] : overrides);
  const isWanted = (wall: Wall): boolean => (wall >= from && wall <= through) || (days.size > 0 && days.has(midnightOf(wall)));
  const range = {
    from: [...days].reduce((least, day) => Math.min(least, day), from),
    through: [...days].reduce((most, day) => Math.max(most, day + DAY), through),
  };
  return seriesStarts({ master, ...reader, zoneOf, range, isWanted, countedFrom, limit, work: { left: MAX_WORK } });
}

function namedDays(overrides: readonly PlacedOverride[]): ReadonlySet<Wall> {
  const days = new Set<Wall>();
  for (const { id } of overrides) if (id.day !== null) days.add(id.day);
  return days;
}

/** Nobody's event lasts longer; damaged dates would have the rule followed through millennia. */
const LONGEST_REACH = 30 * 366 * DAY;

/** How far an instance's start can lie from the window it touches: its length and, for a shift, its distance. */
function longestReach(events: readonly ICalEvent[], reader: IdReader, startsOnly: boolean): number {
  const reach = events.reduce((longest, event) => {
    const timing = eventTiming(event, reader.zoneOf);
    const length = startsOnly ? 0 : timing.endOf(timing.start) - timing.zone.toInstant(timing.start);
    const distance = event.recurrenceId === null ? 0 : Math.abs(instanceId(event.recurrenceId, reader).wall - timing.start) + DAY;
    return Math.max(longest, length + distance);
  }, 0);
  return Math.min(reach, LONGEST_REACH);
}
