import { windowsTimeZone } from '../ews/windowsZones.ts';
import { isoDate } from './isoTime.ts';

/**
 * The date of the one instance a part stands for whose series its owner never had (`orphan:…`), in the meeting's own zone; null for every
 * other part. It is what tells such copies apart by their GlobalObjectId ([MS-OXOCAL] 2.2.1.27).
 */
export function instanceDate(part: string, windowsId: string): string | null {
  const [, year, month, day, hour, minute, second] = /^orphan:(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(part) ?? [];
  if (year === undefined) return null;
  if (hour === undefined) return `${year}-${String(month)}-${String(day)}`;
  const instant = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return isoDate(windowsTimeZone(windowsId)?.toWall(instant) ?? instant);
}
