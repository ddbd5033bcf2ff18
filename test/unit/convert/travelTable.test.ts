import { describe, expect, it } from 'vitest';
import { shiftRecurrence } from '../../../shared/convert/travel/shiftRecurrence.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { DayOfWeekOrGroup, MonthName, RecurrencePattern } from '../../../shared/ews/item.ts';
import { calendarText, eventLines, plan } from './fixture.ts';

const TO = 'X-APPLE-TRAVEL-DURATION';
const FROM = 'X-APPLE-TRAVEL-RETURN-DURATION';

/** An override of the nine o'clock series of June 2027: its day, when it begins, how long, and its lines. */
function override(day: string, hour: string, duration: string, ...lines: readonly string[]): readonly string[] {
  return [
    ...['BEGIN:VEVENT', 'UID:event-1', 'SUMMARY:Rehearsal', `RECURRENCE-ID;TZID=Europe/Berlin:202706${day}T090000`],
    ...[`DTSTART;TZID=Europe/Berlin:202706${day}T${hour}0000`, `DURATION:${duration}`, ...lines, 'END:VEVENT'],
  ];
}

/** `07T08:30` of a time in June 2027 in Berlin. */
function short(time: string): string {
  return time.replace(/^2027-06-/, '').replace(/:00\+02:00$/, '');
}

/** What the event says of its travel, then each block: when, its changes, its deletions. */
function outline([event, ...blocks]: readonly PlannedItem[]): readonly string[] {
  const notes = (event?.notes ?? []).map(
    ({ code, property, was, became }) =>
      `${code} ${property === TO ? 'to' : property === FROM ? 'from' : property}: ${was}${became === '' ? '' : ` -> ${became.replace(/2027-06-\S+/g, short)}`}`,
  );
  const lines = blocks.map(({ part, item, notes: own, kind }) => {
    const changes = item.modifiedOccurrences.map((one) => `${short(one.originalStart)}=${short(one.start)}-${short(one.end)}`);
    const pattern = item.recurrence === null ? '' : ` ${item.recurrence.pattern.type}`;
    return `${part} ${short(item.start)}-${short(item.end)}${pattern} [${changes.join()}] [${item.deletedOccurrences.map(short).join()}]${own.map(({ code }) => code).join()}${item.isAllDayEvent ? 'all-day' : ''}${kind === 'travel' ? '' : kind}`;
  });
  return [...notes, ...lines];
}

const DAILY = 'RRULE:FREQ=DAILY;COUNT=4';

/** Conversion table §7.2. */
const ROWS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['there', eventLines(`${TO}:PT30M`), ['travel-added to:  -> 07T08:30 – 07T09:00', 'travel-to:master 07T08:30-07T09:00 [] []']],
  ['back', eventLines(`${FROM}:PT45M`), ['travel-added from:  -> 07T10:00 – 07T10:45', 'travel-from:master 07T10:00-07T10:45 [] []']],
  [
    'there and back',
    eventLines(`${TO}:PT30M`, `${FROM}:PT45M`),
    [
      'travel-added to:  -> 07T08:30 – 07T09:00',
      'travel-added from:  -> 07T10:00 – 07T10:45',
      'travel-to:master 07T08:30-07T09:00 [] []',
      'travel-from:master 07T10:00-07T10:45 [] []',
    ],
  ],
  ['of less than nothing', eventLines(`${TO}:-PT30M`), ['travel-unreadable to: -PT30M']],
  ['of nothing', eventLines(`${TO}:PT0S`), []],
  ['of nobody knows how long', eventLines(`${FROM}:long`), ['travel-unreadable from: long']],
  ['to an all-day event', eventLines('DTSTART;VALUE=DATE:20270607', 'TRANSP:OPAQUE', `${TO}:PT30M`), ['travel-all-day to: PT30M']],
  ['back from a free event', eventLines('TRANSP:TRANSPARENT', `${FROM}:PT30M`), ['travel-free from: PT30M']],
  [
    'to a series',
    eventLines(DAILY, `${TO}:PT30M`),
    ['travel-added to:  -> 07T08:30 – 07T09:00', 'travel-to:master 07T08:30-07T09:00 Daily [] []'],
  ],
  [
    'to two instances of a series',
    [...eventLines(DAILY), ...override('10', '12', 'PT1H', `${TO}:PT15M`), ...override('08', '09', 'PT1H', `${TO}:PT30M`)],
    [
      'travel-added to:  -> 08T08:30 – 08T09:00 (2 items)',
      'travel-to:single:20270608T070000Z 08T08:30-08T09:00 [] []',
      'travel-to:single:20270610T070000Z 10T11:45-10T12:00 [] []',
    ],
  ],
  [
    'to a series with a deleted, a moved and a changed instance',
    [
      ...eventLines(DAILY, `${TO}:PT30M`, `${FROM}:PT30M`, 'EXDATE;TZID=Europe/Berlin:20270609T090000'),
      ...override('10', '14', 'PT1H', `${TO}:PT30M`, `${FROM}:PT30M`),
      ...override('08', '09', 'PT1H', `${FROM}:PT45M`),
    ],
    [
      'travel-added to:  -> 07T08:30 – 07T09:00',
      'travel-added from:  -> 07T10:00 – 07T10:30',
      'travel-to:master 07T08:30-07T09:00 Daily [10T08:30=10T13:30-10T14:00] [08T08:30,09T08:30]',
      'travel-from:master 07T10:00-07T10:30 Daily [08T10:00=08T10:00-08T10:45,10T10:00=10T15:00-10T15:30] [09T10:00]',
    ],
  ],
  [
    'back from an instance that lasts longer',
    [...eventLines(DAILY, `${FROM}:PT30M`), ...override('08', '09', 'PT3H', `${FROM}:PT30M`)],
    ['travel-added from:  -> 07T10:00 – 07T10:30', 'travel-from:master 07T10:00-07T10:30 Daily [08T10:00=08T12:00-08T12:30] []'],
  ],
  [
    'to an instance that lasts longer, which changes nothing',
    [...eventLines(DAILY, 'X-APPLE-TRAVEL-DURATION:PT30M'), ...override('08', '09', 'PT3H', `${TO}:PT30M`)],
    ['travel-added to:  -> 07T08:30 – 07T09:00', 'travel-to:master 07T08:30-07T09:00 Daily [] []'],
  ],
  [
    'to an instance that begins the day before',
    [...eventLines(DAILY, `${TO}:PT30M`), ...override('09', '09', 'PT1H', `${TO}:PT10H`)],
    [
      'travel-detached to: 2027-06-09T09:00:00+02:00 -> 08T23:00',
      'travel-added to:  -> 07T08:30 – 07T09:00 (2 items)',
      'travel-to:master 07T08:30-07T09:00 Daily [] [09T08:30]',
      'travel-to:single:20270609T070000Z 08T23:00-09T09:00 [] []',
    ],
  ],
];

