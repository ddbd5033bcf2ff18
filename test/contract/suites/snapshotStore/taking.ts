import { expect, test } from 'vitest';
import type { SnapshotStore } from '../../../../electron/ports/SnapshotStore.ts';
import { batchesOf, SMALL_SERVER } from '../../../support/snapshotRows.ts';
import { ORIGIN, changed, newest, take, textBytes, withObjects } from './smallSnapshot.ts';

/** When there is a snapshot, and what it says of itself. */
export function describeTaking(store: () => SnapshotStore): void {
  test('has none before the first is finished', () => {
    const before = store().newest();
    const writer = store().begin(ORIGIN);
    for (const batch of batchesOf(SMALL_SERVER)) writer.add(batch);
    expect([before, store().newest()]).toEqual([null, null]);
    writer.finish();
    expect(store().newest()?.info().takenAt).toBe(ORIGIN.startedAt);
  });

  test('says what it took, from where and when', () => {
    const info = take(store(), batchesOf(SMALL_SERVER));
    expect(newest(store()).info()).toEqual(info);
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

  test('keeps the previous snapshot when the next is abandoned, and begins anew', () => {
    const first = take(store(), batchesOf(SMALL_SERVER));
    const writer = store().begin({ ...ORIGIN, startedAt: '2026-11-21T08:00:00.000Z' });
    for (const batch of batchesOf(changed('calendar_object', '104', { icalendar_text: 'half' }))) writer.add(batch);
    writer.abandon();
    expect(newest(store()).info()).toEqual(first);
    const last = take(store(), batchesOf(withObjects((rows) => rows.slice(0, 2))));
    expect([newest(store()).info(), last.counts['objects'], store().snapshot(first.snapshotId)?.info()]).toEqual([last, 2, first]);
    expect([...(store().snapshot(first.snapshotId)?.objects() ?? [])]).toHaveLength(13);
    expect(store().snapshot(77)).toBeNull();
  });

  test('takes notes of the provider, too', () => {
    const writer = store().begin(ORIGIN);
    const note = { code: 'row-unreadable', severity: 'dropped', property: 'calendar_object', was: 'line 7', became: '' } as const;
    writer.note('calendar_object line 7', note);
    writer.finish();
    expect([...newest(store()).readingNotes()]).toEqual([{ where: 'calendar_object line 7', note }]);
  });
}
