import { attendeesOf, buildScript, occurrenceLists } from '../../../shared/run/living/buildScript.ts';
import { createdMeeting, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { ask } from '../ask.ts';
import type { LivingContext } from './LivingContext.ts';
import type { MeetingPlan } from './MeetingSource.ts';

/** Everybody a meeting has on it, in the series and in occurrences, and everybody who has a copy. */
export function peopleOfMeeting({ organizer: { item, mailbox }, copies }: MeetingPlan): readonly string[] {
  const onOccurrences = item.modifiedOccurrences.flatMap((change) => attendeesOf(occurrenceLists(change, item)));
  const all = [...attendeesOf(item), ...onOccurrences].map(({ email }) => email);
  return [...new Set([...all, ...copies.map(({ row }) => row.mailbox)])].filter((email) => email !== mailbox);
}

/** Guests the plan gives a copy whom Exchange does not know as mailboxes of ours: nothing can be sent to them. */
export interface Unreachable {
  readonly mailbox: string;
  readonly where: string;
}

/**
 * Works out what is to happen with a meeting nothing has been done about yet: asks the address book who is inside, opens groups. Throws
 * LaneStopped where the organizer's mailbox cannot be asked.
 */
export async function beginMeeting(
  { run, meetings, allowed }: LivingContext,
  plan: MeetingPlan,
  itemId: string,
): Promise<{ readonly state: MeetingState; readonly unreachable: readonly Unreachable[] }> {
  const asker = plan.organizer.mailbox;
  const inside = new Set<string>();
  const groups = new Map<string, readonly string[]>();
  const elsewhere = new Map<string, string>();
  // Whoever the mapping does not have inside is outside, whatever the address book says.
  for (const address of peopleOfMeeting(plan).filter((one) => allowed.has(one))) {
    const { value } = await ask(run, asker, () => meetings.place(asker, address));
    const isMailbox = value.members.length === 1 && value.members[0] === address;
    if (value.where !== 'inside') elsewhere.set(address, value.where);
    else if (isMailbox) inside.add(address);
    else groups.set(address, value.members);
  }
  const planned = plan.copies.map((copy) => copy.planned);
  const { globalObjectId, declined, organizer } = plan;
  const script = buildScript({ organizer, globalObjectId, copies: planned, declined, inside, groups });
  const mailboxes = [...new Set(plan.copies.map(({ row }) => row.mailbox))];
  const unreachable = mailboxes
    .filter((one) => !inside.has(one))
    .map((mailbox) => ({ mailbox, where: elsewhere.get(mailbox) ?? 'out-of-scope' }));
  const seen = { [asker]: { itemId, response: 'Organizer' } } as const;
  return { state: { ...createdMeeting(script), seen }, unreachable };
}
