import { isSameInstance } from '../../../shared/run/living/instances.ts';
import type { MeetingMessage } from '../../../shared/run/living/cleanup.ts';
import type { GuestScript } from '../../../shared/run/living/MeetingScript.ts';
import { orphanInstance } from '../../../shared/run/living/buildScript.ts';
import type { Answer, TargetItemId } from '../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../ports/MeetingTarget.ts';
import type { MeetingAtWork } from './MeetingAtWork.ts';
import type { MeetingPlan, PlannedCopy } from './MeetingSource.ts';

/** The guest as the script has it. */
export function guestOf(meeting: MeetingAtWork, mailbox: string): GuestScript | undefined {
  return meeting.state().script.guests.find((guest) => guest.mailbox === mailbox);
}

/** Nobody had made an item of the guest's invitation when it was first seen. */
export function isUnprocessed(meeting: MeetingAtWork, mailbox: string): boolean {
  return meeting.state().seen[mailbox]?.isRequest === true;
}

/** The planned copy of a guest; of several single occurrences the one that is meant. */
export function plannedCopyOf({ copies, organizer }: MeetingPlan, mailbox: string, instance: string | null): PlannedCopy | undefined {
  const own = copies.filter(({ row }) => row.mailbox === mailbox);
  if (instance === null) return own.find(({ planned }) => planned.part === organizer.part) ?? own[0];
  return own.find(
    ({ planned }) => planned.part.startsWith('orphan:') && isSameInstance(orphanInstance(planned.part, organizer.item), instance),
  );
}

/** Where the occurrence a guest was invited to alone stands now. */
function startOf(plan: MeetingPlan, mailbox: string, instance: string): string {
  const changed = plan.organizer.item.modifiedOccurrences.find(({ originalStart }) => isSameInstance(originalStart, instance));
  return plannedCopyOf(plan, mailbox, instance)?.planned.item.start ?? changed?.start ?? instance;
}

/**
 * The delivered copy of a guest: the whole meeting, or the one occurrence the guest was invited to alone, which Exchange keeps as an item
 * of its own. Null where there is none (yet, or any more).
 */
export async function findCopy(
  meeting: MeetingAtWork,
  mailbox: string,
  instance: string | null,
): Promise<Answer<{ readonly copy: MeetingCopy | null }>> {
  const { living, plan } = meeting;
  const found = await living.copies.find(mailbox, plan.globalObjectId);
  if (!found.ok) return found;
  const received = found.value.filter(({ isOrganizer }) => !isOrganizer);
  const isSingle = guestOf(meeting, mailbox)?.invitedTo !== 'series';
  if (!isSingle || instance === null) return { ok: true, value: { copy: received[0] ?? null } };
  const start = startOf(plan, mailbox, instance);
  return { ok: true, value: { copy: received.find((copy) => isSameInstance(copy.start, start)) ?? null } };
}

/** What has come to a guest of this meeting, and was not there before, oldest first. */
async function findMessages(meeting: MeetingAtWork, mailbox: string): Promise<Answer<readonly MeetingMessage[]>> {
  const { living, plan } = meeting;
  const found = await living.run.connections.use(() => living.meetings.findMessages(mailbox, [plan.globalObjectId]));
  if (!found.ok) return found;
  const before = living.ledger.messagesBefore(mailbox) ?? new Set<string>();
  const ours = found.value.filter(({ id }) => !before.has(id));
  return { ok: true, value: ours.sort((one, other) => one.receivedAt - other.receivedAt) };
}

/** An invitation that can be answered, to the whole meeting (null) or to this occurrence of it. */
function isRequest({ plan }: MeetingAtWork, message: MeetingMessage, instance: string | null): boolean {
  const { folder, itemClass, from } = message;
  const isOurs = folder === 'inbox' && /^IPM\.Schedule\.Meeting\.Request$/i.test(itemClass) && from === plan.organizer.mailbox;
  return isOurs && isAbout(message, instance);
}

function isAbout({ instanceDate }: MeetingMessage, instance: string | null): boolean {
  return instance === null || instanceDate === null ? instanceDate === instance : isSameInstance(instanceDate, instance);
}

/**
 * The invitation itself, where nobody has made an item of it: a mailbox whose Attendant is switched off, as rooms are during a move. Who
 * answers it makes the item, or brings it up to date. Null where there is none of ours; `wasThere`: it, or what became of it, was deleted.
 */
export async function findRequest(
  meeting: MeetingAtWork,
  mailbox: string,
  instance: string | null,
): Promise<Answer<{ readonly request: TargetItemId | null; readonly wasThere: boolean }>> {
  const found = await findMessages(meeting, mailbox);
  if (!found.ok) return found;
  const newest = found.value.findLast((message) => isRequest(meeting, message, instance));
  // A mail migration may have brought a meeting somebody had deleted long ago.
  const { since = Infinity } = meeting.state();
  const isDeleted = ({ folder, receivedAt }: MeetingMessage): boolean => folder === 'deleteditems' && receivedAt >= since;
  const wasThere = found.value.some((message) => isDeleted(message) && isAbout(message, instance));
  return { ok: true, value: { request: newest === undefined ? null : { id: newest.id, changeKey: '' }, wasThere } };
}

/** Whether every one of these occurrences has an invitation of its own in the guest's inbox. */
export async function haveRequests(
  meeting: MeetingAtWork,
  mailbox: string,
  instances: readonly string[],
): Promise<Answer<{ readonly areThere: boolean }>> {
  const found = await findMessages(meeting, mailbox);
  if (!found.ok) return found;
  const areThere = instances.every((instance) => found.value.some((message) => isRequest(meeting, message, instance)));
  return { ok: true, value: { areThere } };
}
