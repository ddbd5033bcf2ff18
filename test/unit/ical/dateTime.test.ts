import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDateTime } from '../../../shared/ical/dateTime.ts';
import { sketchTime } from './fixtures.ts';

function sketch(text: string, tzid: string | null, valueType: string): string {
  const parsed = parseDateTime(text, tzid, valueType);
  if (parsed === null) return 'none';
  return `${sketchTime(parsed.value)}${parsed.regular ? '' : ' repaired'}${parsed.ignoredZulu ? ' zulu ignored' : ''}`;
}

describe('DATE and DATE-TIME', () => {
  it.each([
    ['20270105', null, 'date', '20270105'],
    ['20270105', null, 'date-time', '20270105'],
    ['20270105', 'Europe/Berlin', 'date', '20270105'],
    ['20270105T090000', null, 'date-time', '20270105T090000'],
    ['20270105T090000', 'Europe/Berlin', 'date-time', '20270105T090000@Europe/Berlin'],
    ['20270105T090000', '', 'date-time', '20270105T090000'],
    ['20270105T090000Z', null, 'date-time', '20270105T090000Z'],
    ['20270105T090000Z', 'Etc/UTC', 'date-time', '20270105T090000Z'],
    ['20270105T090000', 'UTC', 'date-time', '20270105T090000Z'],
    ['20270105T090000Z', 'Europe/Berlin', 'date-time', '20270105T090000@Europe/Berlin zulu ignored'],
    ['20270105T000000', null, 'date', '20270105 repaired'],
    ['20270105T090000', null, 'date', '20270105T090000 repaired'],
    ['20270105T235960', null, 'date-time', '20270105T235959 repaired'],
    ['20270105T240000', null, 'date-time', '20270106T000000 repaired'],
    ['20271231T240000Z', null, 'date-time', '20280101T000000Z repaired'],
    ['20270105T250000', null, 'date-time', 'none'],
    ['20270105T096000', null, 'date-time', 'none'],
    ['2027-01-05', null, 'date', '20270105 repaired'],
    ['2027-01-05T09:00:00.250Z', null, 'date-time', '20270105T090000Z repaired'],
    ['20270105T0900', null, 'date-time', '20270105T090000 repaired'],
    ['20270105T090000+0130', null, 'date-time', '20270105T073000Z repaired'],
    ['20270105T090000-0800', 'Europe/Berlin', 'date-time', '20270105T090000@Europe/Berlin repaired zulu ignored'],
    ['20270105t090000z', null, 'date-time', '20270105T090000Z repaired'],
    [' 20270105 ', null, 'date', '20270105 repaired'],
    ['20270229', null, 'date', 'none'],
    ['20280229', null, 'date', '20280229'],
    ['20271301', null, 'date', 'none'],
    ['20270100', null, 'date', 'none'],
    ['00000101', null, 'date', 'none'],
    ['00010101', null, 'date', '00010101'],
    ['16040229', null, 'date', '16040229'],
    ['99991231T235959Z', null, 'date-time', '99991231T235959Z'],
    ['INVALID', null, 'date-time', 'none'],
    ['', null, 'date-time', 'none'],
    ['2027010Z', null, 'date', 'none'],
  ])('%s (TZID %s, %s) is %s', (text, tzid, valueType, expected) => {
    expect(sketch(text, tzid, valueType)).toBe(expected);
  });

  it('has the digits of any time there and back', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), fc.constantFrom(null, 'UTC', 'Europe/Berlin'), (date, tzid) => {
        const time = { wall: Math.floor(date.getTime() / 1000) * 1000, isDate: false, tzid };
        const text = formatDateTime(time);
        expect(text.slice(0, 15)).toBe(date.toISOString().replace(/[-:]/g, '').slice(0, 15));
        expect(parseDateTime(text, tzid === 'UTC' ? null : tzid)).toEqual({ value: time, regular: true, ignoredZulu: false });
      }),
    );
  });
});
