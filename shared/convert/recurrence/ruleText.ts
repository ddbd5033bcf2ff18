import type { DayOfWeekIndex, DayOfWeekOrGroup, RecurrencePattern } from '../../ews/item.ts';
import { DAYS_OF_WEEK, MONTH_NAMES } from '../../ews/patternPeriods.ts';
import type { Lane } from './lane.ts';

const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const POSITIONS: Readonly<Record<DayOfWeekIndex, number>> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };

/** A pattern as the RRULE that says the same: part names and explanations speak the language of the source. */
export function patternText(pattern: RecurrencePattern): string {
  switch (pattern.type) {
    case 'Daily':
      return rule('DAILY', pattern.interval, []);
    case 'Weekly': {
      const days = DAYS_OF_WEEK.filter((day) => pattern.daysOfWeek.includes(day)).map(code);
      return rule('WEEKLY', pattern.interval, [
        `BYDAY=${days.join(',')}`,
        pattern.interval > 1 ? `WKST=${code(pattern.firstDayOfWeek)}` : '',
      ]);
    }
    case 'AbsoluteMonthly':
      return rule('MONTHLY', pattern.interval, [monthDayText(pattern.dayOfMonth)]);
    case 'RelativeMonthly':
      return rule('MONTHLY', pattern.interval, [relativeText(pattern.daysOfWeek[0], pattern.dayOfWeekIndex)]);
    case 'AbsoluteYearly':
      return rule('YEARLY', 1, [monthText(pattern.month), monthDayText(pattern.dayOfMonth)]);
    case 'RelativeYearly':
      return rule('YEARLY', 1, [monthText(pattern.month), relativeText(pattern.daysOfWeek[0], pattern.dayOfWeekIndex)]);
  }
}

/** The lane's rule; its time of day only where it is not that of DTSTART. */
export function laneText(lane: Lane, usualTimeOfDay: number): string {
  const text = patternText(lane.pattern);
  if (lane.timeOfDay === usualTimeOfDay) return text;
  const seconds = Math.floor(lane.timeOfDay / 1000);
  return `${text};BYHOUR=${Math.floor(seconds / 3600)};BYMINUTE=${Math.floor(seconds / 60) % 60};BYSECOND=${seconds % 60}`;
}

function rule(frequency: string, interval: number, parts: readonly string[]): string {
  return [`FREQ=${frequency}`, interval === 1 ? '' : `INTERVAL=${interval}`, ...parts].filter((part) => part !== '').join(';');
}

function code(day: DayOfWeekOrGroup): string {
  return CODES[DAYS_OF_WEEK.findIndex((name) => name === day)] ?? '';
}

function monthText(month: string): string {
  return `BYMONTH=${MONTH_NAMES.findIndex((name) => name === month) + 1}`;
}

function monthDayText(day: number): string {
  return `BYMONTHDAY=${day}`;
}

function relativeText(days: DayOfWeekOrGroup, index: DayOfWeekIndex): string {
  const position = POSITIONS[index];
  switch (days) {
    case 'Day':
      return `BYMONTHDAY=${position}`;
    case 'Weekday':
      return `BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${position}`;
    case 'WeekendDay':
      return `BYDAY=SA,SU;BYSETPOS=${position}`;
    default:
      return `BYDAY=${position}${code(days)}`;
  }
}
