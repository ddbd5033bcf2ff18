import type { CalendarRouteRow } from '../domain/mappingRows.ts';
import type { SourceCalendar } from '../domain/source.ts';

export type CalendarPolicy = 'category' | 'folder';

/** Exchange cuts categories and folder names at 255 characters (PidNameKeywords, PidTagDisplayName). */
const LONGEST_NAME = 255;

/** Outlook's list of categories is separated by commas (in some languages semicolons), so a category cannot hold them. */
function categoryName(name: string): string {
  return cleanName(name.replace(/[,;]/g, ' '));
}

function cleanName(name: string): string {
  return name
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .trim();
}

/** Two folders below one Calendar cannot share a name (ErrorFolderExists compares without case). */
function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
    const suffix = ` (${count})`;
    unique = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
  }
  taken.add(unique.toLowerCase());
  return unique;
}

function suggestRoute(calendar: SourceCalendar, policy: CalendarPolicy, taken: Set<string>): CalendarRouteRow {
  const { ownerUid, resourceName, isTransparent, isDefault } = calendar;
  const name = calendar.name.trim() || resourceName;
  const base = { ownerUid, calendar: resourceName, name, isTransparent, chosenBy: 'policy' } as const;
  if (isDefault) return { ...base, route: 'default', target: '' };
  if (policy === 'category') return { ...base, route: 'category', target: categoryName(name) || categoryName(resourceName) };
  return { ...base, route: 'folder', target: uniqueName(cleanName(name) || cleanName(resourceName), taken) };
}

/** The operator's words as Exchange can take them, beside what the calendar says of itself today. */
function keptRoute(kept: CalendarRouteRow, calendar: SourceCalendar): CalendarRouteRow {
  const target = kept.route === 'category' ? categoryName(kept.target) : cleanName(kept.target);
  return { ...kept, target, name: calendar.name.trim() || calendar.resourceName, isTransparent: calendar.isTransparent };
}

function routeKey(row: Pick<CalendarRouteRow, 'ownerUid' | 'calendar'>): string {
  return `${row.ownerUid}/${row.calendar}`;
}

function byOwnerThenCalendar(one: CalendarRouteRow, other: CalendarRouteRow): number {
  if (one.ownerUid !== other.ownerUid) return one.ownerUid < other.ownerUid ? -1 : 1;
  return one.calendar < other.calendar ? -1 : one.calendar > other.calendar ? 1 : 0;
}

/**
 * Where each calendar of the source goes: the owner's default one into the default Calendar, every other by the policy. What the operator
 * chose for a calendar stays, whatever the policy. Inbox and trash go nowhere and get no row.
 */
export function routeCalendars(
  calendars: readonly SourceCalendar[],
  policy: CalendarPolicy,
  previous: readonly CalendarRouteRow[],
): CalendarRouteRow[] {
  const chosen = new Map(previous.filter(({ chosenBy }) => chosenBy === 'operator').map((row) => [routeKey(row), row]));
  const takenByOwner = new Map<string, Set<string>>();
  for (const row of chosen.values()) if (row.route === 'folder') takenOf(takenByOwner, row.ownerUid).add(row.target.toLowerCase());
  const own = calendars.filter(({ isInbox, isTrash }) => !isInbox && !isTrash);
  const inOrder = [...own].sort((one, other) => (one.resourceName < other.resourceName ? -1 : 1));
  const rows = new Map<string, CalendarRouteRow>();
  for (const calendar of inOrder) {
    const key = routeKey({ ownerUid: calendar.ownerUid, calendar: calendar.resourceName });
    const kept = chosen.get(key);
    const row = kept === undefined ? suggestRoute(calendar, policy, takenOf(takenByOwner, calendar.ownerUid)) : keptRoute(kept, calendar);
    // Two homes of one person may both have it; one row per name is enough, and the default one counts.
    if (rows.get(key)?.route !== 'default') rows.set(key, row);
  }
  return [...rows.values()].sort(byOwnerThenCalendar);
}

function takenOf(takenByOwner: Map<string, Set<string>>, ownerUid: string): Set<string> {
  const taken = takenByOwner.get(ownerUid) ?? new Set<string>();
  takenByOwner.set(ownerUid, taken);
  return taken;
}
