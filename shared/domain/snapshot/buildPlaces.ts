import type { OutOfCalendarReason } from '../source.ts';
import { isInbox, isTrash } from './buildCalendars.ts';
import { compareBytes } from './compareBytes.ts';
import type { Ownership } from './buildOwnership.ts';
import type { SmallTables } from './SmallTables.ts';

/** Where the objects of one calendar lie. `''` where nobody owns it. */
export interface ObjectPlace {
  readonly calendarId: number;
  readonly homeId: string;
  readonly ownerUid: string;
  readonly resourceName: string;
  /** Position of (ownerUid, resourceName) among all of them; equal for equal ones, so that order never depends on ids. */
  readonly rank: number;
  readonly outOfCalendar: OutOfCalendarReason | null;
}

function reasonOf(tables: SmallTables, owner: Ownership): OutOfCalendarReason | null {
  if (owner.home === null) return owner.reason;
  if (owner.home.status !== 0) return 'home-not-active';
  if (isInbox(tables, owner.bind)) return 'inbox';
  return isTrash(tables, owner.bind) ? 'trash' : null;
}

/** The place of every calendar that holds objects; `unbound` are those nobody has bound. */
export function buildPlaces(
  tables: SmallTables,
  owners: ReadonlyMap<number, Ownership>,
  unbound: readonly number[],
): readonly ObjectPlace[] {
  const places: Omit<ObjectPlace, 'rank'>[] = [...owners.values()].map((owner) => ({
    calendarId: owner.calendarId,
    homeId: owner.home === null ? '' : String(owner.home.homeId),
    ownerUid: owner.home?.ownerUid ?? '',
    resourceName: owner.bind.resourceName,
    outOfCalendar: reasonOf(tables, owner),
  }));
  for (const calendarId of unbound) {
    places.push({ calendarId, homeId: '', ownerUid: '', resourceName: '', outOfCalendar: 'orphan-object' });
  }
  places.sort((a, b) => compareBytes(a.ownerUid, b.ownerUid) || compareBytes(a.resourceName, b.resourceName));
  let rank = 0;
  return places.map((place, index) => {
    const before = places[index - 1];
    if (before?.ownerUid !== place.ownerUid || before.resourceName !== place.resourceName) rank += 1;
    return { ...place, rank };
  });
}
