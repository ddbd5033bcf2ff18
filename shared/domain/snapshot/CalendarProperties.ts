import { normalizePrincipalUid } from '../address.ts';
import { parseDavProperty } from './davProperty.ts';
import type { DavProperty } from './davProperty.ts';
import { readTimeZoneId } from './readTimeZoneId.ts';

/** The properties a migration asks for; the names are those of RESOURCE_PROPERTY. */
const PROPERTIES = {
  '{DAV:}displayname': (property: DavProperty) => property.text.trim(),
  '{http://apple.com/ns/ical/}calendar-color': (property: DavProperty) => property.text.trim(),
  '{http://apple.com/ns/ical/}calendar-order': (property: DavProperty) => property.text.trim(),
  // The four below moved to columns with CALENDAR-DATAVERSION 4 and 5 (calendar_upgrade_from_3_to_4.py, _4_to_5.py).
  '{urn:ietf:params:xml:ns:caldav}schedule-default-calendar-URL': (property: DavProperty) => property.href ?? '',
  '{urn:ietf:params:xml:ns:caldav}schedule-calendar-transp': (property: DavProperty) => property.elements[0] ?? '',
  '{urn:ietf:params:xml:ns:caldav}calendar-timezone': (property: DavProperty) => readTimeZoneId(property.text) ?? '',
  '{http://calendarserver.org/ns/}calendar-availability': (property: DavProperty) => property.text.trim(),
  '{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set': (property: DavProperty) => property.components.join(','),
} as const satisfies Record<string, (property: DavProperty) => string>;

export type PropertyName = keyof typeof PROPERTIES;

function isKnown(name: string): name is PropertyName {
  return Object.hasOwn(PROPERTIES, name);
}

function key(resourceId: number, name: PropertyName, viewerUid: string): string {
  return `${resourceId} ${name} ${normalizePrincipalUid(viewerUid)}`;
}

/** RESOURCE_PROPERTY as far as it matters: what each viewer set on a calendar. */
export class CalendarProperties {
  readonly #values = new Map<string, string>();
  readonly #viewers = new Map<string, string[]>();

  /** False when the value cannot be read. Properties nobody asks for are passed over. */
  add(resourceId: number, name: string, viewerUid: string, xml: string): boolean {
    if (!isKnown(name)) return true;
    const property = parseDavProperty(xml);
    if (property === null) return false;
    const value = PROPERTIES[name](property);
    const valueKey = key(resourceId, name, viewerUid);
    if (value === '' || this.#values.has(valueKey)) return true;
    this.#values.set(valueKey, value);
    const resourceKey = key(resourceId, name, '');
    this.#viewers.set(resourceKey, [...(this.#viewers.get(resourceKey) ?? []), viewerUid]);
    return true;
  }

  /** What this viewer set, exactly; null when nothing. */
  of(resourceId: number, name: PropertyName, viewerUid: string): string | null {
    return this.#values.get(key(resourceId, name, viewerUid)) ?? null;
  }

  /**
   * What the owner set, else what was stored without a viewer, as old schemas do, else what anybody did who is not in `others`:
   * a person the calendar is shared with names it for themselves only.
   */
  ofOwner(resourceId: number, name: PropertyName, ownerUid: string, others: ReadonlySet<string>): string | null {
    const own = this.of(resourceId, name, ownerUid) ?? this.of(resourceId, name, '');
    if (own !== null) return own;
    const viewers = this.#viewers.get(key(resourceId, name, '')) ?? [];
    const viewer = viewers
      .map(normalizePrincipalUid)
      .filter((uid) => !others.has(uid))
      .sort()[0];
    return viewer === undefined ? null : this.of(resourceId, name, viewer);
  }
}
