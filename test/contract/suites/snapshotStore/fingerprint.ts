import { expect, test } from 'vitest';
import type { SnapshotStore } from '../../../../electron/ports/SnapshotStore.ts';
import { batchesOf, eventText, JANIS, reversed, ROOM, SMALL_SERVER } from '../../../support/snapshotRows.ts';
import type { Row, Tables } from '../../../support/snapshotRows.ts';
import { ORIGIN, changed, newest, take, withObjects } from './smallSnapshot.ts';

/** What two snapshots of the same have in common. */
export function describeFingerprint(store: () => SnapshotStore): void {
  test('comes out the same whatever the order of tables and rows, and wherever the rows came from', () => {
    const forward = take(store(), batchesOf(SMALL_SERVER));
    const read = (): unknown => {
      const reader = newest(store());
      return [reader.homes(), reader.calendars(), reader.shares(), reader.groups(), [...reader.objectsByUid()], [...reader.objects()]];
    };
    const before = read();
    const backward = take(store(), reversed(batchesOf(SMALL_SERVER)), { ...ORIGIN, kind: 'postgres', label: '127.0.0.1/caldav' });
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
    expect(take(store(), batchesOf(tables)).fingerprint).toBe(take(store(), batchesOf(SMALL_SERVER)).fingerprint);
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
    expect(take(store(), batchesOf(tables)).fingerprint).not.toBe(take(store(), batchesOf(SMALL_SERVER)).fingerprint);
  });
}
