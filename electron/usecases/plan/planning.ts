import { hash } from 'node:crypto';
import { applyScope, type Scope, type ScopedObject } from '../../../shared/convert/applyScope.ts';
import { convertCopies } from '../../../shared/convert/convertCopies.ts';
import type { Proof, SourceCopy } from '../../../shared/convert/model.ts';
import { calendarRoute } from '../../../shared/directory/calendarRoute.ts';
import { createMappingView } from '../../../shared/directory/mappingView.ts';
import type { CalendarRoute, MappingView } from '../../../shared/domain/mapping.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { PlannedItem, SkippedObject } from '../../../shared/domain/plan.ts';
import type { SealedPlan } from '../../../shared/domain/sealedPlan.ts';
import type { SourceCalendar, SourceObject } from '../../../shared/domain/source.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';

const UNREAD = { ical: null, notes: [] } as const;
const DEFAULT_ROUTE: CalendarRoute = { folder: { kind: 'default' }, category: null, isTransparent: false };

/** Converts the copies of one UID exactly as the sealed plan does; plan, preview and run share it, so they cannot differ. */
export interface Planning {
  convert(objects: readonly SourceObject[], proof?: Proof): ScopedObject;
  /** The copies as conversion sees them, those of left-out calendars excepted. */
  copies(objects: readonly SourceObject[]): readonly SourceCopy[];
  readonly mapping: MappingView;
}

function scopeOf(sealed: SealedPlan, version: MappingVersion): Scope {
  const inside = version.rows.filter((row) => row.decision === 'mapped').map((row) => row.email.toLowerCase());
  return { mailboxes: sealed.scope === null ? null : new Set(sealed.scope), inside: new Set(inside), crossing: sealed.crossing };
}

/** Binds snapshot, mapping version and seal together. Reads texts from the project file, never from the source. */
export function openPlanning(snapshot: SnapshotReader, version: MappingVersion, sealed: SealedPlan): Planning {
  const calendars = new Map(snapshot.calendars().map((calendar) => [calendar.calendarId, calendar]));
  const routes = new Map(version.calendars.map((row) => [`${row.ownerUid}/${row.calendar}`, calendarRoute(row)]));
  const mapping = createMappingView(version);
  const scope = scopeOf(sealed, version);

  function copy(object: SourceObject, route: CalendarRoute): SourceCopy {
    const calendar = calendars.get(object.calendarId) ?? missingCalendar(object);
    const planned = object.outOfCalendar === null && object.componentType === 'VEVENT';
    const read = planned ? readObject(snapshot.text(object.md5), object) : UNREAD;
    return { object, calendar, route, ical: read.ical, notes: read.notes };
  }

  const routeOf = (object: SourceObject): CalendarRoute | null => {
    const route = routes.get(`${object.ownerUid}/${object.calendar}`);
    return route === undefined ? DEFAULT_ROUTE : route;
  };

  function copiesOf(objects: readonly SourceObject[]): readonly SourceCopy[] {
    return objects.flatMap((object) => {
      const route = routeOf(object);
      return route === null ? [] : [copy(object, route)];
    });
  }

  function convert(objects: readonly SourceObject[], proof?: Proof): ScopedObject {
    const copies = copiesOf(objects);
    const converted = convertCopies(copies, mapping, sealed.context, proof);
    const leftOut = objects.filter((object) => routeOf(object) === null).map(leftOutObject);
    const planned = { ...converted, skipped: [...converted.skipped, ...leftOut] };
    return applyScope(planned, scope, mapping, () => convertCopies(copies, mapping, { ...sealed.context, meetings: 'silent' }, proof));
  }

  return { mapping, convert, copies: copiesOf };
}

/** An object of a calendar the operator left out. */
function leftOutObject(object: SourceObject): SkippedObject {
  const { ownerUid: owner, calendar, resourceName, uid, md5 } = object;
  return { source: { owner, calendar, resourceName, uid, role: 'none', md5 }, reason: 'calendar-left-out', notes: [] };
}

function readObject(text: string, object: SourceObject): Pick<SourceCopy, 'ical' | 'notes'> {
  const read = readCalendarText(text, { ownerUid: object.ownerUid });
  const found = read.find((candidate) => candidate.uid === object.uid) ?? read[0];
  return found === undefined ? UNREAD : { ical: found.object, notes: found.notes };
}

/** An object whose calendar is bound nowhere: it is listed with its reason, never planned. */
function missingCalendar(object: SourceObject): SourceCalendar {
  return {
    calendarId: object.calendarId,
    homeId: object.homeId,
    ownerUid: object.ownerUid,
    resourceName: object.calendar,
    name: object.calendar,
    color: null,
    order: null,
    isDefault: false,
    isInbox: false,
    isTrash: false,
    isTransparent: false,
    timeZone: null,
    supportedComponents: [],
  };
}

/** sha256 over the item as planned: what the plan keeps instead of the item. Key order is the converter's, which is fixed. */
export function hashItem(item: PlannedItem): string {
  return hash('sha256', JSON.stringify(item), 'hex');
}
