import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { compareBytes } from '../../../shared/domain/snapshot/compareBytes.ts';
import { parseDavProperty } from '../../../shared/domain/snapshot/davProperty.ts';
import { readAttachment } from '../../../shared/domain/snapshot/readAttachment.ts';
import { readObject } from '../../../shared/domain/snapshot/readObject.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import { readTimestamp } from '../../../shared/domain/snapshot/readTimestamp.ts';
import { readTimeZoneId } from '../../../shared/domain/snapshot/readTimeZoneId.ts';
import { DamagedField, RowFields } from '../../../shared/domain/snapshot/RowFields.ts';
import { object } from '../../support/snapshotRows.ts';
import type { Row } from '../../support/snapshotRows.ts';

function fields(row: Row): RowFields {
  return new RowFields(Object.keys(row)).use(Object.values(row));
}

describe('comparing bytes', () => {
  test('orders texts as their UTF-8 bytes are ordered', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(['🎸', '\uFFFD', 'é', 'z', 'a', ''].toSorted(compareBytes)).toEqual(['', 'a', 'z', 'é', '\uFFFD', '🎸']);
  });
});

describe('the fields of a row', () => {
  test.each([
    ['0', 0],
    ['000123', 123],
    ['9007199254740', 9_007_199_254_740],
  ])('takes %s for an id', (value, id) => {
    expect(fields({ id: value }).id('id')).toBe(id);
  });

  test.each([null, '', ' 1', '-1', '1.5', '1e3', '0x10', '9'.repeat(16), 'NaN'])('does not take %j for an id', (value) => {
    expect(() => fields({ id: value }).id('id')).toThrow(DamagedField);
  });

  test('takes a column the source does not have, or a row that is too short, for NULL', () => {
    const short = new RowFields(['a', 'b']).use(['1']);
    expect([short.optional('b'), short.optional('c'), short.text('b'), short.integer('c', 7), short.optionalId('b')]).toEqual([
      null,
      null,
      '',
      7,
      null,
    ]);
    expect(() => short.required('b')).toThrow('b: NULL');
  });

  test.each([
    ['t', true],
    ['true', true],
    ['1', true],
    ['f', false],
    ['0', false],
    ['', false],
    [null, false],
  ])('takes %j for %s', (value, flag) => {
    expect(fields({ flag: value }).flag('flag')).toBe(flag);
  });
});

