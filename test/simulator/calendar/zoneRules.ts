import { DAY, daysInMonth, MINUTE, monthNumber, weekday, dayOf } from './civil.ts';
import type { Zone } from './windowsZones.ts';

/** When, by the clock before it, a zone's clock is put forward or back each year. */
export interface YearlyChange {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 4, or -1 for the last. */
  readonly occurrence: number;
  readonly weekday: number;
  readonly minutesOfDay: number;
}

export interface ZoneRules {
  /** Minutes east of UTC. */
  readonly standard: number;
  readonly daylight: number;
  readonly toDaylight: YearlyChange | null;
  readonly toStandard: YearlyChange | null;
}

/** The rules of one year as Windows writes them down: a standard time, a daylight time, and two changes. */
export function zoneRules(zone: Zone, year: number): ZoneRules {
  const changes = changesOf(zone, year);
  const winter = zone.offsetAt(Date.UTC(year, 0, 1));
  const summer = zone.offsetAt(Date.UTC(year, 6, 1));
  const standard = Math.min(winter, summer) / MINUTE;
  const daylight = Math.max(winter, summer) / MINUTE;
  const toDaylight = changes.find((instant) => zone.offsetAt(instant) === daylight * MINUTE);
  const toStandard = changes.find((instant) => zone.offsetAt(instant) === standard * MINUTE);
  if (standard === daylight || toDaylight === undefined || toStandard === undefined)
    return { standard: winter / MINUTE, daylight: winter / MINUTE, toDaylight: null, toStandard: null };
  return { standard, daylight, toDaylight: describe(toDaylight, standard, zone), toStandard: describe(toStandard, daylight, zone) };
}

function changesOf(zone: Zone, year: number): readonly number[] {
  const found: number[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  for (let hour = Date.UTC(year, 0, 1); hour < end; hour += 30 * MINUTE)
    if (zone.offsetAt(hour) !== zone.offsetAt(hour - 30 * MINUTE)) found.push(hour);
  return found;
}

function describe(instant: number, offsetBefore: number, zone: Zone): YearlyChange {
  const wall = instant + offsetBefore * MINUTE;
  const day = dayOf(wall);
  const dayOfMonth = new Date(wall).getUTCDate();
  const isInLastWeek = dayOfMonth + 7 > daysInMonth(monthNumber(day));
  return {
    month: new Date(wall).getUTCMonth() + 1,
    occurrence: isInLastWeek || staysLast(instant, dayOfMonth, zone) ? -1 : Math.ceil(dayOfMonth / 7),
    weekday: weekday(day),
    minutesOfDay: Math.round((wall - day * DAY) / MINUTE),
  };
}

/** A fourth Sunday may be the last of a month with four: the neighbouring years tell. */
function staysLast(instant: number, dayOfMonth: number, zone: Zone): boolean {
  if (dayOfMonth < 22) return false;
  const year = new Date(instant).getUTCFullYear();
  const others = [year - 1, year + 1].flatMap((other) => changesOf(zone, other));
  const month = new Date(instant).getUTCMonth();
  return others.some((other) => new Date(other).getUTCMonth() === month && new Date(other).getUTCDate() > 28);
}
