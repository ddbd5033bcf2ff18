import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftRecurrence, shortestGapDays } from '../../../shared/convert/travel/shiftRecurrence.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import { expandPattern } from '../../../shared/ews/expandPattern.ts';
import type { EwsRecurrence, RecurrencePattern } from '../../../shared/ews/item.ts';
import { CONTEXT, JERRY, JIMI, LIVE, attendee, calendarText, codes, eventLines, eventText, organizer, perUser, plan } from './fixture.ts';
import type { CopyText } from './fixture.ts';

const travel = (duration: string): string => `X-APPLE-TRAVEL-DURATION;VALUE=DURATION:${duration}`;
const back = (duration: string): string => `X-APPLE-TRAVEL-RETURN-DURATION;VALUE=DURATION:${duration}`;

function at(start: string, end: string): readonly string[] {
  return [`DTSTART;TZID=Europe/Berlin:${start}`, `DTEND;TZID=Europe/Berlin:${end}`];
}

/** An override of the 09:00 series: where it stands, when it now begins and ends, and its lines. */
function override(id: string, start: string, end: string, ...lines: readonly string[]): readonly string[] {
  return [
    'BEGIN:VEVENT',
    'UID:event-1',
    `RECURRENCE-ID;TZID=Europe/Berlin:${id}`,
    ...at(start, end),
    'SUMMARY:Rehearsal',
    ...lines,
    'END:VEVENT',
  ];
}

interface Travelled {
  readonly event: PlannedItem;
  readonly blocks: readonly PlannedItem[];
}

function travelled(copy: CopyText, context = CONTEXT): Travelled {
  const { items, skipped } = plan([copy], context);
  const event = items.find(({ kind }) => kind !== 'travel');
  if (event === undefined) throw new Error(JSON.stringify(skipped));
  return { event, blocks: items.filter(({ kind }) => kind === 'travel') };
}

function times(blocks: readonly PlannedItem[]): readonly (readonly string[])[] {
  return blocks.map(({ part, item }) => [part, item.start, item.end]);
}

const WINDOW = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 10, 1) };

function starts({ item }: PlannedItem): readonly string[] {
  return expandItem(item, WINDOW).map(({ start, end }) => `${new Date(start).toISOString()}/${new Date(end).toISOString()}`);
}

/** What the blocks must be: right before each instance. */
function expected({ item }: PlannedItem, minutes: number): readonly string[] {
  return expandItem(item, WINDOW).map(
    ({ start }) => `${new Date(start - minutes * 60_000).toISOString()}/${new Date(start).toISOString()}`,
  );
}

