import type { ResponseType } from '../../ews/item.ts';
import { isOwner } from './people.ts';
import type { Owner, People } from './people.ts';

/** What one event says the owner answered; null when the owner has no line in it. */
export function answerIn(people: People, owner: Owner): ResponseType | null {
  return people.lines.find((person) => isOwner(person, owner))?.response ?? null;
}

/**
 * The owner's answer: the organizer's copy knows it, the owner's own where the reply never arrived. `Unknown` for somebody who is
 * not listed, as a member of a group.
 */
export function ownAnswer(shared: People, own: People, owner: Owner): ResponseType {
  const known = answerIn(shared, owner);
  if (known !== null && known !== 'NoResponseReceived') return known;
  return answerIn(own, owner) ?? known ?? 'Unknown';
}
