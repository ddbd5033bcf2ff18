import { describe, expect, it } from 'vitest';
import { JIMI, calendarText, codes, eventLines, eventText, perUser } from './fixture.ts';
import { at, back, expected, override, starts, times, travel, travelled } from './travelled.ts';

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
