import type { Database } from 'better-sqlite3';
import { note } from '../../../shared/domain/note.ts';
import { SNAPSHOT_NOTES } from '../../../shared/domain/notes/snapshot.ts';
import { buildCalendars } from '../../../shared/domain/snapshot/buildCalendars.ts';
import { buildDelegates, buildGroups } from '../../../shared/domain/snapshot/buildDelegates.ts';
import { buildHomes } from '../../../shared/domain/snapshot/buildHomes.ts';
import { buildOwnership } from '../../../shared/domain/snapshot/buildOwnership.ts';
import { buildPlaces } from '../../../shared/domain/snapshot/buildPlaces.ts';
import { buildShares } from '../../../shared/domain/snapshot/buildShares.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import type { SmallTables } from '../../../shared/domain/snapshot/SmallTables.ts';
import { dropDuplicateObjects } from './dropDuplicateObjects.ts';
import type { SmallParts } from './snapshotFingerprint.ts';
import { CALENDARS, DELEGATES, GROUPS, HOMES, insertAll, PLACES, SHARES } from './snapshotTables.ts';
import type { StagedRows } from './StagedRows.ts';

/** Works out what the rows mean, now that all are there, and stores it. Inside one transaction, after the last row. */
export function storeParts(
  database: Database,
  snapshotId: number,
  tables: SmallTables,
  staged: StagedRows,
  onNote: (note: ReadingNote) => void,
): SmallParts {
  const owners = buildOwnership(tables, onNote);
  const calendars = buildCalendars(tables, owners);
  const parts: SmallParts = {
    homes: buildHomes(tables, owners, onNote),
    calendars,
    shares: buildShares(tables, calendars, onNote),
    delegates: buildDelegates(tables, onNote),
    groups: buildGroups(tables),
  };
  const places = buildPlaces(tables, owners, staged.unbound(owners.keys()));
  insertAll(database, HOMES, snapshotId, parts.homes);
  insertAll(database, CALENDARS, snapshotId, parts.calendars);
  insertAll(database, SHARES, snapshotId, parts.shares);
  insertAll(database, DELEGATES, snapshotId, parts.delegates);
  insertAll(database, GROUPS, snapshotId, parts.groups);
  insertAll(database, PLACES, snapshotId, places);
  staged.moveObjects(snapshotId, places);
  dropDuplicateObjects(database, snapshotId, onNote);
  noteOrphans(database, snapshotId, onNote);
  staged.moveAttachments(snapshotId);
  staged.moveNotes(snapshotId);
  return parts;
}

const ORPHANS = `
  SELECT calendar_id, count(*) AS objects FROM source_object
  WHERE snapshot_id = ? AND out_of_calendar IN ('orphan-object', 'calendar-not-owned') GROUP BY calendar_id ORDER BY calendar_id`;

function noteOrphans(database: Database, snapshotId: number, onNote: (note: ReadingNote) => void): void {
  const select = database.prepare<[number], { readonly calendar_id: number; readonly objects: number }>(ORPHANS);
  for (const { calendar_id: calendarId, objects } of select.all(snapshotId)) {
    const where = `calendar ${calendarId}`;
    onNote({ where, note: note(SNAPSHOT_NOTES, 'objects-orphaned', 'calendar_bind', `${objects} objects`) });
  }
}
