import type { EwsAttendee } from '../../../shared/ews/item.ts';
import { occurrenceLists } from '../../../shared/run/living/buildScript.ts';
import { isSameInstance } from '../../../shared/run/living/instances.ts';
import type { Invited, PeopleLists } from '../../ports/MeetingTarget.ts';
import type { MeetingPlan } from './MeetingSource.ts';

/** The people the plan has on the meeting, or on one occurrence of it, by list. */
export function plannedPeople({ organizer: { item } }: MeetingPlan, instance: string | null): PeopleLists {
  const change = item.modifiedOccurrences.find(({ originalStart }) => instance !== null && isSameInstance(originalStart, instance));
  const { requiredAttendees, optionalAttendees, resources } = change === undefined ? item : occurrenceLists(change, item);
  const invited = (list: readonly EwsAttendee[]): readonly Invited[] =>
    list.map(({ email, name }) => ({ email: email.toLowerCase(), name }));
  return { required: invited(requiredAttendees), optional: invited(optionalAttendees), resources: invited(resources) };
}

/** Those of them, in their lists; who stands in none of them (a member of a group that stays outside) is required. */
export function chosenPeople(lists: PeopleLists, emails: readonly string[]): PeopleLists {
  const wanted = new Set(emails);
  const listed = new Set([...lists.required, ...lists.optional, ...lists.resources].map(({ email }) => email));
  const chosen = (list: readonly Invited[]): readonly Invited[] => list.filter(({ email }) => wanted.has(email));
  const others = emails.filter((email) => !listed.has(email)).map((email) => ({ email, name: email }));
  return { required: [...chosen(lists.required), ...others], optional: chosen(lists.optional), resources: chosen(lists.resources) };
}

export function emailsOf({ required, optional, resources }: PeopleLists): readonly string[] {
  return [...new Set([...required, ...optional, ...resources].map(({ email }) => email))];
}
