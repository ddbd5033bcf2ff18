import type { People } from '../people/people.ts';
import { RESPONSE_WORDS } from '../people/responseType.ts';
import type { ContentInput } from './rule.ts';

/**
 * The people Exchange is not told about, by name. On a meeting those are the guests without an address there; on a meeting that
 * became an appointment, everybody. No answers here: a line must not differ between instances only because somebody answered one.
 */
export function peopleSection({ people, frame }: ContentInput): string {
  if (people.organizer === null && people.lines.length === 0) return '';
  if (frame.kind !== 'appointment') return line('Also invited', people.named);
  const guests = [...people.required, ...people.optional, ...people.resources].map((attendee) => attendee.name);
  const isOwn = people.organizer === null || frame.role === 'organizer';
  return [isOwn ? '' : line('Organizer', [people.organizer.name]), line('Invited', [...guests, ...people.named])]
    .filter((text) => text !== '')
    .join('\n');
}

function line(word: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${word}: ${names.join(', ')}`;
}

/** «Responses at migration»: what tracking could not be told, for people to read. */
export function responsesBlock(people: People): string | null {
  const guests = [...people.required, ...people.optional, ...people.resources];
  if (guests.length === 0) return null;
  return ['Responses at migration:', ...guests.map((guest) => `${guest.name}: ${RESPONSE_WORDS[guest.response]}`)].join('\n');
}
