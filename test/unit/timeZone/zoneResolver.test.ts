import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ResolvedZone } from '../../../shared/convert/model.ts';
import { createZoneResolver } from '../../../shared/convert/timeZone/zoneResolver.ts';
import { utcTimeZone } from '../../../shared/domain/timeZone.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import type { ICalObject } from '../../../shared/ical/model.ts';
import { CENTRAL_EUROPE, eventObject, observance } from './calendarObject.ts';

const EMPTY = { timeZones: new Map(), calendarProperties: [] };

function resolve(tzid: string | null, floatingZone = 'Europe/Berlin'): ResolvedZone {
  return createZoneResolver(EMPTY, { floatingZone }).resolve(tzid);
}

/** As a converter asks: with the instants of the object itself. */
function resolveIn(object: ICalObject, tzid: string, floatingZone = 'Europe/Berlin'): string {
  const window = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2030, 0, 1) };
  const zones = createZoneResolver(object, {
    floatingZone,
    sampleInstants: (zoneOf) => expandObject(object, zoneOf, window).instances.map(({ start }) => start),
  });
  return sketch(zones.resolve(tzid));
}

function sketch({ zone, windowsId, notes }: ResolvedZone): string {
  return [windowsId, `(${zone.id.replace(/#.*/, '#')})`, ...notes.map(({ code }) => code)].join(' ');
}

