import type {
  DayOfWeek,
  DayOfWeekIndex,
  DayOfWeekOrGroup,
  EwsRecurrence,
  MonthName,
  RecurrencePattern,
  RecurrenceRange,
} from '../../../../shared/ews/item.ts';
import { childText, type XmlNode } from '../xml/readXml.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const satisfies readonly DayOfWeek[];
const GROUPS = [...DAYS, 'Day', 'Weekday', 'WeekendDay'] as const satisfies readonly DayOfWeekOrGroup[];
const INDEXES = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const satisfies readonly DayOfWeekIndex[];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const satisfies readonly MonthName[];

function pick<T extends string>(values: readonly T[], text: string | undefined, fallback: T): T {
  return values.find((value) => value === text) ?? fallback;
}

function pattern(node: XmlNode): RecurrencePattern | null {
  const interval = Number(childText(node, 'Interval') ?? 1);
  const dayOfMonth = Number(childText(node, 'DayOfMonth') ?? 1);
  const month = pick(MONTHS, childText(node, 'Month'), 'January');
  const dayOfWeekIndex = pick(INDEXES, childText(node, 'DayOfWeekIndex'), 'First');
  const words = (childText(node, 'DaysOfWeek') ?? '').split(/\s+/);
  const daysOfWeek = [pick(GROUPS, words[0], 'Day')] as const;
  switch (node.name) {
    case 'DailyRecurrence':
      return { type: 'Daily', interval };
    case 'WeeklyRecurrence':
      return {
        type: 'Weekly',
        interval,
        daysOfWeek: DAYS.filter((day) => words.includes(day)),
        firstDayOfWeek: pick(DAYS, childText(node, 'FirstDayOfWeek'), 'Sunday'),
      };
    case 'AbsoluteMonthlyRecurrence':
      return { type: 'AbsoluteMonthly', interval, dayOfMonth };
    case 'RelativeMonthlyRecurrence':
      return { type: 'RelativeMonthly', interval, daysOfWeek, dayOfWeekIndex };
    case 'AbsoluteYearlyRecurrence':
      return { type: 'AbsoluteYearly', dayOfMonth, month };
    case 'RelativeYearlyRecurrence':
      return { type: 'RelativeYearly', daysOfWeek, dayOfWeekIndex, month };
    default:
      return null;
  }
}

/** Some servers add an offset to dates; the digits are what counts. */
function date(node: XmlNode, name: string): string {
  return (childText(node, name) ?? '').slice(0, 10);
}

function range(node: XmlNode): RecurrenceRange | null {
  const startDate = date(node, 'StartDate');
  switch (node.name) {
    case 'NoEndRecurrence':
      return { type: 'NoEnd', startDate };
    case 'EndDateRecurrence':
      return { type: 'EndDate', startDate, endDate: date(node, 'EndDate') };
    case 'NumberedRecurrence':
      return { type: 'Numbered', startDate, numberOfOccurrences: Number(childText(node, 'NumberOfOccurrences') ?? 1) };
    default:
      return null;
  }
}

/** `<t:Recurrence>` as read back. */
export function readRecurrence(node: XmlNode | undefined): EwsRecurrence | null {
  const patterns = (node?.children ?? []).map(pattern).filter((value) => value !== null);
  const ranges = (node?.children ?? []).map(range).filter((value) => value !== null);
  const [found] = patterns;
  const [until] = ranges;
  return found === undefined || until === undefined ? null : { pattern: found, range: until };
}
