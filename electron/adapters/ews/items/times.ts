import { windowsTimeZone } from '../../../../shared/ews/windowsZones.ts';
import { UnreadableXml } from '../xml/readXml.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function utc(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** An item's time as Exchange gets it: UTC. A plain date is midnight in the item's own zone. */
export function toEwsTime(time: string, windowsZone: string): string {
  if (!DATE.test(time)) return utc(Date.parse(time));
  const wall = Date.parse(`${time}T00:00:00Z`);
  return utc(windowsTimeZone(windowsZone)?.toInstant(wall) ?? wall);
}

/** A time as Exchange gave it: UTC, or the plain date it has in the item's zone when all-day. */
export function fromEwsTime(time: string, isAllDay: boolean, windowsZone: string): string {
  const instant = Date.parse(time);
  if (Number.isNaN(instant)) throw new UnreadableXml(`the answer says ${JSON.stringify(time)} where a time should be`);
  if (!isAllDay) return utc(instant);
  const wall = windowsTimeZone(windowsZone)?.toWall(instant) ?? instant;
  // Midnight may have been moved by a minute or an hour of another zone's rules; the nearest date is meant.
  return new Date(Math.round(wall / 86_400_000) * 86_400_000).toISOString().slice(0, 10);
}
