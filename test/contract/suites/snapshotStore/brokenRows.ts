import { expect, test } from 'vitest';
import type { SnapshotStore } from '../../../../electron/ports/SnapshotStore.ts';
import { batchesOf, object, ROOM, SMALL_SERVER } from '../../../support/snapshotRows.ts';
import type { Tables } from '../../../support/snapshotRows.ts';
import { newest, take, withObjects } from './smallSnapshot.ts';

/** Rows that cannot be taken. */
export function describeBrokenRows(store: () => SnapshotStore): void {
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
    const info = take(store(), batchesOf(tables));
    const [note, ...others] = [...newest(store()).readingNotes()].filter(
      ({ where }) => !/^(?:calendar_bind|delegate_groups|calendar )/.test(where),
    );
    expect([note?.where, note?.note.code, note?.note.property, note?.note.was]).toEqual(noted);
    expect([others.length, info.counts['objects']]).toEqual([0, objects]);
  });
}
