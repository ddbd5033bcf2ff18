import { addressKey } from '../../domain/address.ts';
import { note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import type { ItemSource } from '../../domain/plan.ts';
import type { SourceAccess } from '../../domain/source.ts';
import type { ICalObject } from '../../ical/model.ts';
import { expandObject } from '../../ical/expandObject.ts';
import { textValue } from '../../ical/properties.ts';
import type { SourceCopy, ZoneResolver } from '../model.ts';
import type { Owner } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { createZoneResolver } from '../timeZone/zoneResolver.ts';
import { outcome, skip } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Planning } from './planning.ts';
import { eventsOf, organizerOf, roleOf } from './role.ts';

/** A copy that holds an event, in a home whose owner has a mailbox. */
export interface ReadableCopy {
  readonly copy: SourceCopy;
  readonly ical: ICalObject;
  readonly source: ItemSource;
  readonly owner: Owner;
  readonly organizer: Person | null;
  readonly zones: ZoneResolver;
  readonly access: SourceAccess;
  /** Keys of its parts, as far as anybody asked (`keyOf`). */
  readonly keys: Map<string, string>;
}

/** The first instant JavaScript can name. */
const EARLIEST = -8.64e15;

/** Why an object without events becomes nothing. */
const REASON_BY_COMPONENT: Readonly<Record<string, string>> = {
  VTODO: 'task',
  VJOURNAL: 'journal',
  VPOLL: 'poll',
  VAVAILABILITY: 'availability',
  VFREEBUSY: 'free-busy',
};

/** Opens a copy for planning, or says why it becomes nothing. */
export function readCopy(copy: SourceCopy, planning: Planning): ReadableCopy | Outcome {
  const source = sourceOf(copy, 'none');
  if (copy.object.outOfCalendar !== null) return skip(copy, source, copy.object.outOfCalendar);
  const { ical } = copy;
  // A text that holds no event need not be read to be told by its type.
  if (ical === null) return skip(copy, source, REASON_BY_COMPONENT[copy.object.componentType] ?? 'unreadable');
  if (eventsOf(ical).length === 0) return skip(copy, source, REASON_BY_COMPONENT[ical.others[0]?.name ?? ''] ?? 'no-event');
  const address = { kind: 'principal', uid: copy.object.ownerUid } as const;
  const target = planning.mapping.resolve(address);
  if (target.state === 'left-out') return skip(copy, source, 'left-out');
  if (target.state === 'external') return skip(copy, source, 'external-owner', [note(PLAN_NOTES, 'owner-external', 'owner', target.email)]);
  if (target.state === 'unmapped') {
    const decisions = [{ code: 'unmapped-owner', subject: copy.object.ownerUid }] as const;
    return outcome({ ...skip(copy, source, 'unmapped-owner'), decisions });
  }
  const owner = { key: addressKey(address), mailbox: target.email.trim().toLowerCase() };
  const role = roleOf(ical, owner, planning);
  return {
    copy,
    ical,
    source: role === 'none' ? source : { ...source, role },
    owner,
    organizer: organizerOf(ical, planning.peopleOf),
    zones: zonesOf(copy, ical, owner, planning),
    access: accessOf(copy, ical),
    keys: new Map(),
  };
}

function sourceOf({ object }: SourceCopy, role: ItemSource['role']): ItemSource {
  return { owner: object.ownerUid, calendar: object.calendar, resourceName: object.resourceName, uid: object.uid, role, md5: object.md5 };
}

/** Floating times and dates lie in the mailbox's zone, as its owner sees them; Exchange's zones must be right at every instance. */
function zonesOf({ calendar }: SourceCopy, ical: ICalObject, { mailbox }: Owner, { context, horizon }: Planning): ZoneResolver {
  const floatingZone = context.mailboxTimeZones[mailbox] ?? calendar.timeZone ?? context.defaultTimeZone;
  return createZoneResolver(ical, {
    floatingZone,
    sampleInstants: (zoneOf) =>
      expandObject(ical, zoneOf, { from: EARLIEST, to: horizon }).instances.flatMap(({ start, end }) => [start, end]),
  });
}

/** The column, or the property it was taken from (an exported file has no column). */
function accessOf(copy: SourceCopy, ical: ICalObject): SourceAccess {
  if (copy.object.access !== '') return copy.object.access;
  const written = textValue({ properties: ical.calendarProperties }, 'X-CALENDARSERVER-ACCESS').toUpperCase();
  return written === 'PUBLIC' || written === 'PRIVATE' || written === 'CONFIDENTIAL' || written === 'RESTRICTED' ? written : '';
}
