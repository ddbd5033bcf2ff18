import type { EwsCalendarItem } from '../../ews/item.ts';
import { attendeesOf } from './buildScript.ts';
import type { MeetingState } from './MeetingState.ts';

/**
 * The organizer's item as the plan has it: members of a group that stays a group stand on a living meeting by name, too, because their answers
 * need a line of the tracking to stand in.
 */
export function withoutMembers(found: EwsCalendarItem, planned: EwsCalendarItem, state: MeetingState | null): EwsCalendarItem {
  if (state === null || state.script.groups.length === 0) return found;
  const named = new Set(attendeesOf(planned).map(({ email }) => email));
  const members = new Set(state.script.guests.map(({ mailbox }) => mailbox).filter((mailbox) => !named.has(mailbox)));
  return { ...found, requiredAttendees: found.requiredAttendees.filter(({ email }) => !members.has(email.toLowerCase())) };
}
