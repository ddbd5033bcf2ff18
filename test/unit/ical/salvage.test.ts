import { describe, expect, it } from 'vitest';
import { parseContentLine } from '../../../shared/ical/contentLine.ts';
import { allProperties, firstProperty, textValue } from '../../../shared/ical/properties.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import { fixtureMaster, fixtureObject, readFixture } from './fixtures.ts';
import { cpuTime } from '../../support/cpuTime.ts';

function valuesOf(name: string, property: string): readonly (readonly string[])[] {
  return allProperties(fixtureMaster(name), property).map(({ values }) => values);
}

describe('salvage of values', () => {
  it.each([
    ['regular', 'DESCRIPTION', 'Line one\nLine two, with comma; and semi colon'],
    ['line-ends-cr', 'DESCRIPTION', 'folded'],
    ['line-ends-lf', 'DESCRIPTION', 'folded'],
    ['line-ends-crcrlf', 'DESCRIPTION', 'folded'],
    ['blank-lines', 'LOCATION', 'b'],
    ['description-not-folded', 'DESCRIPTION', 'Agenda\nCall: 555 0100\nand bring cake'],
    ['description-not-folded', 'LOCATION', 'Room 1'],
    ['folded-inside-character', 'DESCRIPTION', 'München'],
    ['latin-1-bytes', 'DESCRIPTION', 'München – Z€rich'],
    ['latin-1-bytes', 'LOCATION', 'Café'],
    ['control-characters', 'DESCRIPTION', 'abcdef\tg'],
    ['unescaped-separators', 'DESCRIPTION', 'one, two; three'],
    ['odd-escapes', 'DESCRIPTION', '10:30 "sharp"\n C:\\temp \\n end\\'],
    ['odd-escapes', 'URL', 'http://example.com/a,b'],
    ['odd-escapes', 'GEO', '52.5;13.4'],
    ['line-without-colon', 'SUMMARY', 'Lunch\njust words'],
    ['line-without-colon', 'LOCATION', 'Hall'],
  ])('%s: %s', (name, property, value) => {
    expect(textValue(fixtureMaster(name), property)).toBe(value);
  });

  it('keeps lists apart at unescaped commas only', () => {
    expect(valuesOf('regular', 'CATEGORIES')).toEqual([['Work', 'Private, really']]);
  });

  it('unquotes and decodes parameters', () => {
    const master = fixtureMaster('regular');
    expect(firstProperty(master, 'ATTENDEE')).toEqual({
      name: 'ATTENDEE',
      parameters: { CN: 'Hendrix, Jimi', MEMBER: 'urn:x-uid:1C3FCBD0-0BAB,urn:x-uid:B950A1E8-2281' },
      type: 'cal-address',
      values: ['mailto:jimi@example.com'],
    });
    expect(firstProperty(master, 'X-NOTE')).toEqual({
      name: 'X-NOTE',
      parameters: { 'X-P': 'a\nb^c"d' },
      type: 'text',
      values: ['kept, too'],
    });
  });

  it('unescapes what Apple escapes in its own parameters, and no other', () => {
    const [place, file] = [
      'X-APPLE-STRUCTURED-LOCATION;X-ADDRESS=Street 1\\n1234\\\\nTown\\, far:geo:1,2',
      'ATTACH;FILENAME=a\\new:http://a',
    ].map((line) => parseContentLine(line)?.parameters);
    expect([place, file]).toEqual([{ 'X-ADDRESS': 'Street 1\n1234\nTown, far' }, { FILENAME: 'a\\new' }]);
  });

  it('finds the address behind a name that was not quoted', () => {
    const master = fixtureMaster('unquoted-parameters');
    expect(allProperties(master, 'ATTENDEE').map(({ parameters, values }) => ({ ...parameters, value: values[0] }))).toEqual([
      { CN: 'Jimi: the guitarist', ROLE: 'CHAIR', value: 'mailto:jimi@example.com' },
      { CN: 'Jerry "Captain" Garcia', PARTSTAT: 'ACCEPTED', value: 'mailto:jerry@example.com' },
    ]);
    expect(firstProperty(master, 'ORGANIZER')).toMatchObject({ parameters: { CN: 'Smith; John' }, values: ['urn:x-uid:AAAA'] });
    expect(master.dtstart.tzid).toBe('(UTC+01:00) Amsterdam, Berlin');
  });

  it('puts a line broken inside its parameters together', () => {
    expect(firstProperty(fixtureMaster('line-break-in-parameter'), 'ATTENDEE')).toMatchObject({
      parameters: { CN: 'JimiHendrix', PARTSTAT: 'ACCEPTED' },
      values: ['mailto:jimi@example.com'],
    });
  });

  it('keeps empty parameters and values', () => {
    expect(allProperties(fixtureMaster('empty-parameters'), 'ATTENDEE').map(({ parameters }) => parameters)).toEqual([
      { CN: '' },
      { CN: '', ROLE: 'CHAIR' },
    ]);
    expect(valuesOf('organizer-without-value', 'ORGANIZER')).toEqual([['']]);
  });

  it('reads names in any case', () => {
    expect(firstProperty(fixtureMaster('mixed-case-names'), 'ATTENDEE')?.parameters).toEqual({ CN: 'Jimi', PARTSTAT: 'ACCEPTED' });
  });

  it('says which text was lost or changed', () => {
    expect(readFixture('organizer-without-value')[0]?.notes).toEqual([
      { code: 'line-dropped', severity: 'dropped', property: 'ORGANIZER', was: 'ORGANIZER;CN=Jimi', became: '' },
    ]);
  });

  it('removes lone surrogates and keeps whole characters', () => {
    const [read] = readCalendarText('BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270105\r\nSUMMARY:a\ud83dz 🎸\udfff\r\nEND:VEVENT', {
      ownerUid: null,
    });
    expect(read?.object?.master?.properties[2]?.values).toEqual(['az 🎸']);
  });

  it('drops blobs only their own program understands', () => {
    const blob = 'A'.repeat(70_000);
    const lines = [
      `X-BLOB:${blob}`,
      `X-APPLE-STRUCTURED-LOCATION;X-APPLE-MAPKIT-HANDLE=${blob};X-TITLE=Hall:geo:1,2`,
      `DESCRIPTION:${blob}`,
    ];
    const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'DTSTART:20270105', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');
    const [read] = readCalendarText(text, { ownerUid: null });
    expect(read?.object?.master?.properties.slice(2, 4).map(({ name, parameters }) => [name, parameters])).toEqual([
      ['X-APPLE-STRUCTURED-LOCATION', { 'X-TITLE': 'Hall' }],
      ['DESCRIPTION', {}],
    ]);
    expect(read?.notes.map(({ code, property }) => [code, property])).toEqual([
      ['blob-dropped', 'X-BLOB'],
      ['blob-dropped', 'X-APPLE-STRUCTURED-LOCATION'],
    ]);
  });

  it('counts repeated damage instead of listing it', () => {
    const garbage = Array.from({ length: 1000 }, (_, index) => `garbage ${index}`);
    const [read] = readCalendarText(['BEGIN:VEVENT', 'UID:1', 'DTSTART:20270105', ...garbage, 'END:VEVENT'].join('\n'), { ownerUid: null });
    const dropped = read?.notes.filter(({ code }) => code === 'line-dropped') ?? [];
    expect([dropped.length, dropped.at(-1)?.was]).toEqual([26, '975 more']);
  });
});

