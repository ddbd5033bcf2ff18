import type { ICalFrequency, ICalRecur, ICalWeekday } from './model.ts';

/** Days since 1970-01-01 of the proleptic Gregorian calendar. */
export type DayNumber = number;

export const DAY = 86_400_000;
export const WEEKDAYS: readonly ICalWeekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const scratch = new Date(0);

/** `month` 1–12; values outside roll over. Date.UTC would read the years 0–99 as 1900–1999. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  scratch.setTime(0);
  return scratch.setUTCFullYear(year, month - 1, day) / DAY;
}

/** 0 = Sunday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** First day of the week that holds `day`, weeks beginning on `wkst`. */
export function weekStart(day: DayNumber, wkst: ICalWeekday): DayNumber {
  return day - ((weekdayOf(day) - WEEKDAYS.indexOf(wkst) + 7) % 7);
}

function daysInMonth(year: number, month: number): number {
  return dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}

/** Where a day stands in its month or year. */
interface Place {
  readonly position: number;
  readonly size: number;
}

/** Week number of RFC 5545 §3.3.10 (ISO 8601, but with WKST) among the weeks of the year it counts in. */
function placeInWeeks(day: DayNumber, wkst: ICalWeekday): Place {
  const year = new Date((weekStart(day, wkst) + 3) * DAY).getUTCFullYear();
  const first = weekStart(dayNumber(year, 1, 4), wkst);
  const next = weekStart(dayNumber(year + 1, 1, 4), wkst);
  return { position: Math.floor((day - first) / 7) + 1, size: (next - first) / 7 };
}

/** Whether the position, counted from the start or (negative) from the end, is listed. */
function isListed(list: readonly number[], { position, size }: Place): boolean {
  return list.includes(position) || list.includes(position - size - 1);
}

function placeInMonth(date: Date): Place {
  return { position: date.getUTCDate(), size: daysInMonth(date.getUTCFullYear(), date.getUTCMonth() + 1) };
}

function placeInYear(date: Date): Place {
  const first = dayNumber(date.getUTCFullYear(), 1, 1);
  return { position: date.getTime() / DAY - first + 1, size: dayNumber(date.getUTCFullYear() + 1, 1, 1) - first };
}

/** Ordinals count within the month where the rule moves by months or names some, else within the year; elsewhere they say nothing. */
function placeForOrdinals(rule: ICalRecur, date: Date): Place | null {
  if (rule.freq === 'MONTHLY' || (rule.freq === 'YEARLY' && rule.bymonth.length > 0)) return placeInMonth(date);
  return rule.freq === 'YEARLY' ? placeInYear(date) : null;
}

function bydayMatches(rule: ICalRecur, date: Date): boolean {
  const weekday = WEEKDAYS[date.getUTCDay()];
  const entries = rule.byday.filter((entry) => entry.weekday === weekday);
  if (entries.some((entry) => entry.ordinal === 0)) return true;
  const place = placeForOrdinals(rule, date);
  if (place === null) return entries.length > 0;
  const fromStart = Math.ceil(place.position / 7);
  const fromEnd = Math.ceil((place.size - place.position + 1) / 7);
  return entries.some((entry) => entry.ordinal === fromStart || entry.ordinal === -fromEnd);
}

/** Whether a day passes the day parts of a rule whose implied parts are filled in. All parts must agree (BYxxx limit each other). */
export function dayMatches(rule: ICalRecur, day: DayNumber): boolean {
  const { bymonth, bymonthday, byyearday, byweekno, byday } = rule;
  if (byday.length > 0 && !byday.some((entry) => entry.weekday === WEEKDAYS[weekdayOf(day)])) return false;
  if (bymonth.length + bymonthday.length + byyearday.length + byweekno.length === 0 && rule.freq === 'WEEKLY') return true;
  const date = new Date(day * DAY);
  if (bymonth.length > 0 && !bymonth.includes(date.getUTCMonth() + 1)) return false;
  if (bymonthday.length > 0 && !isListed(bymonthday, placeInMonth(date))) return false;
  if (byyearday.length > 0 && !isListed(byyearday, placeInYear(date))) return false;
  if (byweekno.length > 0 && !isListed(byweekno, placeInWeeks(day, rule.wkst))) return false;
  return byday.length === 0 || bydayMatches(rule, date);
}

/** Days of one month that SKIP (RFC 7529 §4.1) puts in the place of days it does not have. */
export function skippedDays(rule: ICalRecur, year: number, month: number): readonly DayNumber[] {
  const first = dayNumber(year, month, 1);
  const named = new Date(first * DAY).getUTCMonth() + 1;
  if (rule.skip === 'OMIT' || (rule.bymonth.length > 0 && !rule.bymonth.includes(named))) return [];
  const length = dayNumber(year, month + 1, 1) - first;
  if (!rule.bymonthday.some((value) => value > length)) return [];
  const day = rule.skip === 'BACKWARD' ? first + length - 1 : first + length;
  const weekday = WEEKDAYS[weekdayOf(day)];
  return rule.byday.length === 0 || rule.byday.some((entry) => entry.weekday === weekday) ? [day] : [];
}

const SUB_DAILY: readonly ICalFrequency[] = ['HOURLY', 'MINUTELY', 'SECONDLY'];

/** Whether the rule steps in hours, minutes or seconds. */
export function isSubDaily(freq: ICalFrequency): boolean {
  return SUB_DAILY.includes(freq);
}

/**
 * Writes out what RFC 5545 §3.3.10 takes from DTSTART: the day where no part names one, and the time of day. A rule for dates
 * has no time parts. BYWEEKNO alone means every day of the week, as common implementations read it.
 */
export function fillRule(rule: ICalRecur, dtstart: number, isDate: boolean): ICalRecur {
  const date = new Date(dtstart);
  const namesDay = rule.byweekno.length + rule.byyearday.length + rule.bymonthday.length + rule.byday.length > 0;
  const isYearly = rule.freq === 'YEARLY';
  const byMonths = isYearly || rule.freq === 'MONTHLY';
  const filled = {
    ...rule,
    bymonth: !namesDay && isYearly && rule.bymonth.length === 0 ? [date.getUTCMonth() + 1] : rule.bymonth,
    bymonthday: !namesDay && byMonths ? [date.getUTCDate()] : rule.bymonthday,
    byday: !namesDay && rule.freq === 'WEEKLY' ? [{ ordinal: 0, weekday: weekdayName(date) }] : rule.byday,
  };
  if (isDate) return { ...filled, byhour: [], byminute: [], bysecond: [] };
  return filled;
}

function weekdayName(date: Date): ICalWeekday {
  return WEEKDAYS[date.getUTCDay()] ?? 'MO';
}
