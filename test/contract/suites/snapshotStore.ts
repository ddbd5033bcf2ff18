import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SnapshotInfo, SnapshotReader, SnapshotStore } from '../../../electron/ports/SnapshotStore.ts';
import type { SourceRows } from '../../../electron/ports/CalendarServerSource.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { batchesOf, eventText, JANIS, JIMI, object, reversed, ROOM, SMALL_SERVER } from '../../support/snapshotRows.ts';
import type { Row, Tables } from '../../support/snapshotRows.ts';

const ORIGIN = { kind: 'dump', label: 'caldav.sql', startedAt: '2026-11-20T08:00:00.000Z' } as const;

/** A store for one test. */
export interface StoreUnderTest {
  readonly store: SnapshotStore;
  close(): void;
}

function take(store: SnapshotStore, batches: readonly SourceRows[], origin: Parameters<SnapshotStore['begin']>[0] = ORIGIN): SnapshotInfo {
  const writer = store.begin(origin);
  for (const batch of batches) writer.add(batch);
  return writer.finish();
}

function newest(store: SnapshotStore): SnapshotReader {
  const reader = store.newest();
  if (reader === null) throw new Error('the store has no snapshot');
  return reader;
}

function textBytes({ calendar_object: objects = [] }: Tables): number {
  const texts = new Set(objects.map(({ icalendar_text: text }) => text ?? ''));
  return [...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function withObjects(change: (rows: readonly Row[]) => readonly Row[]): Tables {
  return { ...SMALL_SERVER, calendar_object: change(SMALL_SERVER.calendar_object ?? []) };
}

function changed(table: keyof Tables, id: string, change: Row): Tables {
  const rows = (SMALL_SERVER[table] ?? []).map((row) => (Object.values(row).includes(id) ? { ...row, ...change } : row));
  return { ...SMALL_SERVER, [table]: rows };
}

/** The agreement of electron/ports/SnapshotStore.ts. */
export function describeSnapshotStore(name: string, open: () => StoreUnderTest): void {
  describe(`${name} as a store of snapshots`, () => {
    let under: StoreUnderTest;
    let store: SnapshotStore;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.close());

    test('has none before the first is finished', () => {
      const before = store.newest();
      const writer = store.begin(ORIGIN);
      for (const batch of batchesOf(SMALL_SERVER)) writer.add(batch);
      expect([before, store.newest()]).toEqual([null, null]);
      writer.finish();
      expect(store.newest()?.info().takenAt).toBe(ORIGIN.startedAt);
    });

    test('says what it took, from where and when', () => {
      const info = take(store, batchesOf(SMALL_SERVER));
      expect(newest(store).info()).toEqual(info);
      expect(info.fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(info).toEqual({
        snapshotId: 1,
        takenAt: '2026-11-20T08:00:00.000Z',
        sourceKind: 'dump',
        sourceLabel: 'caldav.sql',
        schemaVersion: 60,
        fingerprint: info.fingerprint,
        counts: {
          homes: 4,
          calendars: 6,
          shares: 1,
          delegates: 2,
          groups: 1,
          objects: 13,
          toPlan: 7,
          VEVENT: 6,
          VTODO: 1,
          'calendar-not-owned': 1,
          'home-not-active': 1,
          inbox: 1,
          'orphan-object': 2,
          trash: 1,
          distinctTexts: 12,
          distinctTextBytes: textBytes(SMALL_SERVER),
          attachments: 2,
          readingNotes: 5,
        },
      });
    });

    test('hands out homes and calendars as a person would describe them', () => {
      take(store, batchesOf(SMALL_SERVER));
      const reader = newest(store);
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
      take(store, batchesOf(SMALL_SERVER));
      const reader = newest(store);
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
      take(store, batchesOf(SMALL_SERVER));
      expect([...newest(store).readingNotes()].map(({ where, note }) => [where, note.code, note.was])).toEqual([
        ['calendar_bind 20/61', 'share-dangling', 'of-nobody'],
        [`delegate_groups ${ROOM}`, 'delegate-group-unknown', ''],
        ['calendar 51', 'objects-orphaned', '1 objects'],
        ['calendar 61', 'objects-orphaned', '1 objects'],
        ['calendar 71', 'objects-orphaned', '1 objects'],
      ]);
    });

    test('hands out every object with its place and text, whatever becomes of it', () => {
      take(store, batchesOf(SMALL_SERVER));
      const reader = newest(store);
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
      take(store, batchesOf(SMALL_SERVER));
      const reader = newest(store);
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

    test('comes out the same whatever the order of tables and rows, and wherever the rows came from', () => {
      const forward = take(store, batchesOf(SMALL_SERVER));
      const read = (): unknown => {
        const reader = newest(store);
        return [reader.homes(), reader.calendars(), reader.shares(), reader.groups(), [...reader.objectsByUid()], [...reader.objects()]];
      };
      const before = read();
      const backward = take(store, reversed(batchesOf(SMALL_SERVER)), { ...ORIGIN, kind: 'postgres', label: '127.0.0.1/caldav' });
      expect(backward.snapshotId).not.toBe(forward.snapshotId);
      expect(backward.fingerprint).toBe(forward.fingerprint);
      expect(read()).toEqual(before);
    });

    const renumbered = (value: string | null): string | null =>
      value !== null && /^\d\d+$/.test(value) ? String(9000 - Number(value)) : value;
    test('has a fingerprint that does not depend on ids', () => {
      const tables = Object.fromEntries(
        Object.entries(SMALL_SERVER).map(([table, rows]) => {
          const isId = (column: string): boolean => /_id$|^trash$|^default_events$|^original_collection$/.test(column);
          const renumber = (row: Row): Row =>
            Object.fromEntries(Object.entries(row).map(([column, value]) => [column, isId(column) ? renumbered(value) : value]));
          return [table, table === 'attachment' ? rows : rows.map(renumber)];
        }),
      );
      expect(take(store, batchesOf(tables)).fingerprint).toBe(take(store, batchesOf(SMALL_SERVER)).fingerprint);
    });

    test.each<[string, Tables]>([
      ['a text', changed('calendar_object', '104', { icalendar_text: eventText('task', 'Other') })],
      ['when an object was changed', changed('calendar_object', '104', { modified: '2026-02-03 04:05:07' })],
      ['a UID', changed('calendar_object', '104', { icalendar_uid: 'other' })],
      ['the calendar of an object', changed('calendar_object', '104', { calendar_resource_id: '31' })],
      ['that an object is gone', withObjects((rows) => rows.slice(1))],
      ['a calendar’s transparency', changed('calendar_bind', '31', { transp: '1' })],
      ['a calendar’s components', changed('calendar_metadata', '11', { supported_components: 'VEVENT,VTODO' })],
      ['the default calendar', changed('calendar_home_metadata', '10', { default_events: '11', trash: '11' })],
      ['the state of a home', changed('calendar_home', '30', { status: '4' })],
      ['a share', changed('calendar_bind', 'SHARED-1', { bind_mode: '1' })],
      ['a member of a group', changed('group_membership', JANIS, { member_uid: ROOM })],
      ['a delegate', changed('delegates', JANIS, { read_write: '1' })],
      ['the object an attachment belongs to', changed('attachment_calendar_object', 'M-1', { calendar_object_resource_id: '102' })],
    ])('has a fingerprint that tells %s', (_what, tables) => {
      expect(take(store, batchesOf(tables)).fingerprint).not.toBe(take(store, batchesOf(SMALL_SERVER)).fingerprint);
    });

    test.each<[string, Tables, readonly string[], number]>([
      [
        'an id that is no number',
        withObjects((rows) => [object('abc', '11', 'x'), ...rows]),
        ['calendar_object resource_id=abc', 'row-incomplete', 'resource_id', 'abc'],
        13,
      ],
      [
        'a text that is NULL',
        withObjects((rows) => [...rows, object('120', '11', 'x', { icalendar_text: null })]),
        ['calendar_object resource_id=120', 'row-incomplete', 'icalendar_text', 'NULL'],
        13,
      ],
      [
        'a row that comes twice',
        withObjects((rows) => [...rows, object('101', '11', 'x')]),
        ['calendar_object resource_id=101', 'row-duplicate', 'resource_id', ''],
        13,
      ],
      [
        'a name that comes twice in a calendar',
        withObjects((rows) => [...rows, object('120', '11', 'task', { modified: '2020-01-01 00:00:00' })]),
        ['calendar_object resource_id=120', 'row-duplicate', 'resource_name', 'task.ics'],
        13,
      ],
      [
        'a day that is none',
        withObjects((rows) => [...rows, object('120', '11', 'x', { created: '2026-02-31 00:00:00' })]),
        ['calendar_object resource_id=120', 'value-unreadable', 'created', '2026-02-31 00:00:00'],
        14,
      ],
      [
        'the end of days',
        withObjects((rows) => [...rows, object('120', '11', 'x', { modified: 'infinity' })]),
        ['calendar_object resource_id=120', 'value-unreadable', 'modified', 'infinity'],
        14,
      ],
      [
        'a home without an owner',
        { ...SMALL_SERVER, calendar_home: [...(SMALL_SERVER.calendar_home ?? []), { resource_id: '90', owner_uid: null }] },
        ['calendar_home resource_id=90', 'row-incomplete', 'owner_uid', 'NULL'],
        13,
      ],
      [
        'a property that is no XML',
        {
          ...SMALL_SERVER,
          resource_property: [{ resource_id: '31', name: '{DAV:}displayname', value: '<displayname', viewer_uid: ROOM }],
        },
        ['resource_property resource_id=31', 'value-unreadable', '{DAV:}displayname', '<displayname'],
        13,
      ],
    ])('loses no more than one row to %s, and notes it', (_what, tables, noted, objects) => {
      const info = take(store, batchesOf(tables));
      const [note, ...others] = [...newest(store).readingNotes()].filter(
        ({ where }) => !/^(?:calendar_bind|delegate_groups|calendar )/.test(where),
      );
      expect([note?.where, note?.note.code, note?.note.property, note?.note.was]).toEqual(noted);
      expect([others.length, info.counts['objects']]).toEqual([0, objects]);
    });

    test('keeps the previous snapshot when the next is abandoned, and begins anew', () => {
      const first = take(store, batchesOf(SMALL_SERVER));
      const writer = store.begin({ ...ORIGIN, startedAt: '2026-11-21T08:00:00.000Z' });
      for (const batch of batchesOf(changed('calendar_object', '104', { icalendar_text: 'half' }))) writer.add(batch);
      writer.abandon();
      expect(newest(store).info()).toEqual(first);
      const last = take(store, batchesOf(withObjects((rows) => rows.slice(0, 2))));
      expect([newest(store).info(), last.counts['objects'], store.snapshot(first.snapshotId)?.info()]).toEqual([last, 2, first]);
      expect([...(store.snapshot(first.snapshotId)?.objects() ?? [])]).toHaveLength(13);
      expect(store.snapshot(77)).toBeNull();
    });

    test('takes notes of the provider, too', () => {
      const writer = store.begin(ORIGIN);
      const note = { code: 'row-unreadable', severity: 'dropped', property: 'calendar_object', was: 'line 7', became: '' } as const;
      writer.note('calendar_object line 7', note);
      writer.finish();
      expect([...newest(store).readingNotes()]).toEqual([{ where: 'calendar_object line 7', note }]);
    });

    test('reads pages of objects while others write', () => {
      const many = Array.from({ length: 1_234 }, (_, index) =>
        object(String(1000 + index), '11', `uid-${String(index % 700).padStart(4, '0')}-x`, { resource_name: `${index}.ics` }),
      );
      take(store, batchesOf(withObjects(() => many)));
      const reader = newest(store);
      const seen: string[] = [];
      for (const copies of reader.objectsByUid()) {
        if (seen.length === 600) store.begin(ORIGIN).abandon();
        seen.push(...copies.map(({ objectId }) => objectId));
      }
      expect([seen.length, new Set(seen).size, [...reader.objectsByUid()].length, [...reader.objects()].length]).toEqual([
        1_234, 1_234, 700, 1_234,
      ]);
    });

    test('gives a text back byte for byte, however large or odd', () => {
      const texts = [
        '',
        'x'.repeat(3_000_000),
        '🎸\u0000\r\n\uFFFD',
        ...Array.from({ length: 300 }, (_, index) => `${index}`.repeat(index)),
      ];
      take(
        store,
        batchesOf(withObjects(() => texts.map((text, index) => object(String(1000 + index), '11', `u${index}`, { icalendar_text: text })))),
      );
      const reader = newest(store);
      expect(texts.map((_, index) => reader.text(reader.object(String(1000 + index))?.md5 ?? ''))).toEqual(texts);
    });

    test('says so when a text is not there', () => {
      take(store, batchesOf(SMALL_SERVER));
      const reader = newest(store);
      expect(() => reader.text('00000000000000000000000000000000')).toThrow(Failure);
    });
  });
}
