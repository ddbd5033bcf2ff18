import type { MappingView } from '../../domain/mapping.ts';
import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { resolveMember } from './person.ts';
import type { Person } from './person.ts';

export interface ExpandedGroups {
  readonly people: readonly Person[];
  readonly notes: readonly Note[];
}

/**
 * A group line becomes one mail-enabled group, or its members; never both, or the members were invited twice. Calendar Server adds
 * the members as lines of their own (MEMBER=); an older or foreign event may hold the group alone.
 */
export function expandGroups(people: readonly Person[], mapping: MappingView): ExpandedGroups {
  const groups = people.filter((person) => person.isGroup);
  if (groups.length === 0) return { people, notes: [] };
  const kept = new Set(groups.filter((group) => group.email !== '').map((group) => group.key));
  const notes = groups.map((group) =>
    note(PEOPLE_NOTES, kept.has(group.key) ? 'group-kept' : 'group-expanded', 'ATTENDEE', group.name, group.email),
  );
  const lines = people.filter((person) => !person.memberOf.some((group) => kept.has(group)));
  return {
    people: lines.flatMap((person) => (person.isGroup && !kept.has(person.key) ? membersOf(person, people, mapping) : [person])),
    notes,
  };
}

/** Members already listed stand for themselves; a group nobody can expand stays, and is named in the body like any unknown guest. */
function membersOf(group: Person, people: readonly Person[], mapping: MappingView): readonly Person[] {
  if (people.some((person) => person.memberOf.includes(group.key))) return [];
  const uids = mapping.group(group.address)?.memberUids ?? [];
  return uids.length === 0 ? [group] : uids.map((uid) => resolveMember(uid, group, mapping));
}