describe('travel', () => {
  it.each(ROWS)('%s', (_name, lines, expected) => {
    expect(outline(plan([{ text: calendarText(...lines) }]).items)).toEqual(expected);
  });

  it('has the title of the event and the place it begins at, each in one line', () => {
    const place = 'X-APPLE-TRAVEL-START;X-TITLE=Home;X-ADDRESS="Street 1\\\\nTown":geo:1,2';
    const { items } = plan([{ text: calendarText(...eventLines('SUMMARY:a\\nb', `${TO}:PT30M`, place)) }]);
    expect(items.map(({ item }) => [item.subject, item.location])).toEqual([
      ['a b', ''],
      ['Travel time: a b', 'Home, Street 1, Town'],
    ]);
  });
});

const monthly = (dayOfMonth: number, interval = 1): RecurrencePattern => ({ type: 'AbsoluteMonthly', interval, dayOfMonth });
const yearly = (dayOfMonth: number, month: MonthName): RecurrencePattern => ({ type: 'AbsoluteYearly', dayOfMonth, month });
const last = (day: DayOfWeekOrGroup): RecurrencePattern => ({
  type: 'RelativeMonthly',
  interval: 3,
  daysOfWeek: [day],
  dayOfWeekIndex: 'Last',
});
const lastOfFebruary: RecurrencePattern = { type: 'RelativeYearly', daysOfWeek: ['Day'], dayOfWeekIndex: 'Last', month: 'February' };

describe('a pattern some days later', () => {
  it.each<[string, RecurrencePattern, number, RecurrencePattern | null]>([
    [
      'week days turn, and the week with them',
      { type: 'Weekly', interval: 2, daysOfWeek: ['Sunday', 'Saturday'], firstDayOfWeek: 'Monday' },
      1,
      { type: 'Weekly', interval: 2, daysOfWeek: ['Sunday', 'Monday'], firstDayOfWeek: 'Tuesday' },
    ],
    [
      'also back',
      { type: 'Weekly', interval: 1, daysOfWeek: ['Sunday', 'Tuesday'], firstDayOfWeek: 'Sunday' },
      -1,
      { type: 'Weekly', interval: 1, daysOfWeek: ['Monday', 'Saturday'], firstDayOfWeek: 'Saturday' },
    ],
    ['27th to 28th', monthly(27), 1, monthly(28)],
    ['28th to a day February may not have', monthly(28), 1, null],
    ['29th', monthly(29), -1, null],
    ['2nd to 1st', monthly(2, 5), -1, monthly(1, 5)],
    ['1st two days back', monthly(1), -2, null],
    ['last day to the 1st', last('Day'), 1, monthly(1, 3)],
    ['last day to the 28th', last('Day'), 28, monthly(28, 3)],
    ['last day to the 29th', last('Day'), 29, null],
    ['last day back', last('Day'), -1, null],
    ['last Monday', last('Monday'), 1, null],
    ['first day', { type: 'RelativeMonthly', interval: 1, daysOfWeek: ['Day'], dayOfWeekIndex: 'First' }, 1, null],
    ['a date of the year', yearly(15, 'May'), 1, yearly(16, 'May')],
    ['from year to year', yearly(31, 'December'), 1, yearly(1, 'January')],
    ['31 April, which means its last day', yearly(31, 'April'), 1, yearly(1, 'May')],
    ['28 February back', yearly(28, 'February'), -1, yearly(27, 'February')],
    ['28 February on', yearly(28, 'February'), 1, null],
    ['29 February', yearly(29, 'February'), -1, null],
    ['29 January', yearly(29, 'January'), 1, yearly(30, 'January')],
    ['the eve of 1 March', yearly(1, 'March'), -1, lastOfFebruary],
    ['two days before 2 March', yearly(2, 'March'), -2, lastOfFebruary],
    ['two days before 1 March', yearly(1, 'March'), -2, null],
    ['into March', yearly(27, 'February'), 2, null],
  ])('%s', (_name, pattern, days, expected) => {
    const range = { type: 'NoEnd', startDate: '2027-01-01' } as const;
    expect(shiftRecurrence({ pattern, range }, days)?.pattern ?? null).toEqual(expected);
  });
});
