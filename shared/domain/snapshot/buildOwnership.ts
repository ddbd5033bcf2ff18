import type { OutOfCalendarReason } from '../source.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import type { ReadingNote } from './readingNote.ts';
import type { BindRow, HomeRow, SmallTables } from './SmallTables.ts';

/** Whose a calendar is. `home` is null when it is nobody's. */
export interface Ownership {
  readonly calendarId: number;
  readonly bind: BindRow;
  readonly home: HomeRow | null;
  /** Why objects of a calendar without a home are never planned. */
  readonly reason: OutOfCalendarReason | null;
}

/** Active homes first, then the older one. */
function byClaim(a: HomeRow, b: HomeRow): number {
  return Number(a.status !== 0) - Number(b.status !== 0) || a.homeId - b.homeId;
}

function ownerOf(calendarId: number, binds: readonly [BindRow, ...BindRow[]], tables: SmallTables): Ownership {
  const claims = binds
    .filter((bind) => bind.mode === 0)
    .flatMap((bind) => {
      const home = tables.homes.get(bind.homeId);
      return home === undefined ? [] : [{ bind, home }];
    })
    .sort((a, b) => byClaim(a.home, b.home));
  const claim = claims[0];
  if (claim !== undefined) return { calendarId, ...claim, reason: null };
  const isShared = binds.some((bind) => bind.mode !== 0 && tables.homes.has(bind.homeId));
  const own = binds.find((bind) => bind.mode === 0);
  return { calendarId, bind: own ?? binds[0], home: null, reason: own === undefined && isShared ? 'calendar-not-owned' : 'orphan-object' };
}

/** Finds the owner of every calendar that is bound anywhere (BIND_MODE 0 = own, txdav/common/datastore/sql_schema/current.sql). */
export function buildOwnership(tables: SmallTables, onNote: (note: ReadingNote) => void): ReadonlyMap<number, Ownership> {
  const bindsOf = new Map<number, [BindRow, ...BindRow[]]>();
  for (const bind of tables.binds.values()) {
    const binds = bindsOf.get(bind.calendarId);
    if (binds === undefined) bindsOf.set(bind.calendarId, [bind]);
    else binds.push(bind);
  }
  const owners = new Map<number, Ownership>();
  for (const [calendarId, binds] of bindsOf) {
    const owner = ownerOf(calendarId, binds, tables);
    owners.set(calendarId, owner);
    const own = binds.filter((bind) => bind.mode === 0 && tables.homes.has(bind.homeId));
    if (own.length > 1) {
      const became = owner.home?.ownerUid ?? '';
      onNote({
        where: `calendar ${calendarId}`,
        note: note(SNAPSHOT_NOTES, 'calendar-owned-twice', 'calendar_bind', `${own.length} homes`, became),
      });
    }
  }
  return owners;
}