describe('travel to a single event', () => {
  it('is an appointment of its own right before it', () => {
    const place = 'X-APPLE-TRAVEL-START;ROUTING=CAR;VALUE=URI;X-ADDRESS=Storgatan 1\\n111 22 Stockholm;X-TITLE=Home:';
    const { event, blocks } = travelled({
      text: eventText(
        travel('PT1H30M'),
        place,
        'CLASS:PRIVATE',
        'CATEGORIES:Band',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT15M',
        'END:VALARM',
      ),
    });
    const [block] = blocks;
    expect(blocks.length).toBe(1);
    expect(block).toMatchObject({
      part: 'travel-to:master',
      kind: 'travel',
      mode: 'silent',
      deliveredBy: 'create',
      parentKey: event.key,
      waitsFor: [event.key],
      folder: 'Calendar',
    });
    expect({ ...block?.item, uid: '' }).toEqual({
      uid: '',
      subject: 'Travel time: Rehearsal',
      start: '2027-06-07T07:30:00+02:00',
      end: '2027-06-07T09:00:00+02:00',
      isAllDayEvent: false,
      startTimeZone: 'W. Europe Standard Time',
      endTimeZone: 'W. Europe Standard Time',
      legacyFreeBusyStatus: 'OOF',
      sensitivity: 'Private',
      importance: 'Normal',
      categories: ['Band'],
      location: 'Home, Storgatan 1, 111 22 Stockholm',
      reminderMinutesBeforeStart: null,
      body: { type: 'Text', text: '' },
      myResponse: 'Organizer',
      requiredAttendees: [],
      optionalAttendees: [],
      resources: [],
      isOrganizer: true,
      organizer: null,
      recurrence: null,
      modifiedOccurrences: [],
      deletedOccurrences: [],
    });
    expect([event.item.reminderMinutesBeforeStart, codes(event)]).toEqual([15, ['travel-added']]);
  });

  it('and back', () => {
    const { blocks } = travelled({ text: eventText(travel('PT30M'), back('PT45M')) });
    expect(times(blocks)).toEqual([
      ['travel-to:master', '2027-06-07T08:30:00+02:00', '2027-06-07T09:00:00+02:00'],
      ['travel-from:master', '2027-06-07T10:00:00+02:00', '2027-06-07T10:45:00+02:00'],
    ]);
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(2);
    expect(new Set(blocks.map(({ item }) => item.uid)).size).toBe(2);
  });

  it.each([
    ['minutes', 'PT120M', '2027-06-07T07:00:00+02:00'],
    ['a day', 'P1D', '2027-06-06T09:00:00+02:00'],
    ['the day before', 'PT10H', '2027-06-06T23:00:00+02:00'],
  ])('takes %s', (_, duration, start) => {
    expect(travelled({ text: eventText(travel(duration)) }).blocks[0]?.item.start).toBe(start);
  });

  it('follows title and status of the options, with any subject', () => {
    const context = { ...CONTEXT, travelTime: { enabled: true, title: 'Weg: {subject} ({subject})', showAs: 'Busy' as const } };
    const { blocks } = travelled({ text: eventText(travel('PT30M'), 'SUMMARY:$& tea') }, context);
    expect(blocks.map(({ item }) => [item.subject, item.legacyFreeBusyStatus])).toEqual([['Weg: $& tea ($& tea)', 'Busy']]);
  });

  it('goes to the default Calendar also where the event goes to a folder', () => {
    const { event, blocks } = travelled({ text: eventText(travel('PT30M')), route: { folder: { kind: 'folder', name: 'Band' } } });
    expect([event.folder, blocks[0]?.folder]).toEqual(['Calendar/Band', 'Calendar']);
  });

  it.each([
    ['all-day', ['DTSTART;VALUE=DATE:20270607', 'TRANSP:OPAQUE', travel('PT30M')], CONTEXT, ['travel-all-day']],
    ['free', ['TRANSP:TRANSPARENT', travel('PT30M')], CONTEXT, ['travel-free']],
    ['switched off', [travel('PT30M')], { ...CONTEXT, travelTime: { ...CONTEXT.travelTime, enabled: false } }, ['travel-disabled']],
    ['unreadable', [travel('soon')], CONTEXT, ['travel-unreadable']],
    ['negative', [travel('-PT30M')], CONTEXT, ['travel-unreadable']],
    ['no time', [travel('PT0S')], CONTEXT, []],
    ['only advice', ['X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'], CONTEXT, []],
  ])('is left out when %s', (_, lines, context, notes) => {
    const { event, blocks } = travelled({ text: eventText(...lines) }, context);
    expect([blocks, codes(event)]).toEqual([[], notes]);
  });

  it('is left out with a declined or cancelled event', () => {
    for (const line of ['STATUS:CANCELLED', attendee(JIMI, 'DECLINED')]) {
      expect(plan([{ text: eventText(organizer(JERRY), line, travel('PT30M')) }]).items).toEqual([]);
    }
  });
});