describe('a timestamp', () => {
  test.each([
    ['2026-11-20 07:04:31.503363', '2026-11-20T07:04:31.503Z'],
    ['2026-11-20 07:04:31.5', '2026-11-20T07:04:31.500Z'],
    ['2026-11-20 07:04:31', '2026-11-20T07:04:31.000Z'],
    ['2026-11-20T07:04:31Z', '2026-11-20T07:04:31.000Z'],
    ['2026-11-20 07:04:31+00', '2026-11-20T07:04:31.000Z'],
    ['2024-02-29 23:59:59', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (value, iso) => {
    expect(new Date(readTimestamp(value) ?? Number.NaN).toISOString()).toBe(iso);
  });

  test.each([
    'infinity',
    '-infinity',
    '',
    '2026-02-29 00:00:00',
    '2026-13-01 00:00:00',
    '2026-01-01 24:00:00',
    '0044-03-15 00:00:00 BC',
    '294276-01-01 00:00:00',
    '0001-01-01 00:00:00',
    '2026-01-01 00:00:00+02',
  ])('does not read %j', (value) => {
    expect(readTimestamp(value)).toBeNull();
  });
});

describe('a property', () => {
  const caldav = 'urn:ietf:params:xml:ns:caldav';
  test.each([
    [
      "<?xml version='1.0' encoding='UTF-8'?>\r\n<displayname xmlns='DAV:'>A &amp; B &#228; <![CDATA[<c>]]></displayname>",
      { text: 'A & B ä <c>', href: null, elements: [], components: [] },
    ],
    [
      `<C:schedule-default-calendar-URL xmlns:C='${caldav}'><D:href xmlns:D='DAV:'>/calendars/__uids__/X/work</D:href></C:schedule-default-calendar-URL>`,
      { text: '', href: '/calendars/__uids__/X/work', elements: ['href'], components: [] },
    ],
    [
      `<schedule-calendar-transp xmlns='${caldav}'><transparent/></schedule-calendar-transp>`,
      { text: '', href: null, elements: ['transparent'], components: [] },
    ],
    [
      `<supported-calendar-component-set xmlns='${caldav}'><comp name='VEVENT'/><comp name='VTODO'/></supported-calendar-component-set>`,
      { text: '', href: null, elements: ['comp', 'comp'], components: ['VEVENT', 'VTODO'] },
    ],
    ['  <empty/>', { text: '', href: null, elements: [], components: [] }],
  ])('is read: %s', (xml, expected) => {
    expect(parseDavProperty(xml)).toEqual(expected);
  });

  test.each([
    '',
    'plain text',
    '<open>',
    '<a>&nbsp;</a>',
    '<!DOCTYPE a [<!ENTITY x "boom">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<a><b></a></b>',
  ])('is not read: %j', (xml) => {
    expect(parseDavProperty(xml)).toBeNull();
  });
});

describe('the time zone of a calendar', () => {
  test.each([
    ['BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n', 'Europe/Berlin'],
    ['BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:America/Argentina/\n Buenos_Aires\nEND:VTIMEZONE\n', 'America/Argentina/Buenos_Aires'],
    ['BEGIN:VTIMEZONE\r\nTZID;X-VALUE=TEXT:US/Pacific \r\n', 'US/Pacific'],
    ['Europe/Paris', 'Europe/Paris'],
    ['Etc/GMT+5\n', 'Etc/GMT+5'],
    ['', null],
    ['BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', null],
  ])('of %j is %s', (value, zone) => {
    expect(readTimeZoneId(value)).toBe(zone);
  });
});

describe('a calendar object', () => {
  function read(change: Row): { readonly row: Record<string, unknown>; readonly notes: readonly ReadingNote[] } {
    const notes: ReadingNote[] = [];
    const row = readObject(fields(object('101', '11', 'uid', change)), 'here', (note) => notes.push(note));
    return { row: { ...row }, notes };
  }

  test.each([
    [{ icalendar_type: ' vEvent' }, { componentType: 'VEVENT' }],
    [{ icalendar_type: 'VPOLL' }, { componentType: 'VPOLL' }],
    [{ icalendar_type: 'VAVAILABILITY' }, { componentType: 'OTHER' }],
    [{ access: '2' }, { access: 'PRIVATE' }],
    [{ access: '4' }, { access: 'RESTRICTED' }],
    [{ access: null }, { access: '' }],
    [{ access: '17' }, { access: '' }],
    [{ organizer: null }, { organizer: '' }],
    [
      { created: null, modified: null },
      { createdMs: null, modifiedMs: null },
    ],
    [{ original_collection: '11' }, { isTrashed: true }],
    [{ trashed: '2026-01-01 00:00:00' }, { isTrashed: true }],
    [{ icalendar_uid: '' }, { uid: '' }],
  ])('with %j is read as %j', (change, expected) => {
    const { row, notes } = read(change);
    expect([row, notes]).toEqual([expect.objectContaining(expected), []]);
  });

  test.each(['resource_id', 'calendar_resource_id', 'resource_name', 'icalendar_text', 'icalendar_uid', 'icalendar_type'])(
    'needs %s',
    (column) => {
      expect(() => read({ [column]: null })).toThrow(`${column}: NULL`);
    },
  );

  test('keeps an object whose dates make no sense, and notes them', () => {
    const { row, notes } = read({ created: 'infinity' });
    expect([row['createdMs'], notes.map(({ where, note }) => [where, note.code, note.property])]).toEqual([
      null,
      [['here', 'value-unreadable', 'created']],
    ]);
  });
});

describe('an attachment', () => {
  test('of a server before managed attachments is known by dropbox and name', () => {
    const row = { dropbox_id: 'DROP', content_type: 'text/plain', size: '5', md5: 'AB', path: 'a.txt' };
    expect(readAttachment(fields(row))).toEqual({
      attachmentId: 'DROP/a.txt',
      dropboxId: 'DROP',
      name: 'a.txt',
      contentType: 'text/plain',
      sizeBytes: 5,
      md5: 'ab',
    });
  });
});
