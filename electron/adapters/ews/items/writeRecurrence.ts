import { assertNever } from '../../../../shared/domain/failure.ts';
import type { EwsRecurrence, RecurrencePattern, RecurrenceRange } from '../../../../shared/ews/item.ts';
import { element } from '../xml/writeXml.ts';

function pattern(value: RecurrencePattern): string {
  switch (value.type) {
    case 'Daily':
      return `<t:DailyRecurrence>${element('Interval', value.interval)}</t:DailyRecurrence>`;
    case 'Weekly':
      return `<t:WeeklyRecurrence>${element('Interval', value.interval)}${element('DaysOfWeek', value.daysOfWeek.join(' '))}${element('FirstDayOfWeek', value.firstDayOfWeek)}</t:WeeklyRecurrence>`;
    case 'AbsoluteMonthly':
      return `<t:AbsoluteMonthlyRecurrence>${element('Interval', value.interval)}${element('DayOfMonth', value.dayOfMonth)}</t:AbsoluteMonthlyRecurrence>`;
    case 'RelativeMonthly':
      return `<t:RelativeMonthlyRecurrence>${element('Interval', value.interval)}${element('DaysOfWeek', value.daysOfWeek[0])}${element('DayOfWeekIndex', value.dayOfWeekIndex)}</t:RelativeMonthlyRecurrence>`;
    case 'AbsoluteYearly':
      return `<t:AbsoluteYearlyRecurrence>${element('DayOfMonth', value.dayOfMonth)}${element('Month', value.month)}</t:AbsoluteYearlyRecurrence>`;
    case 'RelativeYearly':
      return `<t:RelativeYearlyRecurrence>${element('DaysOfWeek', value.daysOfWeek[0])}${element('DayOfWeekIndex', value.dayOfWeekIndex)}${element('Month', value.month)}</t:RelativeYearlyRecurrence>`;
    default:
      return assertNever(value);
  }
}

/** Dates go without an offset: a suffix is read in the request's zone and can move the series by a day. */
function range(value: RecurrenceRange): string {
  const start = element('StartDate', value.startDate);
  switch (value.type) {
    case 'NoEnd':
      return `<t:NoEndRecurrence>${start}</t:NoEndRecurrence>`;
    case 'EndDate':
      return `<t:EndDateRecurrence>${start}${element('EndDate', value.endDate)}</t:EndDateRecurrence>`;
    case 'Numbered':
      return `<t:NumberedRecurrence>${start}${element('NumberOfOccurrences', value.numberOfOccurrences)}</t:NumberedRecurrence>`;
    default:
      return assertNever(value);
  }
}

/** `<t:Recurrence>` (types.xsd, RecurrenceType). */
export function writeRecurrence(recurrence: EwsRecurrence): string {
  return `<t:Recurrence>${pattern(recurrence.pattern)}${range(recurrence.range)}</t:Recurrence>`;
}
