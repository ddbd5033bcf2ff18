import { ianaTimeZone } from '../../domain/ianaTimeZone.ts';
import { fixedTimeZone, utcTimeZone } from '../../domain/timeZone.ts';
import type { TimeZone } from '../../domain/timeZone.ts';
import { windowsIdOfDisplayName } from '../../ews/windowsDisplayNames.ts';
import { windowsIdOf, windowsIdOfIana, windowsTimeZone } from '../../ews/windowsZones.ts';

/** What a name alone tells: the zone, and the Windows zone usually standing for it (null: Windows has none). */
export interface NamedZone {
  readonly zone: TimeZone;
  readonly windowsId: string | null;
}

const UTC_NAME = /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Greenwich|Universal|Z)(?:[+-]?0+(?::?00)?)?$/i;

const FARTHEST_EAST = 14 * 60;
const FARTHEST_WEST = 12 * 60;

const zonesByName = new Map<string, NamedZone | null>();

/** A TZID as a known name: UTC, the tz database, either of them behind a prefix, a Windows id or display name. Null when none. */
export function zoneOfName(tzid: string): NamedZone | null {
  const known = zonesByName.get(tzid);
  if (known !== undefined) return known;
  const zone = firstOf(spellings(tzid), ianaZone) ?? firstOf([tidy(tzid)], windowsZone);
  zonesByName.set(tzid, zone);
  return zone;
}

function firstOf(names: readonly string[], read: (name: string) => NamedZone | null): NamedZone | null {
  for (const name of names) {
    const zone = read(name);
    if (zone !== null) return zone;
  }
  return null;
}

/** GMT is UTC, not «GMT Standard Time», which has summer time. */
function ianaZone(name: string): NamedZone | null {
  if (UTC_NAME.test(name)) return { zone: utcTimeZone, windowsId: 'UTC' };
  const zone = ianaTimeZone(name);
  return zone === null ? null : { zone, windowsId: windowsIdOfIana(name) };
}

function windowsZone(name: string): NamedZone | null {
  const windowsId = windowsIdOf(name) ?? windowsIdOfDisplayName(name);
  const zone = windowsId === null ? null : windowsTimeZone(windowsId);
  return zone === null ? null : { zone, windowsId };
}

/** Quotes, blanks and line ends that serialisers left in the name. */
function tidy(tzid: string): string {
  return tzid
    .replace(/\\[nr]|["']/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The name as it stands, then with less and less in front (`/mozilla.org/20050126_1/Europe/Berlin`,
 * `/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta`), with blanks as underscores, with `-` for `/` (`US-Eastern`).
 */
function spellings(tzid: string): readonly string[] {
  const name = tidy(tzid).replace(/ /g, '_');
  const parts = name.split('/').filter((part) => part !== '');
  const tails = [3, 2, 1].filter((length) => length <= parts.length).map((length) => parts.slice(-length).join('/'));
  return [name, ...tails, name.replace('-', '/'), name.replace(/^.*?Olson_\d+_/, '')];
}

/**
 * `GMT+0100`, `(GMT -03:00)`, `UTC+11`, `+05:30`: minutes east of UTC, or null. The tz database's `Etc/GMT+5` is a name and means
 * -5; Calendar Server's own zone files turn the sign of `GMT+0500` round likewise, but the Macs that wrote it did not. Only
 * `GMT-1300` and `GMT-1400` can be nothing else: no place is that far west.
 */
export function offsetOfName(tzid: string): number | null {
  const parts = /^\(?(?:UTC|GMT|Z)?([+-])(\d{1,2}):?(\d\d)?\)?$/i.exec(tidy(tzid).replace(/ /g, ''));
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  if (minutes > FARTHEST_EAST) return null;
  return parts[1] === '-' && minutes > 0 && minutes <= FARTHEST_WEST ? -minutes : minutes;
}

/** The zone of a plain offset, with a Windows zone that always has it where there is one. */
export function zoneOfOffset(minutes: number): NamedZone {
  const zone = fixedTimeZone(minutes);
  if (minutes === 0) return { zone, windowsId: 'UTC' };
  const hours = minutes / 60;
  // POSIX turns the sign round: Etc/GMT+5 lies west of Greenwich.
  return { zone, windowsId: Number.isInteger(hours) ? windowsIdOfIana(`Etc/GMT${hours > 0 ? '-' : '+'}${String(Math.abs(hours))}`) : null };
}
