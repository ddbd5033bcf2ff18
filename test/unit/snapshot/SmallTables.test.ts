import { describe, expect, test } from 'vitest';
import { buildDelegates, buildGroups } from '../../../shared/domain/snapshot/buildDelegates.ts';
import { SmallTables } from '../../../shared/domain/snapshot/SmallTables.ts';
import { bind, home, JANIS, JIMI, property, ROOM, smallTables } from '../../support/snapshotRows.ts';
import type { Tables } from '../../support/snapshotRows.ts';

describe('the small tables', () => {
  test.each<[string, Tables, string]>([
    ['a home', { calendar_home: [home('10', JIMI), home('10', JANIS)] }, 'calendar_home resource_id=10'],
    [
      'a home’s metadata',
      { calendar_home_metadata: [{ resource_id: '10' }, { resource_id: '10' }] },
      'calendar_home_metadata resource_id=10',
    ],
    ['a calendar’s metadata', { calendar_metadata: [{ resource_id: '11' }, { resource_id: '11' }] }, 'calendar_metadata resource_id=11'],
    ['a bind', { calendar_bind: [bind('10', '11', 'a'), bind('10', '11', 'b')] }, 'calendar_bind calendar_home_resource_id=10'],
    [
      'a group',
      {
        groups: [
          { group_id: '5', group_uid: 'a' },
          { group_id: '5', group_uid: 'b' },
        ],
      },
      'groups group_id=5',
    ],
  ])('keep the first of %s that comes twice, and note the other', (_what, tables, where) => {
    expect(smallTables(tables).notes.map((reading) => [reading.where, reading.note.code])).toEqual([[where, 'row-duplicate']]);
  });

  test.each<[string, Tables, string]>([
    ['a version without a value', { calendarserver: [{ name: 'VERSION', value: null }] }, 'value'],
    ['a status that is no number', { calendar_home: [home('10', JIMI, { status: 'x' })] }, 'status'],
    ['a default that is no id', { calendar_home_metadata: [{ resource_id: '10', default_events: 'x' }] }, 'default_events'],
    ['a mode that is no number', { calendar_bind: [bind('10', '11', 'a', { bind_mode: 'own' })] }, 'bind_mode'],
    [
      'a property of nothing',
      { resource_property: [{ resource_id: null, name: '{DAV:}displayname', value: '<a/>', viewer_uid: '' }] },
      'resource_id',
    ],
    ['a member of nothing', { group_membership: [{ group_id: null, member_uid: JIMI }] }, 'group_id'],
    ['a delegate nobody named', { delegates: [{ delegator: ROOM, delegate: null, read_write: '1' }] }, 'delegate'],
  ])('note %s and go on', (_what, tables, column) => {
    expect(smallTables(tables).notes.map(({ note }) => [note.code, note.property])).toEqual([['row-incomplete', column]]);
  });

  test('pass over properties nobody asks for, whatever is in them', () => {
    expect(smallTables({ resource_property: [property('11', '{DAV:}getetag', '<broken', JIMI)] }).notes).toEqual([]);
  });

  test('leave objects and attachments to others', () => {
    const tables = new SmallTables();
    const batch = (table: string): boolean => tables.add({ table, columns: [], rows: [] }, () => undefined);
    expect(['calendar_object', 'attachment', 'attachment_calendar_object', 'calendar_home'].map(batch)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('groups and delegates', () => {
  test('are listed once each, members and people in one order', () => {
    const { tables, notes } = smallTables({
      groups: [
        { group_id: '6', group_uid: 'B', name: 'Empty' },
        { group_id: '5', group_uid: 'A', name: 'Staff' },
      ],
      group_membership: [
        { group_id: '5', member_uid: JIMI },
        { group_id: '5', member_uid: JANIS.toLowerCase() },
        { group_id: '5', member_uid: JANIS },
      ],
      delegates: [
        { delegator: ROOM, delegate: JIMI, read_write: '1' },
        { delegator: ROOM, delegate: JIMI, read_write: '1' },
        { delegator: JANIS, delegate: JIMI, read_write: '0' },
      ],
      delegate_groups: [{ delegator: ROOM, group_id: '5', read_write: '0', is_external: '1' }],
      external_delegate_groups: [{ delegator: ROOM, group_uid_read: 'A', group_uid_write: 'C' }],
    });
    expect(buildGroups(tables)).toEqual([
      { groupUid: 'A', name: 'Staff', memberUids: [JANIS, JIMI] },
      { groupUid: 'B', name: 'Empty', memberUids: [] },
    ]);
    expect(buildDelegates(tables, (note) => notes.push(note))).toEqual([
      { delegatorUid: JANIS, delegateUid: JIMI, readWrite: false, isGroup: false },
      { delegatorUid: ROOM, delegateUid: 'A', readWrite: false, isGroup: true },
      { delegatorUid: ROOM, delegateUid: JIMI, readWrite: true, isGroup: false },
      { delegatorUid: ROOM, delegateUid: 'C', readWrite: true, isGroup: true },
    ]);
    expect(notes).toEqual([]);
  });
});
