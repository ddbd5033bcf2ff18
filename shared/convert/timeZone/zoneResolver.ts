import type { Note } from '../../domain/note.ts';
import { note } from '../../domain/note.ts';
import { TIME_ZONE_NOTES } from '../../domain/notes/timeZone.ts';
import { utcTimeZone } from '../../domain/timeZone.ts';
import type { Instant } from '../../domain/timeZone.ts';
import type { ZoneOf } from '../../ical/expandSpan.ts';
import type { ICalComponent, ICalObject } from '../../ical/model.ts';
import { textValue } from '../../ical/properties.ts';
import type { ResolvedZone, ZoneResolver } from '../model.ts';
import { customTimeZone } from './customTimeZone.ts';
import { agreesOverYears, agreesWithWindows, fitWindowsZone } from './windowsFit.ts';
import { offsetOfName, zoneOfName, zoneOfOffset } from './zoneOfName.ts';
import type { NamedZone } from './zoneOfName.ts';

export interface ZoneResolverOptions {
  /** Name of the zone for floating times, dates and zones nobody knows; IANA or Windows. */
  readonly floatingZone: string;
  /**
   * The instants the object's Windows zones must be right at, asked for only where a zone is in doubt. The argument gives the
   * zones as the source means them, so that the object can be expanded with it.
   */
  readonly sampleInstants?: (zoneOf: ZoneOf) => readonly Instant[];
}

/** What a TZID means, before anyone asks Exchange: the zone, Windows' usual id for it, and how it was found. */
interface SourceZone extends NamedZone {
  readonly notes: readonly Note[];
}

const UTC: ResolvedZone = { zone: utcTimeZone, windowsId: 'UTC', notes: [] };
const NAMED_UTC: NamedZone = { zone: utcTimeZone, windowsId: 'UTC' };
const plainZones = new Map<NamedZone, ResolvedZone | null>();

/**
 * The time zones of one object. A TZID is, in this order: UTC; a name of the tz database (which beats an old VTIMEZONE of the
 * same name), also behind a prefix; a Windows id or display name; what its VTIMEZONE calls itself; its VTIMEZONE's rules; an
 * offset; else the floating zone, with a note.
 */
export function createZoneResolver(
  object: Pick<ICalObject, 'timeZones' | 'calendarProperties'>,
  options: ZoneResolverOptions,
): ZoneResolver {
  const floating = zoneOfName(options.floatingZone) ?? NAMED_UTC;
  const sourceZone = remembered((tzid: string | null): SourceZone =>
    tzid === null ? { ...floating, notes: [] } : readZone(tzid, object, floating),
  );
  const instants = once(() => options.sampleInstants?.((tzid) => sourceZone(tzid).zone) ?? []);
  const resolveDoubtful = remembered((tzid: string | null) =>
    withWindowsZone(tzid ?? options.floatingZone, sourceZone(tzid), floating.windowsId, instants()),
  );
  return {
    resolve: (tzid) => {
      if (tzid === 'UTC') return UTC;
      const named = tzid === null ? floating : zoneOfName(tzid);
      return (named === null ? null : plainZone(named)) ?? resolveDoubtful(tzid);
    },
  };
}

/** Few objects have a zone in doubt: what remembers the answers is made with the first question. */
function remembered<T>(answer: (tzid: string | null) => T): (tzid: string | null) => T {
  let answers: Map<string | null, { readonly value: T }> | undefined;
  return (tzid) => {
    answers ??= new Map();
    const known = answers.get(tzid) ?? { value: answer(tzid) };
    answers.set(tzid, known);
    return known.value;
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** One answer for all objects where the name says everything; null where the object's own dates must be looked at. */
function plainZone(named: NamedZone): ResolvedZone | null {
  let plain = plainZones.get(named);
  if (plain === undefined) {
    const { zone, windowsId } = named;
    plain = windowsId !== null && agreesOverYears(zone, windowsId) ? { zone, windowsId, notes: [] } : null;
    plainZones.set(named, plain);
  }
  return plain;
}

function readZone(tzid: string, object: Pick<ICalObject, 'timeZones' | 'calendarProperties'>, floating: NamedZone): SourceZone {
  const named = zoneOfName(tzid);
  if (named !== null) return { ...named, notes: [] };
  const definition = object.timeZones.get(tzid);
  const hinted = definition === undefined ? null : zoneOfHints(definition);
  if (hinted !== null) return { ...hinted, notes: [note(TIME_ZONE_NOTES, 'time-zone-read-as', 'TZID', tzid, hinted.zone.id)] };
  const custom = definition === undefined ? null : customTimeZone(definition);
  if (custom !== null) return { zone: custom, windowsId: null, notes: [] };
  const offset = offsetOfName(tzid);
  if (offset !== null) {
    const fixed = zoneOfOffset(offset);
    return { ...fixed, notes: [note(TIME_ZONE_NOTES, 'time-zone-by-offset', 'TZID', tzid, fixed.windowsId ?? fixed.zone.id)] };
  }
  const calendar = zoneOfName(textValue({ properties: object.calendarProperties }, 'X-WR-TIMEZONE')) ?? floating;
  return { ...calendar, notes: [note(TIME_ZONE_NOTES, 'time-zone-unknown', 'TZID', tzid, calendar.zone.id)] };
}

/** What a VTIMEZONE says about itself besides its TZID: the tz database name, or an address that ends in it. */
function zoneOfHints(definition: ICalComponent): NamedZone | null {
  for (const property of ['X-LIC-LOCATION', 'TZURL']) {
    const text = textValue(definition, property).replace(/\.ics$/i, '');
    const zone = text === '' ? null : zoneOfName(text);
    if (zone !== null) return zone;
  }
  return null;
}

/** Names the Windows zone: the usual one while it is right for this object, else the one that fits it best, with a note. */
function withWindowsZone(tzid: string, source: SourceZone, floatingId: string | null, instants: readonly Instant[]): ResolvedZone {
  const { zone, windowsId, notes } = source;
  if (windowsId !== null && agreesWithWindows(zone, windowsId, instants)) return { zone, windowsId, notes };
  const preferred = [windowsId, floatingId].filter((id) => id !== null);
  const fit = fitWindowsZone(zone, preferred, instants);
  const said = (code: keyof typeof TIME_ZONE_NOTES, id: string): ResolvedZone => ({
    zone,
    windowsId: id,
    notes: [...notes, note(TIME_ZONE_NOTES, code, 'TZID', tzid, id)],
  });
  if (!fit.isExact) return said('time-zone-differs', fit.windowsId);
  if (windowsId !== null) return said('time-zone-fitted', fit.windowsId);
  return notes.length > 0 ? { zone, windowsId: fit.windowsId, notes } : said('time-zone-by-rules', fit.windowsId);
}
