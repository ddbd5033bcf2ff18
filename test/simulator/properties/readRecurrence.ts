import { DAY, dayOf, parseDay } from '../calendar/civil.ts';
import type { DayNumber } from '../calendar/civil.ts';
import type { Pattern } from '../calendar/pattern.ts';
import type { Zone } from '../calendar/windowsZones.ts';
import type { Recurrence } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { childText, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** A recurrence whose dates still are text: which zone they are meant in is known only when the whole item is. */
export interface RecurrenceDraft {
  readonly pattern: Pattern;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly count: number | null;
}

export const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTH_NAMES = 'January February March April May June July August September October November December'.split(
  ' ',
) as readonly string[];
export const INDEX_NAMES = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const;
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  Day: [0, 1, 2, 3, 4, 5, 6],
  Weekday: [1, 2, 3, 4, 5],
  WeekendDay: [0, 6],
};
const LAST_END = parseDay('4500-09-01');

export function readRecurrence(element: XmlElement): RecurrenceDraft {
  const [pattern, range] = element.children;
  if (pattern === undefined || range === undefined) throw new ResponseError('ErrorCalendarInvalidRecurrence');
  const count = childText(range, 'NumberOfOccurrences');
  return {
    pattern: readPattern(pattern),
    startDate: requiredChild(range, 'StartDate').text.trim(),
    endDate: childText(range, 'EndDate')?.trim() ?? null,
    count: count === undefined ? null : inRange(Number(count), 1, 999),
  };
}

function readPattern(element: XmlElement): Pattern {
  const text = (name: string): string => requiredChild(element, name).text.trim();
  const interval = (most: number): number => inRange(Number(text('Interval')), 1, most);
  const dayOfMonth = (): number => inRange(Number(text('DayOfMonth')), 1, 31);
  const days = (): readonly number[] => GROUPS[text('DaysOfWeek')] ?? [DAY_NAMES.findIndex((name) => name === text('DaysOfWeek'))];
  const index = (): number => INDEX_NAMES.findIndex((name) => name === text('DayOfWeekIndex')) + 1;
  const month = (): number => MONTH_NAMES.indexOf(text('Month'));
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: 'Daily', interval: interval(999) };
    case 'WeeklyRecurrence':
      return { kind: 'Weekly', interval: interval(99), ...readWeek(element) };
    case 'AbsoluteMonthlyRecurrence':
      return { kind: 'AbsoluteMonthly', interval: interval(99), dayOfMonth: dayOfMonth() };
    case 'RelativeMonthlyRecurrence':
      return { kind: 'RelativeMonthly', interval: interval(99), days: days(), index: index() };
    case 'AbsoluteYearlyRecurrence':
      return { kind: 'AbsoluteYearly', dayOfMonth: dayOfMonth(), month: month() };
    default:
      return { kind: 'RelativeYearly', days: days(), index: index(), month: month() };
  }
}

function readWeek(element: XmlElement): { readonly days: readonly number[]; readonly firstDayOfWeek: number } {
  const names = requiredChild(element, 'DaysOfWeek').text.trim().split(/\s+/);
  const days = names.map((name) => DAY_NAMES.findIndex((known) => known === name));
  const first = DAY_NAMES.findIndex((name) => name === (childText(element, 'FirstDayOfWeek')?.trim() ?? 'Sunday'));
  if (days.includes(-1) || first < 0) throw new ResponseError('ErrorCalendarInvalidDayForWeeklyRecurrence');
  return { days: [...new Set(days)].sort((left, right) => left - right), firstDayOfWeek: first };
}

function inRange(value: number, least: number, most: number): number {
  if (value < least || value > most) throw new ResponseError('ErrorCalendarOutOfRange');
  return value;
}

/**
 * Gives the dates their zone. A plain date is the date in the item's zone; one with an offset is the instant of its midnight there, and
 * lands on the day that instant has in the request's zone (else the item's): a wrong offset moves the series by a day, as it does on
 * real servers.
 */
export function resolveRecurrence(draft: RecurrenceDraft, itemZone: Zone, requestZone: Zone | null): Recurrence {
  const start = resolveDate(draft.startDate, requestZone ?? itemZone);
  if (draft.count !== null) return { pattern: draft.pattern, start, end: { kind: 'Numbered', count: draft.count } };
  if (draft.endDate === null) return { pattern: draft.pattern, start, end: { kind: 'NoEnd' } };
  const day = resolveDate(draft.endDate, requestZone ?? itemZone);
  if (day > LAST_END) throw new ResponseError('ErrorRecurrenceEndDateTooBig');
  if (day < start) throw new ResponseError('ErrorCalendarEndDateIsEarlierThanStartDate');
  return { pattern: draft.pattern, start, end: { kind: 'EndDate', day } };
}

function resolveDate(text: string, zone: Zone): DayNumber {
  if (text.length <= 10) return parseDay(text);
  const offset = /([+-])(\d\d):(\d\d)$/.exec(text);
  const minutes = offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1);
  return dayOf(zone.toWall(parseDay(text) * DAY - minutes * 60_000));
}
