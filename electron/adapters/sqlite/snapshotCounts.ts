import type { Database } from 'better-sqlite3';
import type { SmallParts } from './snapshotFingerprint.ts';

interface Group {
  readonly name: string;
  readonly objects: number;
}

const BY_TYPE = `
  SELECT component_type AS name, count(*) AS objects FROM source_object
  WHERE snapshot_id = ? AND out_of_calendar IS NULL GROUP BY component_type ORDER BY component_type`;
const BY_REASON = `
  SELECT out_of_calendar AS name, count(*) AS objects FROM source_object
  WHERE snapshot_id = ? AND out_of_calendar IS NOT NULL GROUP BY out_of_calendar ORDER BY out_of_calendar`;
const TEXTS =
  'SELECT count(*) AS texts, sum(size) AS bytes FROM (SELECT max(size_bytes) AS size FROM source_object WHERE snapshot_id = ? GROUP BY md5)';

/**
 * What a person asks first about a snapshot. `objects` are all; `toPlan` those in a calendar of an active home, by component type;
 * the others by the reason they are out (`inbox`, `trash`, …).
 */
export function countSnapshot(database: Database, snapshotId: number, parts: SmallParts): Readonly<Record<string, number>> {
  const count = (table: string): number =>
    database.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE snapshot_id = ?`).pluck().get(snapshotId) ?? 0;
  const groups = (select: string): readonly Group[] => database.prepare<[number], Group>(select).all(snapshotId);
  const types = groups(BY_TYPE);
  const distinct = database.prepare<[number], { readonly texts: number; readonly bytes: number | null }>(TEXTS).get(snapshotId);
  return {
    homes: parts.homes.length,
    calendars: parts.calendars.length,
    shares: parts.shares.length,
    delegates: parts.delegates.length,
    groups: parts.groups.length,
    objects: count('source_object'),
    toPlan: types.reduce((sum, { objects }) => sum + objects, 0),
    ...Object.fromEntries([...types, ...groups(BY_REASON)].map(({ name, objects }) => [name, objects])),
    distinctTexts: distinct?.texts ?? 0,
    distinctTextBytes: distinct?.bytes ?? 0,
    attachments: count('source_attachment'),
    readingNotes: count('reading_note'),
  };
}
