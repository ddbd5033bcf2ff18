import type { SourceCalendar, SourceShare } from '../source.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import { compareBytes } from './compareBytes.ts';
import type { ReadingNote } from './readingNote.ts';
import type { BindRow, SmallTables } from './SmallTables.ts';

/** CALENDAR_BIND_MODE and CALENDAR_BIND_STATUS (current.sql); mode 0 is the owner's own line. */
const MODES: Readonly<Partial<Record<number, SourceShare['mode']>>> = {
  1: 'read',
  2: 'write',
  3: 'direct',
  4: 'indirect',
  5: 'group',
  6: 'group-read',
  7: 'group-write',
};
const STATUSES: Readonly<Partial<Record<number, SourceShare['status']>>> = {
  0: 'invited',
  1: 'accepted',
  2: 'declined',
  3: 'invalid',
  4: 'deleted',
};

function buildShare(tables: SmallTables, bind: BindRow, calendar: SourceCalendar | undefined): SourceShare | null {
  const shareeUid = tables.homes.get(bind.homeId)?.ownerUid;
  const mode = MODES[bind.mode];
  if (shareeUid === undefined || calendar === undefined || mode === undefined) return null;
  return {
    calendarId: calendar.calendarId,
    ownerUid: calendar.ownerUid,
    shareeUid,
    name: tables.properties.of(bind.calendarId, '{DAV:}displayname', shareeUid) ?? calendar.name,
    mode,
    status: STATUSES[bind.status] ?? 'invalid',
  };
}

/** The hand-off list of shared calendars, named as the person they are shared with sees them. */
export function buildShares(
  tables: SmallTables,
  calendars: readonly SourceCalendar[],
  onNote: (note: ReadingNote) => void,
): readonly SourceShare[] {
  const calendarOf = new Map(calendars.map((calendar) => [Number(calendar.calendarId), calendar]));
  const shares: SourceShare[] = [];
  for (const bind of tables.binds.values()) {
    if (bind.mode === 0) continue;
    const share = buildShare(tables, bind, calendarOf.get(bind.calendarId));
    if (share !== null) shares.push(share);
    else {
      const where = `calendar_bind ${bind.homeId}/${bind.calendarId}`;
      onNote({ where, note: note(SNAPSHOT_NOTES, 'share-dangling', 'calendar_bind', bind.resourceName) });
    }
  }
  return shares.sort(
    (a, b) => compareBytes(a.ownerUid, b.ownerUid) || Number(a.calendarId) - Number(b.calendarId) || compareBytes(a.shareeUid, b.shareeUid),
  );
}
