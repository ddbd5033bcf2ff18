import { mayRemove, type CleanupFacts, type MeetingMessage } from '../../../shared/run/living/cleanup.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome } from '../../../shared/run/living/transition.ts';
import type { RequestFailure } from '../../ports/ExchangeTarget.ts';
import { ask } from '../ask.ts';
import type { LivingContext } from './LivingContext.ts';
import type { MeetingAtWork, StepWork } from './MeetingAtWork.ts';
import { failureOf, readOne } from './readOne.ts';
import { outcomeOf } from './trouble.ts';

type ListStep = Extract<Step, { do: 'list' }>;
type CleanStep = Extract<Step, { do: 'clean' }>;

const listings = new WeakMap<LivingContext, Map<string, Promise<void>>>();

/** Once for each mailbox and project, before anything is sent to it: what lay there is nobody's to remove. */
async function listOnce(living: LivingContext, mailbox: string): Promise<void> {
  const { run, ledger, meetings } = living;
  if (ledger.messagesBefore(mailbox) !== null) return;
  const { value } = await ask(run, mailbox, () => meetings.listMessages(mailbox));
  await run.ledgerQueue.write(() => ledger.saveMessagesBefore(run.runId, mailbox, value, run.clock.now().toISOString()));
}

async function list({ living }: MeetingAtWork, { mailbox }: ListStep): Promise<Outcome> {
  const underWay = listings.get(living) ?? new Map<string, Promise<void>>();
  listings.set(living, underWay);
  const listing = underWay.get(mailbox) ?? listOnce(living, mailbox).finally(() => underWay.delete(mailbox));
  underWay.set(mailbox, listing);
  await listing;
  return { is: 'done', mails: 0 };
}

export const LIST_STEP: StepWork<ListStep> = { act: list };

/** A group's members may have answered, and are guests like those the script names. */
async function guestsOf(meeting: MeetingAtWork): Promise<readonly string[]> {
  const { living, plan } = meeting;
  const { script } = meeting.state();
  const guests = new Set(script.guests.map(({ mailbox }) => mailbox));
  for (const group of script.groups) {
    const { value } = await ask(living.run, plan.organizer.mailbox, () => living.meetings.place(plan.organizer.mailbox, group));
    for (const member of value.members) guests.add(member);
  }
  return [...guests];
}

/** Null when all are gone; else why one of them is not, yet. */
async function remove(meeting: MeetingAtWork, mailbox: string, messages: readonly MeetingMessage[]): Promise<RequestFailure | null> {
  const { run, ledger, meetings } = meeting.living;
  if (messages.length === 0) return null;
  const ids = messages.map(({ id }) => id);
  const meetingKey = meeting.plan.row.key;
  const removals = messages.map(({ id: messageId, itemClass }) => ({ mailbox, messageId, meetingKey, itemClass }));
  await run.ledgerQueue.write(() => ledger.intendRemovals(run.runId, removals, run.clock.now().toISOString()));
  const { answers } = await ask(run, mailbox, () => meetings.removeMessages(mailbox, ids));
  const gone = ids.filter((_, index) => answers[index]?.outcome === 'done');
  await run.ledgerQueue.write(() => ledger.removed(mailbox, gone));
  const kept = answers.find((answer) => answer.outcome !== 'done');
  return kept === undefined ? null : failureOf(kept);
}

async function clean(meeting: MeetingAtWork, step: CleanStep): Promise<Outcome> {
  const { living, plan } = meeting;
  const { mailbox } = step;
  await living.leases.keep(mailbox);
  const { globalObjectId, organizer } = plan;
  const read = await readOne(meeting, organizer.mailbox, { itemId: meeting.itemId });
  if (!read.ok) return outcomeOf(living.run, organizer.mailbox, read.failure, meeting.tries(step));
  const { item } = read.value;
  if (item === null) return { is: 'refused', code: 'NOT_THERE: the organizer has deleted the meeting' };
  // By the server's own clock. What began anew had sent its messages before its item of today was made.
  const since = Math.min(meeting.state().since ?? item.createdAt, item.createdAt);
  const found = await living.run.connections.use(() => living.meetings.findMessages(mailbox, [globalObjectId]));
  if (!found.ok) return outcomeOf(living.run, mailbox, found.failure, meeting.tries(step));
  const before = living.ledger.messagesBefore(mailbox) ?? new Set<string>();
  const facts: CleanupFacts = { globalObjectId, organizer: organizer.mailbox, guests: await guestsOf(meeting), since, before };
  const ours = found.value.filter((message) => mayRemove(message, mailbox, facts));
  const kept = await remove(meeting, mailbox, ours);
  if (kept !== null) return outcomeOf(living.run, mailbox, kept, meeting.tries(step));
  const left = found.value.filter((message) => !ours.includes(message) && !before.has(message.id) && message.receivedAt >= since);
  return { is: 'done', mails: 0, left: left.length };
}

export const CLEAN_STEP: StepWork<CleanStep> = { act: clean };
