import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SnapshotStore } from '../../../../electron/ports/SnapshotStore.ts';
import { Failure } from '../../../../shared/domain/failure.ts';
import { batchesOf, eventText, JANIS, JIMI, object, ROOM, SMALL_SERVER } from '../../../support/snapshotRows.ts';
import { ORIGIN, newest, take, withObjects } from './smallSnapshot.ts';

/** What a snapshot hands out. */
export function describeContents(store: () => SnapshotStore): void {
  test('hands out homes and calendars as a person would describe them', () => {
    take(store(), batchesOf(SMALL_SERVER));
    const reader = newest(store());
    expect(reader.homes()).toEqual([
      { homeId: '20', ownerUid: JANIS, status: 0, hasAvailability: true },
      { homeId: '40', ownerUid: JANIS, status: 2, hasAvailability: false },
      { homeId: '30', ownerUid: ROOM, status: 0, hasAvailability: false },
      { homeId: '10', ownerUid: JIMI, status: 0, hasAvailability: false },
    ]);
    const calendars = reader.calendars();
    expect(calendars.map(({ calendarId, isDefault, isInbox, isTrash }) => ({ calendarId, isDefault, isInbox, isTrash }))).toEqual([
      { calendarId: '21', isDefault: true, isInbox: false, isTrash: false },
      { calendarId: '41', isDefault: true, isInbox: false, isTrash: false },
      { calendarId: '31', isDefault: true, isInbox: false, isTrash: false },
      { calendarId: '11', isDefault: true, isInbox: false, isTrash: false },
      { calendarId: '12', isDefault: false, isInbox: true, isTrash: false },
      { calendarId: '13', isDefault: false, isInbox: false, isTrash: true },
    ]);
    expect(calendars.find(({ calendarId }) => calendarId === '11')).toEqual({
      calendarId: '11',
      homeId: '10',
      ownerUid: JIMI,
      resourceName: 'calendar',
      name: 'Work & Béton',
      color: '#1BADF8',
      order: 3,
      isDefault: true,
      isInbox: false,
      isTrash: false,
      isTransparent: false,
      timeZone: null,
      supportedComponents: ['VEVENT'],
    });
    expect(calendars.find(({ calendarId }) => calendarId === '21')).toMatchObject({
      name: 'calendar',
      color: null,
      isTransparent: true,
      timeZone: 'Europe/Paris',
      supportedComponents: [],
    });
  });

  test('hands out shares, delegates, groups and attachments', () => {
    take(store(), batchesOf(SMALL_SERVER));
    const reader = newest(store());
    const staff = '36281C30-42C6-56D5-88F8-0B9C027FD33A';
    expect({
      shares: reader.shares(),
      delegates: reader.delegates(),
      groups: reader.groups(),
      attachments: [...reader.attachments()],
    }).toEqual({
      shares: [{ calendarId: '11', ownerUid: JIMI, shareeUid: JANIS, name: 'Jimi’s work', mode: 'write', status: 'accepted' }],
      delegates: [
        { delegatorUid: ROOM, delegateUid: staff, readWrite: true, isGroup: true },
        { delegatorUid: ROOM, delegateUid: JANIS, readWrite: false, isGroup: false },
      ],
      groups: [{ groupUid: staff, name: 'All Staff', memberUids: [JANIS, JIMI] }],
      attachments: [
        {
          attachmentId: '1',
          managedId: 'M-1',
          objectId: '101',
          dropboxId: '.',
          name: 'Agenda.pdf',
          contentType: 'application/pdf',
          sizeBytes: 460,
          md5: 'a7d84ff420645f9d4f8bc9981820259a',
        },
        {
          attachmentId: '2',
          managedId: null,
          objectId: null,
          dropboxId: 'DROP',
          name: 'note.txt',
          contentType: 'text/plain',
          sizeBytes: 5,
          md5: 'x',
        },
      ],
    });
  });

  test('notes what is nobody’s', () => {
    take(store(), batchesOf(SMALL_SERVER));
    expect([...newest(store()).readingNotes()].map(({ where, note }) => [where, note.code, note.was])).toEqual([
      ['calendar_bind 20/61', 'share-dangling', 'of-nobody'],
      [`delegate_groups ${ROOM}`, 'delegate-group-unknown', ''],
      ['calendar 51', 'objects-orphaned', '1 objects'],
      ['calendar 61', 'objects-orphaned', '1 objects'],
      ['calendar 71', 'objects-orphaned', '1 objects'],
    ]);
  });

  test('hands out every object with its place and text, whatever becomes of it', () => {
    take(store(), batchesOf(SMALL_SERVER));
    const reader = newest(store());
    const text = eventText('meeting', 'Event meeting');
    expect(reader.object('101')).toEqual({
      objectId: '101',
      ownerUid: JIMI,
      homeId: '10',
      calendarId: '11',
      calendar: 'calendar',
      resourceName: 'meeting.ics',
      uid: 'meeting',
      componentType: 'VEVENT',
      md5: createHash('md5').update(text).digest('hex'),
      sizeBytes: text.length,
      organizer: `urn:x-uid:${JIMI}`,
      access: 'CONFIDENTIAL',
      created: '2026-01-02T03:04:05.678Z',
      modified: '2026-02-03T04:05:06.000Z',
      outOfCalendar: null,
    });
    expect([...reader.objects()].map(({ objectId, outOfCalendar, componentType }) => [objectId, outOfCalendar, componentType])).toEqual([
      ['110', 'orphan-object', 'OTHER'],
      ['108', 'orphan-object', 'VEVENT'],
      ['109', 'calendar-not-owned', 'VEVENT'],
      ['102', null, 'VEVENT'],
      ['107', 'home-not-active', 'VEVENT'],
      ['103', null, 'VEVENT'],
      ['111', null, 'VEVENT'],
      ['101', null, 'VEVENT'],
      ['104', null, 'VTODO'],
      ['113', null, 'VEVENT'],
      ['112', null, 'VEVENT'],
      ['105', 'inbox', 'VEVENT'],
      ['106', 'trash', 'VEVENT'],
    ]);
    expect([reader.object('101')?.md5, reader.object('102')?.md5].map((md5) => reader.text(md5 ?? ''))).toEqual([text, text]);
    expect([reader.object('999'), reader.object('1 OR 1')]).toEqual([null, null]);
  });

  test('hands out all copies of one UID together, UIDs in the order of their bytes', () => {
    take(store(), batchesOf(SMALL_SERVER));
    const reader = newest(store());
    const groups = [...reader.objectsByUid()];
    expect(groups.map((copies) => [copies[0]?.uid, copies.map(({ objectId }) => objectId).join()])).toEqual([
      ['a-first', '111'],
      ['invitation', '105'],
      ['lost', '108'],
      ['meeting', '102,103,101'],
      ['of-nobody', '109'],
      ['purged', '107'],
      ['task', '104'],
      ['thrown-away', '106'],
      ['unbound', '110'],
      ['\uFFFD', '113'],
      ['🎸', '112'],
    ]);
    expect(groups.map((copies) => reader.copiesOf(copies[0]?.uid ?? ''))).toEqual(groups);
    expect(reader.copiesOf('nowhere')).toEqual([]);
  });

  test('reads pages of objects while others write', () => {
    const many = Array.from({ length: 1_234 }, (_, index) =>
      object(String(1000 + index), '11', `uid-${String(index % 700).padStart(4, '0')}-x`, { resource_name: `${index}.ics` }),
    );
    take(store(), batchesOf(withObjects(() => many)));
    const reader = newest(store());
    const seen: string[] = [];
    for (const copies of reader.objectsByUid()) {
      if (seen.length === 600) store().begin(ORIGIN).abandon();
      seen.push(...copies.map(({ objectId }) => objectId));
    }
    expect([seen.length, new Set(seen).size, [...reader.objectsByUid()].length, [...reader.objects()].length]).toEqual([
      1_234, 1_234, 700, 1_234,
    ]);
  });

  test('gives a text back byte for byte, however large or odd', () => {
    const texts = ['', 'x'.repeat(3_000_000), '🎸\u0000\r\n\uFFFD', ...Array.from({ length: 300 }, (_, index) => `${index}`.repeat(index))];
    take(
      store(),
      batchesOf(withObjects(() => texts.map((text, index) => object(String(1000 + index), '11', `u${index}`, { icalendar_text: text })))),
    );
    const reader = newest(store());
    expect(texts.map((_, index) => reader.text(reader.object(String(1000 + index))?.md5 ?? ''))).toEqual(texts);
  });

  test('says so when a text is not there', () => {
    take(store(), batchesOf(SMALL_SERVER));
    const reader = newest(store());
    expect(() => reader.text('00000000000000000000000000000000')).toThrow(Failure);
  });
}
