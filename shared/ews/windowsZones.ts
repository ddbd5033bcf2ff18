import { canonicalZoneName, ianaTimeZone } from '../domain/ianaTimeZone.ts';
import type { TimeZone } from '../domain/timeZone.ts';
import data from './data/windowsZones.json' with { type: 'json' };

/**
 * Where CLDR's table is behind: zones whose government changed the rules after the table's row was made, so that the listed
 * Windows zone gives other times today. Each found by comparing every zone with its Windows zone's representative.
 */
const CORRECTIONS: readonly { readonly iana: string; readonly windowsId: string; readonly reason: string }[] = [
  { iana: 'America/Scoresbysund', windowsId: 'Greenland Standard Time', reason: 'UTC-2 with summer time like Nuuk since 2024-03-31' },
  { iana: 'Antarctica/Casey', windowsId: 'W. Australia Standard Time', reason: 'UTC+8 all year since 2023-03-09' },
  { iana: 'Antarctica/Vostok', windowsId: 'West Asia Standard Time', reason: 'UTC+5 all year since 2023-12-18' },
];

/** Counts up with every change of the corrections above: a sealed plan names the data it was made with. */
const CORRECTIONS_VERSION = 1;

/** Which zone table conversions were made with. */
export const WINDOWS_ZONE_DATA_VERSION = `cldr-${data.version}+${String(CORRECTIONS_VERSION)}`;

const representatives = new Map<string, string>();
const idsByName = new Map<string, string>();
const idsByLowerCase = new Map<string, string>();
const zonesById = new Map<string, TimeZone>();

for (const [id, text] of Object.entries(data.zones)) {
  const names = text.split(' ');
  representatives.set(id, names[0] ?? id);
  idsByLowerCase.set(id.toLowerCase(), id);
  for (const name of names) if (!idsByName.has(name)) idsByName.set(name, id);
}
for (const { iana, windowsId } of CORRECTIONS) idsByName.set(iana, windowsId);

/**
 * The same by the names Intl prefers. Asking it for all of them takes fifty milliseconds and 16 MiB that are never given back, and hardly
 * any zone needs it.
 */
let idsByPreferredName: ReadonlyMap<string, string> | null = null;

function preferredNames(): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [name, id] of idsByName) {
    const preferred = canonicalZoneName(name) ?? name;
    if (!ids.has(preferred)) ids.set(preferred, id);
  }
  return ids;
}

/** The Windows zone of a zone of the tz database, links included, or null where Windows has none (Antarctica/Troll). */
export function windowsIdOfIana(name: string): string | null {
  const exact = idsByName.get(name);
  if (exact !== undefined) return exact;
  const canonical = canonicalZoneName(name);
  if (canonical === null) return null;
  idsByPreferredName ??= preferredNames();
  return idsByName.get(canonical) ?? idsByPreferredName.get(canonical) ?? null;
}

/** The tz database zone that stands for a Windows zone (CLDR territory 001), or null when there is no such Windows zone. */
export function ianaOfWindowsId(id: string): string | null {
  const exact = windowsIdOf(id);
  return exact === null ? null : (representatives.get(exact) ?? null);
}

/** The offsets of a Windows zone, by the zone of the tz database that stands for it. */
export function windowsTimeZone(id: string): TimeZone | null {
  const known = zonesById.get(id);
  if (known !== undefined) return known;
  const iana = ianaOfWindowsId(id);
  const zone = iana === null ? null : ianaTimeZone(iana);
  if (zone !== null) zonesById.set(id, zone);
  return zone;
}

/** Whether the text is the id of a Windows zone, in any letter case. */
export function isWindowsId(text: string): boolean {
  return idsByLowerCase.has(text.toLowerCase());
}

/** The id as Windows spells it, or null. */
export function windowsIdOf(text: string): string | null {
  return idsByLowerCase.get(text.toLowerCase()) ?? null;
}

/** All ids of Windows zones that can be written. */
export function allWindowsIds(): readonly string[] {
  return [...representatives.keys()];
}
