import { describe, expect, it } from 'vitest';
import { ruleWalls } from '../../../shared/ical/expandRule.ts';
import type { ICalRecur } from '../../../shared/ical/model.ts';
import { parseRecur } from '../../../shared/ical/recur.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** What a calendar on the wall says of a day. */
interface Day {
  readonly number: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  readonly weekday: string;
  readonly monthLength: number;
  readonly yearDay: number;
  readonly yearLength: number;
}

function dayOf(number: number): Day {
  const at = new Date(number * DAY);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1];
  const first = Date.UTC(year, 0, 1) / DAY;
  return {
    ...{ number, year, month, date: at.getUTCDate(), weekday: WEEKDAYS[at.getUTCDay()] ?? '', yearDay: number - first + 1 },
    ...{ monthLength: new Date(Date.UTC(year, month, 0)).getUTCDate(), yearLength: Date.UTC(year + 1, 0, 1) / DAY - first },
  };
}

function weekStart(day: Day, wkst: string): number {
  return day.number - ((WEEKDAYS.indexOf(day.weekday) - WEEKDAYS.indexOf(wkst) + 7) % 7);
}

/** Week 1 is the first with four days of the year in it. */
function weekNumbers(day: Day, wkst: string): readonly number[] {
  const start = weekStart(day, wkst);
  const { year } = dayOf(start + 3);
  const first = weekStart(dayOf(Date.UTC(year, 0, 4) / DAY), wkst);
  const next = weekStart(dayOf(Date.UTC(year + 1, 0, 4) / DAY), wkst);
  const week = (start - first) / 7 + 1;
  return [week, week - (next - first) / 7 - 1];
}

function isNth(rule: ICalRecur, day: Day): boolean {
  const inMonth = rule.freq === 'MONTHLY' || rule.bymonth.length > 0;
  const [position, size] = inMonth ? [day.date, day.monthLength] : [day.yearDay, day.yearLength];
  const [fromStart, fromEnd] = [Math.ceil(position / 7), -Math.ceil((size - position + 1) / 7)];
  return rule.byday.some(({ ordinal, weekday }) => weekday === day.weekday && [0, fromStart, fromEnd].includes(ordinal));
}

function isDue(rule: ICalRecur, start: Day, day: Day): boolean {
  switch (rule.freq) {
    case 'DAILY':
      return (day.number - start.number) % rule.interval === 0;
    case 'WEEKLY':
      return ((weekStart(day, rule.wkst) - weekStart(start, rule.wkst)) / 7) % rule.interval === 0;
    case 'MONTHLY':
      return ((day.year - start.year) * 12 + day.month - start.month) % rule.interval === 0;
    default:
      return (day.year - start.year) % rule.interval === 0;
  }
}

/** RFC 5545 §3.3.10 read out loud: each day is an instance or none; what the rule leaves open is DTSTART's. */
function isInstance(rule: ICalRecur, start: Day, day: Day): boolean {
  const { freq, bymonth, bymonthday, byyearday, byweekno, byday } = rule;
  const isYearly = freq === 'YEARLY';
  const namesDay = bymonthday.length + byyearday.length + byday.length + byweekno.length > 0;
  const takesDate = (freq === 'MONTHLY' || isYearly) && !namesDay;
  // Of a numbered week without BYDAY the RFC says nothing: all its days, as dateutil has it.
  const takesWeekday = byday.length === 0 && freq === 'WEEKLY';
  return (
    isDue(rule, start, day) &&
    (bymonth.length > 0 ? bymonth.includes(day.month) : !(isYearly && takesDate) || day.month === start.month) &&
    (!takesDate || day.date === start.date) &&
    (!takesWeekday || day.weekday === start.weekday) &&
    (bymonthday.length === 0 || bymonthday.includes(day.date) || bymonthday.includes(day.date - day.monthLength - 1)) &&
    (byyearday.length === 0 || byyearday.includes(day.yearDay) || byyearday.includes(day.yearDay - day.yearLength - 1)) &&
    (byweekno.length === 0 || weekNumbers(day, rule.wkst).some((week) => byweekno.includes(week))) &&
    (byday.length === 0 || isNth(rule, day))
  );
}

const RULES = [
  ...[
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=9',
    'FREQ=DAILY;BYDAY=MO,TH',
    'FREQ=DAILY;BYMONTH=2,12;BYMONTHDAY=1,-1',
    'FREQ=DAILY;BYYEARDAY=1,60,-1',
  ],
  ...[
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,WE',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=WE',
  ],
  ...['FREQ=WEEKLY;BYMONTH=1,6;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=MO,FR;BYMONTHDAY=13,-3'],
  ...[
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;INTERVAL=5',
    'FREQ=MONTHLY;BYMONTHDAY=31,-31',
    'FREQ=MONTHLY;BYDAY=1MO,-1FR,WE',
    'FREQ=MONTHLY;BYDAY=5SA,-5SU',
  ],
  ...[
    'FREQ=MONTHLY;BYMONTH=2,3;BYMONTHDAY=28,29,-1',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    'FREQ=MONTHLY;INTERVAL=2;BYYEARDAY=32,60,100,-30',
  ],
  ...[
    'FREQ=YEARLY',
    'FREQ=YEARLY;INTERVAL=2',
    'FREQ=YEARLY;BYMONTH=1,4',
    'FREQ=YEARLY;BYMONTHDAY=29,-1',
    'FREQ=YEARLY;BYDAY=1MO,20TU,-1SA,-52WE',
  ],
  ...[
    'FREQ=YEARLY;BYMONTH=2,11;BYDAY=2TH,-1SU',
    'FREQ=YEARLY;BYYEARDAY=1,59,60,366,-1,-366',
    'FREQ=YEARLY;BYWEEKNO=1,20,53',
    'FREQ=YEARLY;BYWEEKNO=-1,-52;BYDAY=MO,SU',
  ],
  ...[
    'FREQ=YEARLY;BYWEEKNO=1,52;BYDAY=MO,SU;WKST=SU',
    'FREQ=YEARLY;BYWEEKNO=10;BYMONTH=3',
    'FREQ=YEARLY;BYDAY=TU;BYMONTH=11;BYMONTHDAY=2,3,4,5,6,7,8',
  ],
];

describe.each(['2023-12-30', '2024-02-29', '2027-01-01'])('a rule of days from %s on', (date) => {
  it.each(RULES)('%s has every day the rule means, and no other', (text) => {
    const { recur } = parseRecur(text);
    if (recur === null) throw new Error(`unusable ${text}`);
    const start = Date.parse(`${date}T09:30:00Z`);
    const through = start + 1900 * DAY;
    const startDay = dayOf(Math.floor(start / DAY));
    const days = Array.from({ length: 1901 }, (_unused, index) => dayOf(startDay.number + index));
    const all = days.filter((day) => isInstance(recur, startDay, day)).map((day) => start + (day.number - startDay.number) * DAY);
    const walls = (from: number, to: number): readonly number[] => [
      ...ruleWalls(recur, start, false, { from, through: to }, { left: 1_000_000 }),
    ];
    expect(walls(start, through)).toEqual(all);
    // From any point on, and up to any point: what lies outside is not there, what lies on the edge is.
    const [from, to] = [all[Math.floor(all.length / 3)] ?? start, all[Math.floor(all.length / 2)] ?? through];
    expect(walls(from, to)).toEqual(all.filter((wall) => wall >= from && wall <= to));
    expect(walls(from + 1, to - 1)).toEqual(all.filter((wall) => wall > from && wall < to));
  });
});
