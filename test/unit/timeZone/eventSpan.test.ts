import { describe, expect, it } from 'vitest';
import { eventSpan } from '../../../shared/convert/timeZone/eventSpan.ts';
import { createZoneResolver } from '../../../shared/convert/timeZone/zoneResolver.ts';
import { eventObject } from './calendarObject.ts';

/** `2024-01-05 10:00 W. Europe Standard Time – …`, the codes of the notes behind. */
function sketch(lines: string, floatingZone = 'Europe/Berlin'): string {
  const object = eventObject(lines);
  const zones = createZoneResolver(object, { floatingZone });
  const { span, notes } = eventSpan(object.master!, zones);
  const point = ({ wall, windowsId }: typeof span.start): string => {
    const text = new Date(wall).toISOString();
    return `${span.isAllDay ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')} ${windowsId.replace(' Standard Time', '')}`;
  };
  return [`${point(span.start)} – ${point(span.end)}`, ...notes.map(({ code }) => code)].join(' ');
}

describe('the span of an event', () => {
  it.each([
    [
      'two zones',
      'DTSTART;TZID=Europe/Berlin:20240105T100000\nDTEND;TZID=America/New_York:20240105T090000',
      '2024-01-05 10:00 W. Europe – 2024-01-05 09:00 Eastern',
    ],
    ['UTC stays UTC', 'DTSTART:20240105T100000Z\nDTEND:20240105T110000Z', '2024-01-05 10:00 UTC – 2024-01-05 11:00 UTC'],
    [
      'added dates of years Exchange does not have',
      'DTSTART:20240105T100000Z\nDTEND:20240105T110000Z\nRDATE:15000105T100000Z,20240106T100000Z,45000105T100000Z',
      '2024-01-05 10:00 UTC – 2024-01-05 11:00 UTC year-out-of-range',
    ],
    ['floating', 'DTSTART:20240105T100000\nDTEND:20240105T110000', '2024-01-05 10:00 W. Europe – 2024-01-05 11:00 W. Europe floating-time'],
    ['no end', 'DTSTART;TZID=Asia/Tokyo:20240105T100000', '2024-01-05 10:00 Tokyo – 2024-01-05 10:00 Tokyo'],
    [
      'a nominal day across the change of the clocks',
      'DTSTART;TZID=Europe/Berlin:20240330T100000\nDURATION:P1D',
      '2024-03-30 10:00 W. Europe – 2024-03-31 10:00 W. Europe',
    ],
    [
      '24 hours across the change of the clocks',
      'DTSTART;TZID=Europe/Berlin:20240330T100000\nDURATION:PT24H',
      '2024-03-30 10:00 W. Europe – 2024-03-31 11:00 W. Europe',
    ],
    [
      'a start in the gap keeps its digits',
      'DTSTART;TZID=Europe/Berlin:20240331T023000\nDURATION:PT1H',
      '2024-03-31 02:30 W. Europe – 2024-03-31 04:30 W. Europe',
    ],
    [
      'an end before the start',
      'DTSTART:20240105T100000Z\nDTEND:20240105T090000Z',
      '2024-01-05 10:00 UTC – 2024-01-05 10:00 UTC end-not-after-start',
    ],
    ['all-day', 'DTSTART;VALUE=DATE:20240330\nDTEND;VALUE=DATE:20240401', '2024-03-30 W. Europe – 2024-04-01 W. Europe'],
    ['all-day without end', 'DTSTART;VALUE=DATE:20240330', '2024-03-30 W. Europe – 2024-03-31 W. Europe'],
    [
      'all-day of no day',
      'DTSTART;VALUE=DATE:20240330\nDTEND;VALUE=DATE:20240330',
      '2024-03-30 W. Europe – 2024-03-31 W. Europe end-not-after-start',
    ],
    ['all-day by duration', 'DTSTART;VALUE=DATE:20240330\nDURATION:P1W', '2024-03-30 W. Europe – 2024-04-06 W. Europe'],
    [
      'a date that ends at a time',
      'DTSTART;VALUE=DATE:20240330\nDTEND;TZID=Europe/Berlin:20240401T120000',
      '2024-03-30 W. Europe – 2024-04-01 W. Europe end-of-other-type',
    ],
    [
      'a time that ends at a date',
      'DTSTART;TZID=Asia/Tokyo:20240330T220000\nDTEND;VALUE=DATE:20240331',
      '2024-03-30 22:00 Tokyo – 2024-03-31 00:00 Tokyo end-of-other-type',
    ],
    [
      'midnight to midnight stays timed',
      'DTSTART;TZID=Asia/Tokyo:20240330T000000\nDTEND;TZID=Asia/Tokyo:20240331T000000',
      '2024-03-30 00:00 Tokyo – 2024-03-31 00:00 Tokyo',
    ],
    [
      '… but with Outlook’s mark is all-day',
      'DTSTART;TZID=Asia/Tokyo:20240330T000000\nDTEND;TZID=Asia/Tokyo:20240331T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      '2024-03-30 W. Europe – 2024-03-31 W. Europe all-day-by-mark',
    ],
    [
      'a zone nobody knows',
      'DTSTART;TZID=Custom:20240105T100000\nDTEND;TZID=Custom:20240105T110000',
      '2024-01-05 10:00 W. Europe – 2024-01-05 11:00 W. Europe time-zone-unknown',
    ],
    ['a birthday without a year', 'DTSTART;VALUE=DATE:16000506', '1600-05-06 W. Europe – 1600-05-07 W. Europe year-out-of-range'],
    ['six years', 'DTSTART:20240105T100000Z\nDTEND:20300105T100000Z', '2024-01-05 10:00 UTC – 2030-01-05 10:00 UTC longer-than-five-years'],
  ])('%s', (_case, lines, expected) => {
    expect(sketch(lines)).toBe(expected);
  });

  it('counts an all-day event in dates, whatever the zone', () => {
    const object = eventObject('DTSTART;VALUE=DATE:20240330\nDTEND;VALUE=DATE:20240401');
    const { start, end } = eventSpan(object.master!, createZoneResolver(object, { floatingZone: 'Asia/Tokyo' })).span;
    expect([start.instant, end.instant, start.windowsId]).toEqual([Date.UTC(2024, 2, 30), Date.UTC(2024, 3, 1), 'Tokyo Standard Time']);
  });
});
