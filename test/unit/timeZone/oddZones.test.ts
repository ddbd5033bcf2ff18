import { describe, expect, it } from 'vitest';
import { customTimeZone } from '../../../shared/convert/timeZone/customTimeZone.ts';
import { offsetOfName, zoneOfOffset } from '../../../shared/convert/timeZone/zoneOfName.ts';
import { createZoneResolver } from '../../../shared/convert/timeZone/zoneResolver.ts';
import { observance, timeZoneComponent } from './calendarObject.ts';

describe('a zone named by an offset', () => {
  it.each([
    ['GMT+0100', 60],
    ['(GMT -03:00)', -180],
    ['UTC+14', 840],
    ['UTC+15', null],
    ['GMT-1300', 780],
    ['GMT+0000', 0],
    ['UTC', null],
  ])('%s lies so many minutes east', (name, minutes) => {
    expect(offsetOfName(name)).toBe(minutes);
  });

  it.each([
    [0, 'UTC'],
    [60, 'W. Central Africa Standard Time'],
    [-300, 'SA Pacific Standard Time'],
    [345, null],
  ])('of %i minutes is a Windows zone that never changes, where there is one', (minutes, windowsId) => {
    const { zone, windowsId: found } = zoneOfOffset(minutes);
    expect([zone.offsetAt(Date.UTC(2027, 0, 1)), zone.offsetAt(Date.UTC(2027, 6, 1)), found]).toEqual([minutes, minutes, windowsId]);
  });
});

describe('floating times', () => {
  const empty = { timeZones: new Map(), calendarProperties: [] };

  it.each([
    ['Europe/Berlin', 'W. Europe Standard Time', 'Europe/Berlin'],
    ['Nowhere/Land', 'UTC', 'UTC'],
  ])('lie in %s', (floatingZone, windowsId, id) => {
    const { zone, windowsId: found } = createZoneResolver(empty, { floatingZone }).resolve(null);
    expect([found, zone.id]).toEqual([windowsId, id]);
  });

  it('lie in a zone Windows does not have where that is the mailbox’s', () => {
    const { zone, windowsId } = createZoneResolver(empty, {
      floatingZone: 'Antarctica/Troll',
      sampleInstants: () => [Date.UTC(2027, 0, 5)],
    }).resolve(null);
    expect([zone.id, zone.offsetAt(Date.UTC(2027, 6, 1)), windowsId]).toEqual(['Antarctica/Troll', 120, 'UTC']);
  });
});

describe('a VTIMEZONE', () => {
  const summer = Date.UTC(2027, 6, 1);

  it.each<[string, readonly string[], number | undefined]>([
    [
      'with a component of another kind in it is read without that',
      [observance('STANDARD 19700101T000000 +0100 +0100'), 'BEGIN:X-NOTE\nX-A:1\nEND:X-NOTE'],
      60,
    ],
    [
      'that ends its rules in UTC, as it should, keeps the offset of the last change',
      [
        observance('STANDARD 20201025T030000 +0200 +0100 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20251026T010000Z'),
        observance('DAYLIGHT 20200329T020000 +0100 +0200 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20260329T010000Z'),
      ],
      120,
    ],
    [
      'that ends its rules on its own wall',
      [
        observance('STANDARD 20201025T030000 +0200 +0100 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20261025T030000'),
        observance('DAYLIGHT 20200329T020000 +0100 +0200 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20260329T020000'),
      ],
      60,
    ],
    [
      'with changes at dates it lists',
      [observance('STANDARD 20200101T000000 +0100 +0300').replace('END', 'RDATE:20210101T000000,x\nEND')],
      180,
    ],
    ['without an offset anybody can read is none', [observance('STANDARD 20200101T000000 east west')], undefined],
  ])('%s', (_name, lines, minutes) => {
    expect(customTimeZone(timeZoneComponent(lines.join('\n')))?.offsetAt(summer)).toBe(minutes);
  });
});
