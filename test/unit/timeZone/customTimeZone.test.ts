import { describe, expect, it } from 'vitest';
import { customTimeZone } from '../../../shared/convert/timeZone/customTimeZone.ts';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { CENTRAL_EUROPE, observance, timeZoneComponent } from './calendarObject.ts';
import { seededNumbers } from './seededNumbers.ts';

function offsets(lines: string, instants: readonly string[]): (number | undefined)[] {
  const zone = customTimeZone(timeZoneComponent(lines));
  return instants.map((instant) => zone?.offsetAt(Date.parse(instant)));
}

describe('a zone made of a VTIMEZONE', () => {
  it('tells the same time as the tz database when the rules are the same', () => {
    const custom = customTimeZone(timeZoneComponent(CENTRAL_EUROPE));
    const berlin = ianaTimeZone('Europe/Berlin');
    const random = seededNumbers(1);
    const different: string[] = [];
    for (let n = 0; n < 5000; n++) {
      const instant = Date.UTC(1997, 0, 1) + Math.floor(random() * 80 * 365 * 24) * 3_600_000;
      const wall = instant + 1_800_000;
      if (custom?.offsetAt(instant) !== berlin?.offsetAt(instant)) different.push(new Date(instant).toISOString());
      if (custom?.toInstant(wall) !== berlin?.toInstant(wall)) different.push(`wall ${new Date(wall).toISOString()}`);
    }
    expect(different).toEqual([]);
  });

  it('is one object for definitions of equal content', () => {
    const zone = customTimeZone(timeZoneComponent(CENTRAL_EUROPE));
    expect(customTimeZone(timeZoneComponent(CENTRAL_EUROPE))).toBe(zone);
    expect(zone?.id).toMatch(/^Custom#[0-9a-f]{8}$/);
  });

  it.each([
    [
      'year 1601, as Exchange writes it',
      `${observance('STANDARD 16010101T030000 +0200 +0100 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10')}\n${observance('DAYLIGHT 16010101T020000 +0100 +0200 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3')}`,
      [60, 120],
    ],
    [
      'year 0001',
      `${observance('STANDARD 00010101T030000 +0200 +0100 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10')}\n${observance('DAYLIGHT 00010101T020000 +0100 +0200 FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3')}`,
      [60, 120],
    ],
    ['only one offset', observance('STANDARD 19700101T000000 +0545 +0545'), [345, 345]],
    ['only DAYLIGHT', observance('DAYLIGHT 20000326T020000 +0100 +0200'), [120, 120]],
    ['an offset with seconds', observance('STANDARD 19000101T000000 -003045 -003045'), [-30.75, -30.75]],
    ['-0000', observance('STANDARD 19000101T000000 -0000 -0000'), [0, 0]],
    ['no TZOFFSETFROM', 'BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:-0500\nEND:STANDARD', [-300, -300]],
    ['no DTSTART', 'BEGIN:STANDARD\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD', [540, 540]],
    ['DTSTART as a date', 'BEGIN:STANDARD\nDTSTART;VALUE=DATE:19700101\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD', [540, 540]],
    [
      'rules that ended',
      `${observance('DAYLIGHT 19810329T020000 +0100 +0200 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20100328T010000Z')}\n${observance('STANDARD 19961027T030000 +0200 +0100 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;COUNT=20')}`,
      [60, 60],
    ],
  ])('reads %s', (_case, lines, expected) => {
    expect(offsets(lines, ['2024-01-15T00:00Z', '2024-07-15T00:00Z'])).toEqual(expected);
  });

  it('lets a later rule of one kind end the earlier, though nobody wrote an UNTIL', () => {
    const american = [
      observance('DAYLIGHT 20070311T020000 -0500 -0400 FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'),
      observance('STANDARD 20071104T020000 -0400 -0500 FREQ=YEARLY;BYMONTH=11;BYDAY=1SU'),
      observance('DAYLIGHT 19870405T020000 -0500 -0400 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU'),
      observance('STANDARD 19671029T020000 -0400 -0500 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'),
    ].join('\n');
    expect(offsets(american, ['2006-10-31T12:00Z', '2024-10-31T12:00Z', '2006-03-20T12:00Z', '2024-03-20T12:00Z'])).toEqual([
      -300, -240, -300, -240,
    ]);
  });

  it('follows RDATEs', () => {
    const lines =
      'BEGIN:STANDARD\nDTSTART:20240101T000000\nRDATE:20240101T000000,20240901T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nEND:STANDARD\n' +
      'BEGIN:DAYLIGHT\nDTSTART:20240401T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:DAYLIGHT';
    expect(offsets(lines, ['2023-06-01T00:00Z', '2024-02-01T00:00Z', '2024-05-01T00:00Z', '2024-10-01T00:00Z'])).toEqual([60, 0, 60, 0]);
  });

  it.each([
    ['nothing in it', 'X-LIC-LOCATION:Nowhere'],
    ['no offset', 'BEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD'],
    ['an offset that is none', 'BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:MEZ\nEND:STANDARD'],
  ])('is none with %s', (_case, lines) => {
    expect(customTimeZone(timeZoneComponent(lines))).toBeNull();
  });
});
