import { DAY, formatDay, formatOffset } from '../calendar/civil.ts';
import type { DayNumber } from '../calendar/civil.ts';
import type { Pattern } from '../calendar/pattern.ts';
import type { Zone } from '../calendar/windowsZones.ts';
import type { Recurrence } from '../model/Item.ts';
import { t } from '../xml/xmlText.ts';
import { DAY_NAMES, INDEX_NAMES, MONTH_NAMES } from './readRecurrence.ts';

export function writeRecurrence(recurrence: Recurrence, zone: Zone | null): string {
  return `<t:Recurrence>${writePattern(recurrence.pattern)}${writeRange(recurrence, zone)}</t:Recurrence>`;
}

function writePattern(pattern: Pattern): string {
  const inner = patternElements(pattern);
  return `<t:${pattern.kind}Recurrence>${inner}</t:${pattern.kind}Recurrence>`;
}

function patternElements(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'Daily':
      return t('Interval', pattern.interval);
    case 'Weekly': {
      const days = pattern.days.map((day) => DAY_NAMES[day] ?? '').join(' ');
      return t('Interval', pattern.interval) + t('DaysOfWeek', days) + t('FirstDayOfWeek', DAY_NAMES[pattern.firstDayOfWeek]);
    }
    case 'AbsoluteMonthly':
      return t('Interval', pattern.interval) + t('DayOfMonth', pattern.dayOfMonth);
    case 'RelativeMonthly':
      return t('Interval', pattern.interval) + writeNthDay(pattern);
    case 'AbsoluteYearly':
      return t('DayOfMonth', pattern.dayOfMonth) + t('Month', MONTH_NAMES[pattern.month]);
    case 'RelativeYearly':
      return writeNthDay(pattern) + t('Month', MONTH_NAMES[pattern.month]);
  }
}

function writeNthDay(pattern: { readonly days: readonly number[]; readonly index: number }): string {
  return t('DaysOfWeek', daysName(pattern.days)) + t('DayOfWeekIndex', INDEX_NAMES[pattern.index - 1]);
}

function daysName(days: readonly number[]): string {
  if (days.length === 7) return 'Day';
  if (days.length === 5) return 'Weekday';
  if (days.length === 2) return 'WeekendDay';
  return DAY_NAMES[days[0] ?? 0] ?? '';
}

/** Exchange prints these dates with the offset of the request's zone, `Z` where the request named none. */
function writeRange(recurrence: Recurrence, zone: Zone | null): string {
  const date = (day: DayNumber): string => formatDay(day) + (zone === null ? 'Z' : formatOffset(zone.offsetAt(zone.toInstant(day * DAY))));
  const { end } = recurrence;
  const start = t('StartDate', date(recurrence.start));
  switch (end.kind) {
    case 'NoEnd':
      return `<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`;
    case 'EndDate':
      return `<t:EndDateRecurrence>${start}${t('EndDate', date(end.day))}</t:EndDateRecurrence>`;
    case 'Numbered':
      return `<t:NumberedRecurrence>${start}${t('NumberOfOccurrences', end.count)}</t:NumberedRecurrence>`;
  }
}