describe('the names of Calendar Server’s own zone package', () => {
  const rows = readFileSync(new URL('../../fixtures/time-zones/calendar-server-names.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): readonly [string, string] => [line.split('\t')[0]!, line.split('\t')[1]!]);

  /** Where the answer is not the table's, and why. */
  const BETTER: Readonly<Record<string, string>> = {
    // UTC-2 with summer time since 2024; CLDR still has the Azores.
    'America/Scoresbysund': 'Greenland Standard Time',
    // UTC+8 since 2023; CLDR still has UTC+11.
    'Antarctica/Casey': 'W. Australia Standard Time',
    // UTC+5 since December 2023; CLDR still has UTC+6.
    'Antarctica/Vostok': 'West Asia Standard Time',
    // +0 and +2: Windows has no such zone. Without an event to look at, the base offset.
    'Antarctica/Troll': 'UTC',
    // No place lies 13 or 14 hours west; the server's own files mean 13 and 14 hours east.
    'GMT-1300': 'UTC+13',
    'GMT-1400': 'Line Islands Standard Time',
  };

  it('are all 744 there', () => {
    expect(rows.length).toBe(744);
  });

  it('lead to the Windows zone of CLDR’s table, or a better one', () => {
    const different = rows.filter(([name, expected]) => {
      const { windowsId, zone } = resolve(name);
      if (name in BETTER) return windowsId !== BETTER[name];
      if (!expected.startsWith('fixed ')) return windowsId !== expected;
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(expected)!;
      return zone.offsetAt(0) !== (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1) || windowsId === 'Europe/Berlin';
    });
    expect(different).toEqual([]);
  });

  it('need no guess, but for plain offsets and the one zone Windows lacks', () => {
    const guessed = rows.map(([name]) => name).filter((name) => resolve(name).notes.length > 0);
    expect(guessed.filter((name) => !/^GMT[+-](?!0000)\d{4}$/.test(name))).toEqual(['Antarctica/Troll']);
  });
});

describe('a TZID', () => {
  it.each([
    ['UTC', 'UTC (UTC)'],
    ['Z', 'UTC (UTC)'],
    ['GMT+00:00', 'UTC (UTC)'],
    ['/mozilla.org/20050126_1/Europe/Berlin', 'W. Europe Standard Time (Europe/Berlin)'],
    ['/softwarestudio.org/Olson_20011030_5/America/New_York', 'Eastern Standard Time (America/New_York)'],
    ['/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta', 'Argentina Standard Time (America/Argentina/Salta)'],
    ['US-Eastern', 'Eastern Standard Time (America/New_York)'],
    ['america/new york', 'Eastern Standard Time (America/New_York)'],
    ['"Europe/Berlin" ', 'W. Europe Standard Time (Europe/Berlin)'],
    ['Europe/Berlin\\n', 'W. Europe Standard Time (Europe/Berlin)'],
    ['"W. Europe Standard Time"', 'W. Europe Standard Time (Europe/Berlin)'],
    ['(UTC-05:00) Eastern Time (US & Canada)', 'Eastern Standard Time (America/New_York)'],
    ['Etc/GMT+5', 'SA Pacific Standard Time (Etc/GMT+5)'],
    ['GMT+0100', 'W. Central Africa Standard Time (UTC+01:00) time-zone-by-offset'],
    ['(GMT -03:00)', 'SA Eastern Standard Time (UTC-03:00) time-zone-by-offset'],
    ['UTC+11', 'Central Pacific Standard Time (UTC+11:00) time-zone-by-offset'],
    ['GMT+0545', 'Nepal Standard Time (UTC+05:45) time-zone-by-offset'],
    ['Customized Time Zone', 'W. Europe Standard Time (Europe/Berlin) time-zone-unknown'],
    ['', 'W. Europe Standard Time (Europe/Berlin) time-zone-unknown'],
    ['BST', 'W. Europe Standard Time (Europe/Berlin) time-zone-unknown'],
  ])('%j is %s', (tzid, expected) => {
    expect(sketch(resolve(tzid))).toBe(expected);
  });

  it('that is absent means the floating zone', () => {
    expect(sketch(resolve(null, 'Asia/Tokyo'))).toBe('Tokyo Standard Time (Asia/Tokyo)');
    expect(resolve('UTC').zone).toBe(utcTimeZone);
  });

  it('has one answer for all objects where the name says everything', () => {
    expect(resolve('US/Eastern')).toBe(resolve('US/Eastern'));
  });
});

describe('a VTIMEZONE', () => {
  const event = 'DTSTART;TZID=Custom:20240105T100000\nRRULE:FREQ=WEEKLY;COUNT=60';

  it('of a known name is not believed: the name has newer rules', () => {
    const object = eventObject(event, CENTRAL_EUROPE);
    const renamed = { ...object, timeZones: new Map([['America/New_York', object.timeZones.get('Custom')!]]) };
    expect(resolveIn(renamed, 'America/New_York')).toBe('Eastern Standard Time (America/New_York)');
  });

  it.each([
    ['X-LIC-LOCATION:Europe/Vienna', 'W. Europe Standard Time (Europe/Vienna) time-zone-read-as'],
    ['TZURL:http://tzurl.org/zoneinfo-outlook/Asia/Tokyo.ics', 'Tokyo Standard Time (Asia/Tokyo) time-zone-read-as'],
    ['', 'Romance Standard Time (Custom#) time-zone-by-rules'],
  ])('of an unknown name tells by %j or its rules', (hint, expected) => {
    expect(resolveIn(eventObject(event, `${hint}\n${CENTRAL_EUROPE}`), 'Custom', 'Europe/Paris')).toBe(expected);
  });

  it('is fitted to the common zone when the calendar’s own does not agree', () => {
    expect(resolveIn(eventObject(event, CENTRAL_EUROPE), 'Custom', 'Asia/Tokyo')).toBe(
      'W. Europe Standard Time (Custom#) time-zone-by-rules',
    );
  });

  it('with rules of nobody gets the zone that is right since longest', () => {
    const strange = [
      observance('DAYLIGHT 20000101T000000 +0400 +0500 FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10'),
      observance('STANDARD 20000201T000000 +0500 +0400 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=10'),
    ].join('\n');
    expect(resolveIn(eventObject(event, strange), 'Custom')).toBe('Arabian Standard Time (Custom#) time-zone-differs');
  });

  it('without any rule leaves the zone the file names, else the floating one', () => {
    const lines = 'DTSTART;TZID=Custom:20240105T100000';
    expect(resolveIn(eventObject(lines, 'X-OTHER:1', 'X-WR-TIMEZONE:Asia/Tokyo'), 'Custom')).toBe(
      'Tokyo Standard Time (Asia/Tokyo) time-zone-unknown',
    );
    expect(resolveIn(eventObject(lines), 'Custom')).toBe('W. Europe Standard Time (Europe/Berlin) time-zone-unknown');
  });
});

describe('a zone whose Windows zone is only right at times', () => {
  const lines = (start: string, end: string): string => `DTSTART;TZID=America/Chihuahua:${start}\nRRULE:FREQ=WEEKLY;UNTIL=${end}`;

  it.each([
    ['is right for what comes', '20230105T100000', '20250101', 'Central Standard Time (Mexico) (America/Chihuahua)'],
    ['is replaced for what was', '20160105T100000', '20180101', 'Mountain Standard Time (Mexico) (America/Chihuahua) time-zone-fitted'],
    [
      'is kept, with a note, where the event saw both',
      '20210105T100000',
      '20250101',
      'Central Standard Time (Mexico) (America/Chihuahua) time-zone-differs',
    ],
  ])('%s', (_case, start, end, expected) => {
    expect(resolveIn(eventObject(lines(start, end)), 'America/Chihuahua')).toBe(expected);
  });
});
