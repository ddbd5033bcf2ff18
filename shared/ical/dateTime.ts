import type { Wall } from '../domain/timeZone.ts';
import type { ICalDateTime } from './model.ts';

const DAY = 86_400_000;
const UTC_NAME = /^(?:Etc\/)?(?:UTC|UCT|Zulu)$/i;
const ISO_LIKE = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?)?([Z]|[+-]\d\d:?\d\d)?$/i;

export interface ParsedDateTime {
  readonly value: ICalDateTime;
  /** False when digits had to be changed or the spelling is not RFC 5545's. */
  readonly regular: boolean;
  /** A Z beside a TZID: the TZID was believed. */
  readonly ignoredZulu: boolean;
}

/** Digits of a calendar day as a wall time; null when there is no such day. Years 0001 to 9999 (`Date.UTC` maps 0-99 to 1900-1999). */
function wallOfDay(year: number, month: number, day: number): Wall | null {
  // Written so that what is no number is no day either.
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1)) return null;
  const wall = Date.UTC(year + 400, month - 1, day) - 146_097 * DAY;
  return day <= 28 || new Date(wall).getUTCDate() === day ? wall : null;
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * Reads DATE or DATE-TIME (RFC 5545 §3.3.4-5) and what is near it: the value's own form decides between the two, because
 * `VALUE=DATE` is often forgotten; only a midnight with `VALUE=DATE` is taken for the date. A TZID beats a trailing Z: Calendar
 * Server itself writes such a value back as a local time. Null when there is no such day or time.
 */
export function parseDateTime(text: string, tzid: string | null = null, valueType = ''): ParsedDateTime | null {
  const zone = tzid === null || tzid === '' ? null : UTC_NAME.test(tzid) ? 'UTC' : tzid;
  const length = text.length;
  const zulu = length === 16 && text.endsWith('Z');
  if (length === 8 || ((length === 15 || zulu) && text.charCodeAt(8) === 84)) {
    const day = wallOfDay(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8));
    if (day !== null && length === 8) return { value: { wall: day, isDate: true, tzid: null }, regular: true, ignoredZulu: false };
    const [hour, minute, second] = [digits(text, 9, 11), digits(text, 11, 13), digits(text, 13, 15)];
    if (day !== null && hour < 24 && minute < 60 && second < 60 && valueType !== 'date') {
      const wall = day + (hour * 3600 + minute * 60 + second) * 1000;
      const ownZone = zone ?? (zulu ? 'UTC' : null);
      return { value: { wall, isDate: false, tzid: ownZone }, regular: true, ignoredZulu: zulu && zone !== null && zone !== 'UTC' };
    }
  }
  return parseIrregular(text, zone, valueType);
}

function parseIrregular(text: string, zone: string | null, valueType: string): ParsedDateTime | null {
  const parts = ISO_LIKE.exec(text.trim());
  if (parts === null) return null;
  const [, year = '', month = '', date = '', hour, minute = '0', second = '0', suffix = ''] = parts;
  const day = wallOfDay(Number(year), Number(month), Number(date));
  if (day === null) return null;
  const time = hour === undefined ? 0 : timeOfDay(Number(hour), Number(minute), Number(second));
  if (time === null) return null;
  if (hour === undefined || (valueType === 'date' && time === 0)) {
    return { value: { wall: day, isDate: true, tzid: null }, regular: false, ignoredZulu: false };
  }
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(suffix);
  if (offset === null || zone !== null) {
    const tzid = zone ?? (suffix === '' ? null : 'UTC');
    return {
      value: { wall: day + time, isDate: false, tzid },
      regular: false,
      ignoredZulu: zone !== null && zone !== 'UTC' && suffix !== '',
    };
  }
  const east = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -60_000 : 60_000);
  return { value: { wall: day + time - east, isDate: false, tzid: 'UTC' }, regular: false, ignoredZulu: false };
}

/** Leap seconds are floored (Exchange has none); 24:00:00 is the next day's midnight (ISO 8601). */
function timeOfDay(hour: number, minute: number, second: number): number | null {
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null;
  return (hour * 3600 + minute * 60 + Math.min(second, 59)) * 1000;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** The RFC's digits: `20270530`, `20270530T130000`, with `Z` for `tzid` UTC. Any other TZID is a parameter's business. */
export function formatDateTime({ wall, isDate, tzid }: ICalDateTime): string {
  const at = new Date(wall);
  const date = pad(at.getUTCFullYear(), 4) + pad(at.getUTCMonth() + 1, 2) + pad(at.getUTCDate(), 2);
  if (isDate) return date;
  const time = pad(at.getUTCHours(), 2) + pad(at.getUTCMinutes(), 2) + pad(at.getUTCSeconds(), 2);
  return `${date}T${time}${tzid === 'UTC' ? 'Z' : ''}`;
}
