import type { CalendarRouteRow } from '../domain/mappingRows.ts';

/** Key of a calendar's line in mapping.csv: `calendar:<owner UID>/<resource name>`. */
const KEY = /^calendar:(.+)\/([^/]+)$/;

export function calendarKey({ ownerUid, calendar }: Pick<CalendarRouteRow, 'ownerUid' | 'calendar'>): string {
  return `calendar:${ownerUid}/${calendar}`;
}

/** Owner and resource name of a calendar's key; null when it is none. */
export function parseCalendarKey(key: string): { readonly ownerUid: string; readonly calendar: string } | null {
  const [, ownerUid, calendar] = KEY.exec(key) ?? [];
  return ownerUid === undefined || calendar === undefined ? null : { ownerUid, calendar };
}

export type CalendarChoice = Pick<CalendarRouteRow, 'ownerUid' | 'calendar' | 'route' | 'target'>;

const ROUTES: Readonly<Record<string, CalendarRouteRow['route']>> = {
  default: 'default',
  category: 'category',
  folder: 'folder',
  'left-out': 'left-out',
};

/** What one line says of a calendar, or what is wrong with it. */
export function readCalendarChoice(key: string, decision: string, target: string): CalendarChoice | { readonly problem: string } {
  const parsed = parseCalendarKey(key);
  if (parsed === null) return { problem: `«${key}» is no calendar; it should be calendar:OWNER/NAME` };
  const route = ROUTES[decision.toLowerCase()];
  if (route === undefined) return { problem: `the decision «${decision}» is none of default, category, folder, left-out` };
  if ((route === 'category' || route === 'folder') && target === '') return { problem: `a ${route} needs a name in targetname` };
  return { ...parsed, route, target: route === 'category' || route === 'folder' ? target : '' };
}

/** The routes after the operator's choices. What a file repeats unchanged stays the policy's. */
export function applyChoices(rows: readonly CalendarRouteRow[], choices: readonly CalendarChoice[]): CalendarRouteRow[] {
  const byKey = new Map(rows.map((row) => [calendarKey(row), row]));
  for (const choice of choices) {
    const known = byKey.get(calendarKey(choice));
    if (known?.route === choice.route && known.target === choice.target) continue;
    byKey.set(calendarKey(choice), { name: choice.calendar, isTransparent: false, ...known, ...choice, chosenBy: 'operator' });
  }
  return [...byKey.values()].sort((one, other) => (calendarKey(one) < calendarKey(other) ? -1 : 1));
}
