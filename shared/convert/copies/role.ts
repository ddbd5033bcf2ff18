import type { ItemSource } from '../../domain/plan.ts';
import type { ICalEvent, ICalObject } from '../../ical/model.ts';
import { isOwner } from '../people/people.ts';
import type { Owner, People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import type { Planning } from './planning.ts';

type RolePlanning = Pick<Planning, 'peopleOf' | 'mapping'>;

/** All events of an object, the master first. */
export function eventsOf(object: ICalObject): readonly ICalEvent[] {
  return object.master === null ? object.overrides : [object.master, ...object.overrides];
}

/** Who organizes an object, null for a plain event. Overrides only speak where there is no master. */
export function organizerOf(object: ICalObject, peopleOf: (event: ICalEvent) => People): Person | null {
  for (const event of eventsOf(object)) {
    const { organizer } = peopleOf(event);
    if (organizer !== null) return organizer;
  }
  return null;
}

/** Whether the owner is invited to any instance: by name, or as a member of a group that Exchange invites as one. */
export function isInvited(object: ICalObject, owner: Owner, planning: RolePlanning): boolean {
  const { peopleOf, mapping } = planning;
  const uid = owner.key.replace(/^uid:/, '');
  const invites = (person: Person): boolean =>
    isOwner(person, owner) || (person.isGroup && person.email !== '' && mapping.group(person.address)?.memberUids.includes(uid) === true);
  return eventsOf(object).some((event) => peopleOf(event).lines.some(invites));
}

/** The owner's part in the object: organizer, guest, or none. */
export function roleOf(object: ICalObject, owner: Owner, planning: RolePlanning): ItemSource['role'] {
  const organizer = organizerOf(object, planning.peopleOf);
  if (organizer === null) return 'none';
  if (isOwner(organizer, owner)) return 'organizer';
  return isInvited(object, owner, planning) ? 'guest' : 'none';
}