describe('travel of each person', () => {
  it('is their own, in their own calendar, and nobody else’s', () => {
    const people = [organizer(JIMI), attendee(JIMI), attendee(JERRY)];
    const text = (owner: string, duration: string): string => calendarText(...eventLines(...people), ...perUser(owner, [travel(duration)]));
    const { items } = plan(
      [
        { owner: JIMI, text: text(JIMI, 'PT30M') },
        { owner: JERRY, text: text(JERRY, 'PT1H') },
      ],
      LIVE,
    );
    const blocks = items.filter(({ kind }) => kind === 'travel');
    expect(blocks.map(({ mailbox, item, mode }) => [mailbox, item.start, mode])).toEqual([
      ['jimi@contoso.com', '2027-06-07T08:30:00+02:00', 'silent'],
      ['jerry@contoso.com', '2027-06-07T08:00:00+02:00', 'silent'],
    ]);
    expect(new Set(blocks.map(({ item }) => item.uid)).size).toBe(2);
    expect(blocks.every(({ item }) => item.organizer === null && item.requiredAttendees.length === 0)).toBe(true);
  });
});

describe('travel to a series', () => {
  it.each([
    ['daily', 'FREQ=DAILY;COUNT=10', 30, at('20270607T090000', '20270607T100000'), 1],
    ['across both changes of the clock', 'FREQ=WEEKLY;COUNT=70', 30, at('20270104T090000', '20270104T100000'), 1],
    ['weekly from the evening before', 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10', 60, at('20270607T003000', '20270607T010000'), 1],
    [
      'every second week from the evening before',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO;COUNT=10',
      60,
      at('20270607T003000', '20270607T010000'),
      1,
    ],
    ['monthly from the evening before', 'FREQ=MONTHLY;COUNT=6', 60, at('20270607T003000', '20270607T010000'), 1],
    ['on the first of the month from the evening before', 'FREQ=MONTHLY;COUNT=14', 60, at('20270601T003000', '20270601T010000'), 1],
    ['yearly from the evening before', 'FREQ=YEARLY;COUNT=2', 60, at('20270101T003000', '20270101T010000'), 1],
    ['on the first of March from the evening before', 'FREQ=YEARLY;COUNT=2', 60, at('20270301T003000', '20270301T010000'), 1],
    ['the first Monday from the evening before', 'FREQ=MONTHLY;BYDAY=1MO;COUNT=6', 60, at('20270607T003000', '20270607T010000'), 6],
    ['daily, longer than a day', 'FREQ=DAILY;COUNT=5', 25 * 60, at('20270607T090000', '20270607T100000'), 5],
    ['daily, exactly a day', 'FREQ=DAILY;COUNT=5', 24 * 60, at('20270607T090000', '20270607T100000'), 1],
  ])('%s lies right before every instance', (_, rule, minutes, when, count) => {
    const { event, blocks } = travelled({ text: eventText(...when, `RRULE:${rule}`, travel(`PT${minutes}M`)) });
    expect(blocks.length).toBe(count);
    expect(blocks.flatMap(starts).sort()).toEqual(expected(event, minutes));
  });

  it('that no pattern follows ends at the horizon when endless, and says so', () => {
    const { event, blocks } = travelled({
      text: eventText(...at('20270607T003000', '20270607T010000'), 'RRULE:FREQ=MONTHLY;BYDAY=1MO', travel('PT60M')),
    });
    expect(blocks.map(({ part }) => part).slice(0, 2)).toEqual(['travel-to:single:20270606T223000Z', 'travel-to:single:20270704T223000Z']);
    expect([blocks.length, codes(event)]).toEqual([18, ['travel-expanded', 'travel-added']]);
  });

  it('back is counted from the end, also past midnight', () => {
    const { blocks } = travelled({
      text: eventText(...at('20270607T220000', '20270608T010000'), 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3', back('PT30M')),
    });
    expect(blocks.map(({ item }) => [item.start, item.recurrence])).toEqual([
      [
        '2027-06-08T01:00:00+02:00',
        {
          pattern: { type: 'Weekly', interval: 1, daysOfWeek: ['Tuesday'], firstDayOfWeek: 'Tuesday' },
          range: { type: 'Numbered', startDate: '2027-06-08', numberOfOccurrences: 3 },
        },
      ],
    ]);
  });

  it('mirrors deleted occurrences', () => {
    const { event, blocks } = travelled({
      text: eventText('RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;TZID=Europe/Berlin:20270608T090000,20270611T090000', travel('PT30M')),
    });
    expect(blocks[0]?.item.deletedOccurrences).toEqual(['2027-06-08T08:30:00+02:00', '2027-06-11T08:30:00+02:00']);
    expect(blocks.flatMap(starts)).toEqual(expected(event, 30));
  });

  it('moves with a moved occurrence, takes another duration, and goes where there is none', () => {
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=6', travel('PT30M')),
      ...override('20270608T090000', '20270608T140000', '20270608T150000', travel('PT30M')),
      ...override('20270609T090000', '20270609T090000', '20270609T100000', travel('PT2H')),
      ...override('20270610T090000', '20270610T090000', '20270610T100000'),
      ...override('20270611T090000', '20270611T090000', '20270611T100000', 'TRANSP:TRANSPARENT', travel('PT30M')),
    );
    const { event, blocks } = travelled({ text });
    expect(blocks[0]?.item.modifiedOccurrences).toEqual([
      { originalStart: '2027-06-08T08:30:00+02:00', start: '2027-06-08T13:30:00+02:00', end: '2027-06-08T14:00:00+02:00' },
      { originalStart: '2027-06-09T08:30:00+02:00', start: '2027-06-09T07:00:00+02:00', end: '2027-06-09T09:00:00+02:00' },
    ]);
    expect(blocks[0]?.item.deletedOccurrences).toEqual(['2027-06-10T08:30:00+02:00', '2027-06-11T08:30:00+02:00']);
    expect(codes(event)).toEqual(['travel-free', 'travel-added']);
  });

  it('takes the new title of an occurrence', () => {
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=3', travel('PT30M')),
      ...override('20270608T090000', '20270608T090000', '20270608T100000', travel('PT30M')).map((line) =>
        line.replace('Rehearsal', 'Concert'),
      ),
    );
    expect(travelled({ text }).blocks[0]?.item.modifiedOccurrences).toEqual([
      {
        originalStart: '2027-06-08T08:30:00+02:00',
        start: '2027-06-08T08:30:00+02:00',
        end: '2027-06-08T09:00:00+02:00',
        subject: 'Travel time: Concert',
      },
    ]);
  });

  it('stands alone where the block of an occurrence begins on another day than the series’', () => {
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=3', travel('PT30M')),
      ...override('20270608T090000', '20270608T001500', '20270608T010000', travel('PT30M')),
    );
    const { event, blocks } = travelled({ text });
    expect(times(blocks)).toEqual([
      ['travel-to:master', '2027-06-07T08:30:00+02:00', '2027-06-07T09:00:00+02:00'],
      ['travel-to:single:20270608T070000Z', '2027-06-07T23:45:00+02:00', '2027-06-08T00:15:00+02:00'],
    ]);
    expect([blocks[0]?.item.deletedOccurrences, codes(event)]).toEqual([
      ['2027-06-08T08:30:00+02:00'],
      ['travel-detached', 'travel-added'],
    ]);
  });

  it('of one occurrence alone is a single block', () => {
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=3'),
      ...override('20270608T090000', '20270608T090000', '20270608T100000', travel('PT30M')),
    );
    expect(times(travelled({ text }).blocks)).toEqual([
      ['travel-to:single:20270608T070000Z', '2027-06-08T08:30:00+02:00', '2027-06-08T09:00:00+02:00'],
    ]);
  });

  it('follows what the owner’s personal data say for one instance', () => {
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=3'),
      ...perUser(JIMI, [travel('PT30M')], ['RECURRENCE-ID;TZID=Europe/Berlin:20270608T090000', travel('PT1H')]),
    );
    expect(travelled({ text }).blocks[0]?.item.modifiedOccurrences.map(({ start }) => start)).toEqual(['2027-06-08T08:00:00+02:00']);
  });

  it('keeps the key when the event moves', () => {
    const key = (...lines: readonly string[]): string | undefined =>
      travelled({ text: eventText(travel('PT30M'), ...lines) }).blocks[0]?.key;
    expect(key()).toBe(key(...at('20280101T090000', '20280101T100000')));
  });
});

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
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
] as const;

