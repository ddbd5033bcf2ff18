import type { SourceHome } from '../source.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import { compareBytes } from './compareBytes.ts';
import type { Ownership } from './buildOwnership.ts';
import type { ReadingNote } from './readingNote.ts';
import type { SmallTables } from './SmallTables.ts';

/** Every home, by owner. Two active homes of one person happen where GUIDs differ in case only (before CALENDAR-DATAVERSION 3). */
export function buildHomes(
  tables: SmallTables,
  owners: ReadonlyMap<number, Ownership>,
  onNote: (note: ReadingNote) => void,
): readonly SourceHome[] {
  const availableInInbox = new Set<number>();
  for (const { calendarId, bind, home } of owners.values()) {
    const property = '{http://calendarserver.org/ns/}calendar-availability';
    if (home === null || bind.resourceName !== 'inbox') continue;
    if (tables.properties.ofOwner(calendarId, property, home.ownerUid, new Set()) !== null) availableInInbox.add(home.homeId);
  }
  const homes = [...tables.homes.values()].map(({ homeId, ownerUid, status }) => ({
    homeId: String(homeId),
    ownerUid,
    status,
    hasAvailability: (tables.homeMetadata.get(homeId)?.hasAvailability ?? false) || availableInInbox.has(homeId),
  }));
  homes.sort((a, b) => compareBytes(a.ownerUid, b.ownerUid) || a.status - b.status || Number(a.homeId) - Number(b.homeId));
  for (const [index, home] of homes.entries()) {
    const before = homes[index - 1];
    if (before?.ownerUid === home.ownerUid && before.status === 0 && home.status === 0) {
      onNote({ where: `calendar_home ${home.homeId}`, note: note(SNAPSHOT_NOTES, 'home-duplicate', 'owner_uid', home.ownerUid) });
    }
  }
  return homes;
}
