import type { SnapshotInfo, SnapshotReader, SnapshotStore } from '../../../../electron/ports/SnapshotStore.ts';
import type { SourceRows } from '../../../../electron/ports/CalendarServerSource.ts';
import { SMALL_SERVER } from '../../../support/snapshotRows.ts';
import type { Row, Tables } from '../../../support/snapshotRows.ts';

export const ORIGIN = { kind: 'dump', label: 'caldav.sql', startedAt: '2026-11-20T08:00:00.000Z' } as const;

/** A snapshot of these rows. */
export function take(
  store: SnapshotStore,
  batches: readonly SourceRows[],
  origin: Parameters<SnapshotStore['begin']>[0] = ORIGIN,
): SnapshotInfo {
  const writer = store.begin(origin);
  for (const batch of batches) writer.add(batch);
  return writer.finish();
}

/** The newest snapshot, which has to be there. */
export function newest(store: SnapshotStore): SnapshotReader {
  const reader = store.newest();
  if (reader === null) throw new Error('the store has no snapshot');
  return reader;
}

/** Of all texts, each once. */
export function textBytes({ calendar_object: objects = [] }: Tables): number {
  const texts = new Set(objects.map(({ icalendar_text: text }) => text ?? ''));
  return [...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** The small server with other objects. */
export function withObjects(change: (rows: readonly Row[]) => readonly Row[]): Tables {
  return { ...SMALL_SERVER, calendar_object: change(SMALL_SERVER.calendar_object ?? []) };
}

/** The small server with one row changed. */
export function changed(table: keyof Tables, id: string, change: Row): Tables {
  const rows = (SMALL_SERVER[table] ?? []).map((row) => (Object.values(row).includes(id) ? { ...row, ...change } : row));
  return { ...SMALL_SERVER, [table]: rows };
}
