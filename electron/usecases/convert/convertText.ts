import { createHash } from 'node:crypto';
import { convertCopies } from '../../../shared/convert/convertCopies.ts';
import { eventsOf } from '../../../shared/convert/copies/role.ts';
import { addressKey, normalizePrincipalUid, parseCalendarUserAddress } from '../../../shared/domain/address.ts';
import type { CalendarRoute } from '../../../shared/domain/mapping.ts';
import type { Note } from '../../../shared/domain/note.ts';
import type { PlannedItem, SealedContext, SkippedObject } from '../../../shared/domain/plan.ts';
import type { ComponentType, SourceCalendar, SourceObject } from '../../../shared/domain/source.ts';
import { readCalendarText, type ReadObject } from '../../../shared/ical/readCalendarText.ts';
import type { ICalComponent, ICalObject } from '../../../shared/ical/model.ts';
import { mappingOfText } from './addressesOfText.ts';
import type { ConvertedObject } from './explainObject.ts';

export interface ConvertedText {
  readonly items: readonly PlannedItem[];
  readonly skipped: readonly SkippedObject[];
  /** What concerns the text as a whole, or objects that became nothing. */
  readonly notes: readonly Note[];
  /** Why nothing could be read at all; null when something could. */
  readonly unreadable: string | null;
  /** The same object by object, for people who want to know why. */
  readonly objects: readonly ConvertedObject[];
}

export interface ConvertTextInput {
  /** Stands for the object's resource name in keys. */
  readonly name: string;
  readonly text: string;
  /** Principal UID or mail address whose view is converted; by default the organizer's. */
  readonly owner: string | null;
  readonly context: SealedContext;
}

const NOBODY = 'owner@convert.invalid';
const CALENDAR = 'calendar';
const ROUTE: CalendarRoute = { folder: { kind: 'default' }, category: null, isTransparent: false };

type Event = Pick<ICalComponent, 'properties'>;

function organizerOf(event: Event | undefined): string | null {
  const value = event?.properties.find(({ name }) => name === 'ORGANIZER')?.values[0];
  if (value === undefined) return null;
  const address = parseCalendarUserAddress(value);
  if (address.kind === 'principal') return address.uid;
  return address.kind === 'mail' ? address.email : addressKey(address);
}

function componentType(object: ICalObject | null): ComponentType {
  if (object === null || eventsOf(object).length > 0) return 'VEVENT';
  const name = object.others[0]?.name;
  return name === 'VTODO' || name === 'VJOURNAL' || name === 'VPOLL' || name === 'VFREEBUSY' ? name : 'OTHER';
}

/** A text may hold several events without UID; what tells them apart is their place in it. */
function resourceName({ uid }: ReadObject, index: number, { name }: ConvertTextInput): string {
  return uid === '' && index > 0 ? `${name}/${index}` : name;
}

function objectOf(read: ReadObject, index: number, owner: string, input: ConvertTextInput & { readonly md5: string }): SourceObject {
  return {
    objectId: '1',
    ownerUid: owner,
    homeId: '1',
    calendarId: '1',
    calendar: CALENDAR,
    resourceName: resourceName(read, index, input),
    uid: read.uid,
    componentType: componentType(read.object),
    md5: input.md5,
    sizeBytes: input.text.length,
    organizer: '',
    access: '',
    created: '',
    modified: '',
    outOfCalendar: null,
  };
}

function calendarOf(owner: string): SourceCalendar {
  return {
    calendarId: '1',
    homeId: '1',
    ownerUid: owner,
    resourceName: CALENDAR,
    name: CALENDAR,
    color: null,
    order: null,
    isDefault: true,
    isInbox: false,
    isTrash: false,
    isTransparent: false,
    timeZone: null,
    supportedComponents: [],
  };
}

function masterOf(events: readonly Event[]): Event | undefined {
  return events.find(({ properties }) => !properties.some(({ name }) => name === 'RECURRENCE-ID')) ?? events[0];
}

/** The objects as their owner sees them: without an owner named, each organizer's own per-user data is taken. */
function readForOwner(input: ConvertTextInput): readonly { readonly read: ReadObject; readonly owner: string }[] {
  const given = input.owner === null ? null : normalizePrincipalUid(input.owner);
  const read = readCalendarText(input.text, { ownerUid: given ?? ((events) => organizerOf(masterOf(events))) });
  return read.map((one) => ({ read: one, owner: given ?? organizerOf(one.object?.master ?? one.object?.overrides[0]) ?? NOBODY }));
}

/** Converts one iCalendar text without project, directory or mapping: what `convert` shows. Never throws for bad text. */
export function convertText(input: ConvertTextInput): ConvertedText {
  const objects = readForOwner(input);
  const md5 = createHash('md5').update(input.text).digest('hex');
  const outcomes = objects.map(({ read, owner }, index) => {
    if (read.object === null) return { read, owner, items: [], skipped: [], notes: read.notes, seriesClass: null, explanation: [] };
    const object = objectOf(read, index, owner, { ...input, md5 });
    const copy = { object, calendar: calendarOf(owner), route: ROUTE, ical: read.object, notes: read.notes };
    const { items, skipped, classes, explanations } = convertCopies([copy], mappingOfText(read.object, owner), input.context);
    const [seriesClass = null] = classes.values();
    const [explanation = []] = explanations.values();
    return { read, owner, items, skipped, notes: skipped.flatMap(({ notes }) => notes), seriesClass, explanation };
  });
  const readable = objects.some(({ read }) => read.object !== null);
  return {
    items: outcomes.flatMap(({ items }) => items),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
    notes: outcomes.flatMap(({ notes }) => notes),
    unreadable: readable ? null : (objects[0]?.read.reason ?? 'there is no VCALENDAR in it'),
    objects: outcomes,
  };
}
