import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { SourceCalendar, SourceDelegate, SourceGroup, SourceHome, SourceShare } from '../../../shared/domain/source.ts';
import { compareBytes } from '../../../shared/domain/snapshot/compareBytes.ts';
import type { ProjectFile } from './projectFile.ts';

export interface SmallParts {
  readonly homes: readonly SourceHome[];
  readonly calendars: readonly SourceCalendar[];
  readonly shares: readonly SourceShare[];
  readonly delegates: readonly SourceDelegate[];
  readonly groups: readonly SourceGroup[];
}

/** One line an object, in an order of its own content: neither ids nor the order of rows come into it. */
const OBJECTS = `
  SELECT json_array(p.owner_uid, p.resource_name, o.resource_name, o.uid, hex(o.md5), o.component_type, o.organizer, o.access,
    o.created_ms, o.modified_ms, o.out_of_calendar)
  FROM source_object o JOIN source_place p ON p.snapshot_id = o.snapshot_id AND p.calendar_id = o.calendar_id
  WHERE o.snapshot_id = ?
  ORDER BY o.rank, o.resource_name, o.uid, o.md5, o.component_type, o.organizer, o.access, o.created_ms, o.modified_ms, o.out_of_calendar`;

const ATTACHMENTS = `
  SELECT json_array(a.managed_id, a.dropbox_id, a.name, a.content_type, a.size_bytes, a.md5, o.rank, o.resource_name) AS line
  FROM source_attachment a LEFT JOIN source_object o ON o.snapshot_id = a.snapshot_id AND o.object_id = a.object_id
  WHERE a.snapshot_id = ?
  ORDER BY line`;

function addLines(hash: Hash, title: string, lines: Iterable<string>): void {
  hash.update(`${title}\n`);
  for (const line of lines) hash.update(`${line}\n`);
}

function linesOf<T>(values: readonly T[], fields: (value: T) => readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(fields(value))).sort(compareBytes);
}

/**
 * sha256 over all a snapshot holds, except where it came from: equal for a database and its dump, whatever the order of their rows, and
 * different as soon as one text or attribute is.
 */
export function snapshotFingerprint(project: ProjectFile, snapshotId: number, parts: SmallParts): string {
  const hash = createHash('sha256');
  const nameOf = new Map(parts.calendars.map((calendar) => [calendar.calendarId, calendar.resourceName]));
  addLines(
    hash,
    'homes',
    linesOf(parts.homes, (home) => [home.ownerUid, home.status, home.hasAvailability]),
  );
  addLines(
    hash,
    'calendars',
    linesOf(parts.calendars, ({ calendarId: _calendarId, homeId: _homeId, ...attributes }) => Object.entries(attributes)),
  );
  addLines(
    hash,
    'shares',
    linesOf(parts.shares, (share) => [
      share.ownerUid,
      nameOf.get(share.calendarId) ?? '',
      share.shareeUid,
      share.name,
      share.mode,
      share.status,
    ]),
  );
  addLines(
    hash,
    'delegates',
    linesOf(parts.delegates, (delegate) => [delegate.delegatorUid, delegate.delegateUid, delegate.readWrite, delegate.isGroup]),
  );
  addLines(
    hash,
    'groups',
    linesOf(parts.groups, (group) => [group.groupUid, group.name, group.memberUids]),
  );
  const rows = (select: string): Iterable<string> => project.database.prepare<[number], string>(select).pluck().iterate(snapshotId);
  addLines(hash, 'objects', rows(OBJECTS));
  addLines(hash, 'attachments', rows(ATTACHMENTS));
  return hash.digest('hex');
}