describe('salvage of structure', () => {
  it('takes alarms apart that were not closed', () => {
    expect(fixtureMaster('valarm-not-closed').alarms.map((alarm) => textValue(alarm, 'TRIGGER'))).toEqual(['-PT5M', '-PT9M']);
  });

  it('gives an event inside another one back its own properties', () => {
    const [outer, inner] = readFixture('vevent-in-vevent').map(({ object }) => object?.master);
    expect([outer?.dtstart.tzid, inner?.dtstart.tzid]).toEqual(['UTC', 'Europe/Berlin']);
  });

  it('keeps VCALENDAR properties and custom time zones', () => {
    const object = fixtureObject('calendar-properties');
    expect(object.calendarProperties.map(({ name, values }) => [name, values[0]])).toEqual([
      ['VERSION', '2.0'],
      ['METHOD', 'PUBLISH'],
      ['X-CALENDARSERVER-ACCESS', 'PRIVATE'],
    ]);
    expect([...object.timeZones].map(([tzid, zone]) => [tzid, zone.components[0]?.name])).toEqual([['Custom', 'STANDARD']]);
  });

  it('never takes the options of a poll for events', () => {
    const object = fixtureObject('poll');
    expect([object.master, object.overrides, object.others[0]?.components.map(({ name }) => name)]).toEqual([
      null,
      [],
      ['VEVENT', 'VEVENT'],
    ]);
  });

  it('reads a broken stack of components in linear time', () => {
    const text = `${'BEGIN:A\n'.repeat(200_000)}${'END:B\n'.repeat(200_000)}`;
    const milliseconds = cpuTime(() => {
      readCalendarText(`BEGIN:VCALENDAR\n${text}`, { ownerUid: null });
    });
    expect(milliseconds).toBeLessThan(3000);
  });
});

describe('lifted fields', () => {
  it('reads exception dates in every form, and notes the unreadable one', () => {
    expect(fixtureMaster('exdate-forms').exdates.map(({ isDate, tzid }) => (isDate ? 'date' : (tzid ?? 'floating')))).toEqual([
      'date',
      'UTC',
      'Europe/Berlin',
      'Europe/Berlin',
      'floating',
    ]);
    expect(readFixture('exdate-forms')[0]?.notes.map(({ property, was }) => [property, was])).toEqual([['EXDATE', 'never']]);
  });

  it('reads extra dates and periods', () => {
    expect(fixtureMaster('rdate-forms').rdates.map(({ start, end, duration }) => [start.tzid, end?.tzid, duration?.milliseconds])).toEqual([
      ['UTC', undefined, 3_600_000],
      ['UTC', 'UTC', undefined],
      ['Europe/Berlin', undefined, undefined],
    ]);
  });

  it('keeps the duration where an end stands beside it, and both in the properties', () => {
    const { dtend, duration, properties } = fixtureMaster('end-and-duration');
    expect([dtend, duration?.milliseconds]).toEqual([null, 7_200_000]);
    expect(properties.map(({ name }) => name)).toEqual(expect.arrayContaining(['DTEND', 'DURATION']));
  });

  it('keeps the rule of THISANDFUTURE and forgets that of a single override', () => {
    expect([
      fixtureObject('this-and-future').overrides[0]?.rrules.length,
      fixtureObject('rule-on-override').overrides[0]?.rrules.length,
    ]).toEqual([1, 0]);
  });
});
