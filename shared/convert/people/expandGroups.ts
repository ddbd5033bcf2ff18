import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import type { Person } from './person.ts';

export interface ExpandedGroups {
  readonly people: readonly Person[];
  readonly notes: readonly Note[];
}

/**
 * A group line becomes one mail-enabled group, or the members the event itself lists (MEMBER=), as Calendar Server lists whomever it
 * invited; never both, or they were invited twice. Where it lists none, nobody was invited: the group is named in the body like any
 * guest Exchange does not know, and not everybody the directory puts into it today.
 */
export function expandGroups(people: readonly Person[]): ExpandedGroups {
  const groups = people.filter((person) => person.isGroup);
  if (groups.length === 0) return { people, notes: [] };
  const kept = new Set(groups.filter((group) => group.email !== '').map((group) => group.key));
  const listed = new Set(people.flatMap((person) => person.memberOf));
  const codeOf = ({ key }: Person): keyof typeof PEOPLE_NOTES =>
    kept.has(key) ? 'group-kept' : listed.has(key) ? 'group-expanded' : 'group-not-expanded';
  const isReplaced = (person: Person): boolean => person.isGroup && codeOf(person) === 'group-expanded';
  return {
    people: people.filter((person) => !isReplaced(person) && !person.memberOf.some((group) => kept.has(group))),
    notes: groups.map((group) => note(PEOPLE_NOTES, codeOf(group), 'ATTENDEE', group.name, group.email)),
  };
}