const patterns: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ type: fc.constant('Daily' as const), interval: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    type: fc.constant('Weekly' as const),
    interval: fc.integer({ min: 1, max: 4 }),
    daysOfWeek: fc.subarray([...DAYS], { minLength: 1 }),
    firstDayOfWeek: fc.constantFrom(...DAYS),
  }),
  fc.record({
    type: fc.constant('AbsoluteMonthly' as const),
    interval: fc.integer({ min: 1, max: 13 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    type: fc.constant('RelativeMonthly' as const),
    interval: fc.integer({ min: 1, max: 13 }),
    daysOfWeek: fc.tuple(fc.constantFrom(...DAYS, 'Day' as const, 'Weekday' as const)),
    dayOfWeekIndex: fc.constantFrom('First' as const, 'Last' as const),
  }),
  fc.record({
    type: fc.constant('AbsoluteYearly' as const),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
    month: fc.constantFrom(...MONTHS),
  }),
);

const DAY_MS = 86_400_000;

/** The first dates of a pattern as day numbers. */
function firstDays(recurrence: EwsRecurrence): readonly number[] {
  const days: number[] = [];
  for (const day of expandPattern(recurrence)) {
    days.push(day);
    if (days.length === 40) break;
  }
  return days;
}

function anchored(pattern: RecurrencePattern): EwsRecurrence | null {
  const [first] = firstDays({ pattern, range: { type: 'NoEnd', startDate: '2027-01-01' } });
  if (first === undefined) return null;
  return { pattern, range: { type: 'NoEnd', startDate: new Date(first * DAY_MS).toISOString().slice(0, 10) } };
}

describe('shiftRecurrence', () => {
  it('gives exactly the shifted dates, or says that no pattern does', () => {
    fc.assert(
      fc.property(patterns, fc.integer({ min: -3, max: 3 }), (pattern, days) => {
        const recurrence = anchored(pattern);
        const shifted = recurrence === null ? null : shiftRecurrence(recurrence, days);
        if (recurrence === null || shifted === null) return;
        expect(firstDays(shifted)).toEqual(firstDays(recurrence).map((day) => day + days));
      }),
      { numRuns: 2000 },
    );
  });

  it('shifts what can be shifted', () => {
    const shift = (pattern: RecurrencePattern, days: number): RecurrencePattern | undefined =>
      shiftRecurrence({ pattern, range: { type: 'NoEnd', startDate: '2027-01-01' } }, days)?.pattern;
    expect(shift({ type: 'AbsoluteMonthly', interval: 2, dayOfMonth: 1 }, -1)).toEqual({
      type: 'RelativeMonthly',
      interval: 2,
      daysOfWeek: ['Day'],
      dayOfWeekIndex: 'Last',
    });
    expect(shift({ type: 'AbsoluteYearly', dayOfMonth: 1, month: 'January' }, -1)).toEqual({
      type: 'AbsoluteYearly',
      dayOfMonth: 31,
      month: 'December',
    });
    expect(shift({ type: 'AbsoluteYearly', dayOfMonth: 1, month: 'March' }, -1)).toEqual({
      type: 'RelativeYearly',
      daysOfWeek: ['Day'],
      dayOfWeekIndex: 'Last',
      month: 'February',
    });
    expect(shift({ type: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 }, -1)).toBeUndefined();
  });
});

describe('shortestGapDays', () => {
  it('is never more than the gap between two dates of the pattern', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const recurrence = anchored(pattern);
        const days = recurrence === null ? [] : firstDays(recurrence);
        const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
        expect(Math.min(...gaps, Infinity)).toBeGreaterThanOrEqual(shortestGapDays(pattern));
      }),
      { numRuns: 1000 },
    );
  });
});
