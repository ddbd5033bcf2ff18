import type { MappingView } from '../../domain/mapping.ts';
import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { EwsAttendee } from '../../ews/item.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
import { allProperties, firstProperty } from '../../ical/properties.ts';
import { expandGroups } from './expandGroups.ts';
import { resolvePerson } from './person.ts';
import type { Person } from './person.ts';

/** Everybody an event names, as Exchange will know them. The same for every copy that shows this event. */
export interface People {
  readonly organizer: Person | null;
  /** Every ATTENDEE line as it stands, before groups, doubles and the organizer were sorted out. */
  readonly lines: readonly Person[];
  readonly required: readonly EwsAttendee[];
  readonly optional: readonly EwsAttendee[];
  readonly resources: readonly EwsAttendee[];
  /** Guests Exchange cannot hold: named in the body. */
  readonly named: readonly string[];
  /** Names of the rooms, for an event without a location. */
  readonly rooms: readonly string[];
  readonly notes: readonly Note[];
}

/** The person whose calendar a copy is in. */
export interface Owner {
  /** `addressKey` of the home's owner. */
  readonly key: string;
  /** Lower-case mailbox address. */
  readonly mailbox: string;
}

/** By principal, or by what the mapping makes of an old form of the address. */
export function isOwner(person: Person, owner: Owner): boolean {
  return person.key === owner.key || (person.target.state === 'mapped' && person.email === owner.mailbox);
}

/** The people of an event that names none. */
export const NOBODY: People = {
  organizer: null,
  lines: [],
  required: [],
  optional: [],
  resources: [],
  named: [],
  rooms: [],
  notes: [],
};

const NO_LINES: readonly ICalProperty[] = [];

/** Every line of an event that names somebody. */
export function peopleLines({ properties }: ICalEvent): readonly ICalProperty[] {
  let lines: ICalProperty[] | undefined;
  for (const property of properties) {
    if (property.name === 'ATTENDEE' || property.name === 'ORGANIZER') (lines ??= []).push(property);
  }
  return lines ?? NO_LINES;
}

/** Reads organizer and guests of one event. */
export function readPeople(event: ICalEvent, mapping: MappingView): People {
  const organizerLine = firstProperty(event, 'ORGANIZER');
  const organizer = organizerLine === undefined ? null : resolvePerson(organizerLine, mapping);
  const lines = allProperties(event, 'ATTENDEE').map((property) => resolvePerson(property, mapping));
  const { people, notes: groupNotes } = expandGroups(lines);
  const guests = people.filter((person) => organizer === null || !isSame(person, organizer));
  const usable = guests.filter((person) => person.email !== '');
  const outside = guests.filter((person) => person.email === '');
  const { kept, notes: doubleNotes } = withoutDoubles(usable, new Set(lines));
  return {
    organizer,
    lines,
    required: kept.filter((person) => !person.isRoomOrResource && !person.isOptional).map(({ attendee }) => attendee),
    optional: kept.filter((person) => !person.isRoomOrResource && person.isOptional).map(({ attendee }) => attendee),
    resources: kept.filter((person) => person.isRoomOrResource).map(({ attendee }) => attendee),
    named: [...new Set(outside.map((person) => person.name))],
    rooms: [...new Set(guests.filter((person) => person.isRoom).map((person) => person.name))],
    notes: [...groupNotes, ...doubleNotes, ...outside.map(outsideNote), ...lines.flatMap(({ notes }) => notes)],
  };
}

function isSame(one: Person, other: Person): boolean {
  return one.key === other.key || (one.email !== '' && one.email === other.email);
}

/** One line for each address, where the first stood; of two, the one that holds an answer. Members of a group are no lines to miss. */
function withoutDoubles(
  people: readonly Person[],
  lines: ReadonlySet<Person>,
): { readonly kept: readonly Person[]; readonly notes: readonly Note[] } {
  const byEmail = new Map<string, Person>();
  const notes: Note[] = [];
  for (const person of people) {
    const earlier = byEmail.get(person.email);
    if (earlier === undefined || earlier.response === 'NoResponseReceived') byEmail.set(person.email, person);
    if (earlier !== undefined && lines.has(earlier) && lines.has(person))
      notes.push(note(PEOPLE_NOTES, 'guest-twice', 'ATTENDEE', person.name, person.email));
  }
  return { kept: [...byEmail.values()], notes };
}

function outsideNote(person: Person): Note {
  const value = person.property.values[0] ?? '';
  if (person.target.state === 'left-out') return note(PEOPLE_NOTES, 'guest-left-out', 'ATTENDEE', value, person.name);
  const code = person.address.kind === 'other' ? 'guest-address-invalid' : 'guest-unmapped';
  return note(PEOPLE_NOTES, code, 'ATTENDEE', value, person.name);
}

/** Whether anybody but the organizer takes part. */
export function hasGuests(people: People): boolean {
  return people.required.length + people.optional.length + people.resources.length > 0;
}
