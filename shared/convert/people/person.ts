import { addressKey, parseCalendarUserAddress } from '../../domain/address.ts';
import type { CalendarUserAddress } from '../../domain/address.ts';
import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { MappingTarget, MappingView } from '../../domain/mapping.ts';
import type { ICalProperty } from '../../ical/model.ts';
import { interned } from '../../ical/text.ts';
import type { EwsAttendee, ResponseType } from '../../ews/item.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanLine } from '../xmlText.ts';
import { responseType } from './responseType.ts';

/** One ORGANIZER or ATTENDEE line with what the mapping says about it. */
export interface Person {
  readonly property: ICalProperty;
  readonly address: CalendarUserAddress;
  readonly key: string;
  readonly target: MappingTarget;
  /** Lower-case SMTP address, '' for whoever has none in the target. */
  readonly email: string;
  /** What a human calls them; never empty. */
  readonly name: string;
  readonly response: ResponseType;
  readonly isGroup: boolean;
  readonly isRoom: boolean;
  readonly isRoomOrResource: boolean;
  readonly isOptional: boolean;
  /** Keys of the groups this line was made from (MEMBER). */
  readonly memberOf: readonly string[];
  readonly attendee: EwsAttendee;
  /** What the line itself has to say to the operator. */
  readonly notes: readonly Note[];
}

/** The line's address as the mapping knows it; an empty value falls back to the EMAIL parameter. */
function addressOf(property: ICalProperty): CalendarUserAddress {
  const value = (property.values[0] ?? '').trim();
  const usable = value === '' || /^mailto:\s*$/i.test(value) ? parameterOf(property, 'EMAIL') : value;
  return parseCalendarUserAddress(usable);
}

function emailOf(target: MappingTarget): string {
  return target.state === 'mapped' || target.state === 'external' ? target.email.trim().toLowerCase() : '';
}

function readableAddress(address: CalendarUserAddress): string {
  switch (address.kind) {
    case 'mail':
      return address.email;
    case 'principal':
      return address.uid;
    case 'short-name':
      return address.shortName;
    case 'other':
      return address.value.replace(/^(?:mailto|invalid):/i, '');
  }
}

/** `MEMBER="urn:x-uid:A","urn:x-uid:B"`: the groups a line was expanded from (RFC 5545 §3.2.11). */
function memberKeys(property: ICalProperty): readonly string[] {
  const member = parameterOf(property, 'MEMBER');
  if (member === '') return [];
  return member.split(/"?,"?/).map((value) => addressKey(parseCalendarUserAddress(value.replace(/"/g, ''))));
}

/** By mapping and parameters: a reader gives the same parameters as one object, as long as it remembers them. */
const known = new WeakMap<MappingView, WeakMap<ICalProperty['parameters'], Person>>();

/** Looks one line up in the mapping. The same few people stand in thousands of events, mostly by the very same line. */
export function resolvePerson(property: ICalProperty, mapping: MappingView): Person {
  let people = known.get(mapping);
  if (people === undefined) {
    people = new WeakMap();
    known.set(mapping, people);
  }
  const earlier = people.get(property.parameters);
  if (earlier?.property.name === property.name && earlier.property.values[0] === property.values[0]) return earlier;
  const person = lookUp({ ...property, values: property.values.map(interned) }, mapping);
  people.set(property.parameters, person);
  return person;
}

function lookUp(property: ICalProperty, mapping: MappingView): Person {
  const address = addressOf(property);
  const cn = cleanLine(parameterOf(property, 'CN'));
  const email = parameterOf(property, 'EMAIL');
  const target = mapping.resolve(address, { ...(cn === '' ? {} : { cn }), ...(email === '' ? {} : { email }) });
  const cutype = parameterOf(property, 'CUTYPE').toUpperCase();
  const kind = target.state === 'external' ? 'unknown' : target.kind;
  const role = parameterOf(property, 'ROLE').toUpperCase();
  const name = cleanLine(target.name) || cn || emailOf(target) || cleanLine(readableAddress(address)) || '?';
  const { response } = responseType(parameterOf(property, 'PARTSTAT'));
  return {
    property,
    address,
    key: addressKey(address),
    target,
    email: emailOf(target),
    name,
    response,
    isGroup: cutype === 'GROUP' || cutype === 'X-SERVER-GROUP' || kind === 'group' || mapping.group(address) !== null,
    isRoom: cutype === 'ROOM' || (kind === 'room' && cutype !== 'RESOURCE'),
    isRoomOrResource: cutype === 'ROOM' || cutype === 'RESOURCE' || kind === 'room' || kind === 'resource',
    isOptional: role === 'OPT-PARTICIPANT' || role === 'NON-PARTICIPANT',
    memberOf: memberKeys(property),
    attendee: { email: emailOf(target), name, response },
    notes: lineNotes(property, name),
  };
}

/** 3.7, 3.8 and 5.x: the old server could not deliver (RFC 5546 §3.6, itip.py). */
function lineNotes(property: ICalProperty, name: string): readonly Note[] {
  const partstat = parameterOf(property, 'PARTSTAT').toUpperCase();
  const status = parameterOf(property, 'SCHEDULE-STATUS');
  return [
    ...(/(?:^|[\s,"])(?:3\.[78]|5\.\d)/.test(status) ? [note(PEOPLE_NOTES, 'guest-undeliverable', 'SCHEDULE-STATUS', status, name)] : []),
    ...(partstat === 'DELEGATED' ? [note(PEOPLE_NOTES, 'guest-delegated', 'PARTSTAT', partstat, name)] : []),
    ...(responseType(partstat).isKnown ? [] : [note(PEOPLE_NOTES, 'answer-unknown', 'PARTSTAT', partstat, name)]),
  ];
}
