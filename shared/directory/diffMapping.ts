import type { CalendarRouteRow, MappingRow, MappingVersion } from '../domain/mappingRows.ts';

/** One row whose outcome differs between two versions. Null: it is not in that version. */
export interface MappingChange {
  readonly source: string;
  readonly was: MappingRow | null;
  readonly became: MappingRow | null;
  /** How many events the change touches. */
  readonly events: number;
}

export interface CalendarChange {
  readonly ownerUid: string;
  readonly calendar: string;
  readonly was: CalendarRouteRow | null;
  readonly became: CalendarRouteRow | null;
}

export interface MappingDifference {
  readonly rows: readonly MappingChange[];
  readonly calendars: readonly CalendarChange[];
}

type Content = Pick<MappingVersion, 'rows' | 'calendars'>;

/** What conversion sees of a row. Counts and reasons may change without changing where anything goes. */
function outcomeOf({ decision, email, targetName, kind, memberUids }: MappingRow): string {
  return JSON.stringify([decision, email, targetName, kind, [...memberUids].sort()]);
}

function routeOf({ route, target, isTransparent }: CalendarRouteRow): string {
  return JSON.stringify([route, target, isTransparent]);
}

function pair<T>(before: readonly T[], after: readonly T[], key: (row: T) => string): [string, T | null, T | null][] {
  const old = new Map(before.map((row) => [key(row), row]));
  const young = new Map(after.map((row) => [key(row), row]));
  const keys = [...new Set([...old.keys(), ...young.keys()])].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  return keys.map((name) => [name, old.get(name) ?? null, young.get(name) ?? null]);
}

/** Rows and calendars that end up elsewhere, in the order of their keys. */
export function diffMapping(before: Content, after: Content): MappingDifference {
  const rows = pair(before.rows, after.rows, ({ source }) => source)
    .filter(([, was, became]) => was === null || became === null || outcomeOf(was) !== outcomeOf(became))
    .map(([source, was, became]) => ({ source, was, became, events: became?.events ?? was?.events ?? 0 }));
  const calendars = pair(before.calendars, after.calendars, ({ ownerUid, calendar }) => `${ownerUid}/${calendar}`)
    .filter(([, was, became]) => was === null || became === null || routeOf(was) !== routeOf(became))
    .map(([, was, became]) => ({
      ownerUid: (became ?? was)?.ownerUid ?? '',
      calendar: (became ?? was)?.calendar ?? '',
      was,
      became,
    }));
  return { rows, calendars };
}
