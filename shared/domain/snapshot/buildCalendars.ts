import type { SourceCalendar } from '../source.ts';
import { compareBytes } from './compareBytes.ts';
import type { Ownership } from './buildOwnership.ts';
import type { PropertyName } from './CalendarProperties.ts';
import type { BindRow, HomeRow, SmallTables } from './SmallTables.ts';

/** CALENDAR_METADATA.CHILD_TYPE. */
const CHILD_TYPE = { inbox: 1, trash: 2 } as const;

/** Inboxes are recognised by name: Calendar Server itself does so, and leaves CHILD_TYPE 0 on most (caldav/datastore/sql.py). */
export function isInbox(tables: SmallTables, bind: BindRow): boolean {
  return bind.resourceName === 'inbox' || tables.calendarMetadata.get(bind.calendarId)?.childType === CHILD_TYPE.inbox;
}

export function isTrash(tables: SmallTables, bind: BindRow): boolean {
  const metadata = tables.calendarMetadata.get(bind.calendarId);
  const isTrashOfHome = tables.homeMetadata.get(bind.homeId)?.trashId === bind.calendarId;
  return isTrashOfHome || metadata?.childType === CHILD_TYPE.trash || metadata?.isInTrash === true;
}

function lastSegment(href: string): string {
  const segment = href.split('/').findLast((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function sharees(tables: SmallTables): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const bind of tables.binds.values()) {
    const uid = tables.homes.get(bind.homeId)?.ownerUid;
    if (bind.mode === 0 || uid === undefined) continue;
    found.set(bind.calendarId, (found.get(bind.calendarId) ?? new Set<string>()).add(uid));
  }
  return found;
}

/** The calendar new events go to: DEFAULT_EVENTS, before CALENDAR-DATAVERSION 4 the inbox's property, else the one named `calendar`. */
function defaultCalendarId(tables: SmallTables, home: HomeRow, own: readonly BindRow[]): number | null {
  const usable = own.filter((bind) => !isInbox(tables, bind) && !isTrash(tables, bind));
  const named = (name: string): BindRow | undefined => usable.find((bind) => bind.resourceName === name);
  const chosen = tables.homeMetadata.get(home.homeId)?.defaultEventsId;
  const inbox = own.find((bind) => isInbox(tables, bind));
  const property = '{urn:ietf:params:xml:ns:caldav}schedule-default-calendar-URL';
  const href = inbox === undefined ? null : tables.properties.ofOwner(inbox.calendarId, property, home.ownerUid, new Set());
  const bind =
    usable.find(({ calendarId }) => calendarId === chosen) ?? (href === null ? undefined : named(lastSegment(href))) ?? named('calendar');
  return bind?.calendarId ?? null;
}

function buildCalendar(tables: SmallTables, home: HomeRow, bind: BindRow, others: ReadonlySet<string>): Omit<SourceCalendar, 'isDefault'> {
  const property = (name: PropertyName): string | null => tables.properties.ofOwner(bind.calendarId, name, home.ownerUid, others);
  const order = property('{http://apple.com/ns/ical/}calendar-order');
  const components =
    tables.calendarMetadata.get(bind.calendarId)?.supportedComponents ??
    tables.calendarComponents.get(bind.calendarId) ??
    property('{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set') ??
    '';
  return {
    calendarId: String(bind.calendarId),
    homeId: String(home.homeId),
    ownerUid: home.ownerUid,
    resourceName: bind.resourceName,
    name: property('{DAV:}displayname') ?? bind.resourceName,
    color: /^#[0-9A-F]{6}/.exec((property('{http://apple.com/ns/ical/}calendar-color') ?? '').toUpperCase())?.[0] ?? null,
    order: order !== null && /^-?\d{1,9}$/.test(order) ? Number(order) : null,
    isInbox: isInbox(tables, bind),
    isTrash: isTrash(tables, bind),
    isTransparent: bind.isTransparent || property('{urn:ietf:params:xml:ns:caldav}schedule-calendar-transp') === 'transparent',
    timeZone: bind.timeZone ?? property('{urn:ietf:params:xml:ns:caldav}calendar-timezone'),
    supportedComponents: components
      .split(',')
      .map((component) => component.trim().toUpperCase())
      .filter((component) => component !== ''),
  };
}

/** Every calendar somebody owns, inboxes, trash and homes that are not active included; by owner and resource name. */
export function buildCalendars(tables: SmallTables, owners: ReadonlyMap<number, Ownership>): readonly SourceCalendar[] {
  const othersOf = sharees(tables);
  const byHome = new Map<HomeRow, BindRow[]>();
  for (const { bind, home } of owners.values()) {
    if (home !== null) byHome.set(home, [...(byHome.get(home) ?? []), bind]);
  }
  const calendars = [...byHome].flatMap(([home, own]) => {
    const defaultId = defaultCalendarId(tables, home, own);
    return own.map((bind) => ({
      ...buildCalendar(tables, home, bind, othersOf.get(bind.calendarId) ?? new Set()),
      isDefault: bind.calendarId === defaultId,
    }));
  });
  return calendars.sort(
    (a, b) =>
      compareBytes(a.ownerUid, b.ownerUid) || compareBytes(a.resourceName, b.resourceName) || Number(a.calendarId) - Number(b.calendarId),
  );
}
