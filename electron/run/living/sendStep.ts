import { seriesGuests } from '../../../shared/run/living/MeetingScript.ts';
import { stepId, type Step } from '../../../shared/run/living/Step.ts';
import { peopleOf } from '../../../shared/run/living/stepPeople.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import { occurrenceVerdict, sendVerdict } from '../../../shared/run/living/verdicts.ts';
import { isSameInstance } from '../../../shared/run/living/instances.ts';
import type { ReadMeeting, Sending } from '../../ports/MeetingTarget.ts';
import { ask } from '../ask.ts';
import { organizerRef, type MeetingAtWork, type StepWork } from './MeetingAtWork.ts';
import { chosenPeople, plannedPeople } from './peopleLists.ts';
import { readOne } from './readOne.ts';
import { outcomeOf, verdictOf } from './trouble.ts';

type SendStep = Extract<Step, { do: 'send' | 'send-occurrence' }>;

function instanceOf(step: SendStep): string | null {
  return step.do === 'send' ? null : step.instance;
}

/** Everybody this send reaches; a group reaches its members. */
function recipients(meeting: MeetingAtWork, step: SendStep): readonly string[] {
  const { script, held } = meeting.state();
  const isToAll = step.do === 'send-occurrence' && step.whom === 'all';
  if (!isToAll) return peopleOf(step, script);
  // Rooms join last, and then get whatever goes to all.
  const rooms = seriesGuests(script, true).filter(({ mailbox }) => held.includes(mailbox));
  return [...[...seriesGuests(script, false), ...rooms].map(({ mailbox }) => mailbox), ...script.groups];
}

async function mailsOf(meeting: MeetingAtWork, step: SendStep): Promise<number> {
  const { living, plan } = meeting;
  const reached = new Set<string>();
  for (const address of recipients(meeting, step)) {
    const { value } = await ask(living.run, step.mailbox, () => living.meetings.place(step.mailbox, address));
    for (const member of value.members) reached.add(member);
  }
  reached.delete(plan.organizer.mailbox);
  return reached.size;
}

/** The first send of a meeting tells all; a later one only those it adds. */
function isFirst(meeting: MeetingAtWork, step: SendStep): boolean {
  if (step.do !== 'send') return false;
  return step.whom === 'people' || peopleOf({ ...step, whom: 'people' }, meeting.state().script).length === 0;
}

/** What the organizer's item says about a send: ours by its mark, or, of the first one, that invitations are out. */
function isOut(meeting: MeetingAtWork, step: SendStep, { mark, wasSent, people }: ReadMeeting): boolean {
  return mark === stepId(step) || (isFirst(meeting, step) && wasSent && people.length > 0);
}

async function send(meeting: MeetingAtWork, step: SendStep): Promise<Outcome> {
  const { living, plan } = meeting;
  const { script, held: known } = meeting.state();
  await living.leases.keep(step.mailbox);
  const instance = instanceOf(step);
  const ref = organizerRef(meeting, instance);
  const read = await readOne(meeting, step.mailbox, ref);
  if (!read.ok) return outcomeOf(living.run, step.mailbox, read.failure, meeting.tries(step));
  const { item } = read.value;
  if (item === null) return { is: 'refused', code: 'NOT_THERE: the organizer has deleted it' };
  // The ledger can be younger than the meeting: a project begun anew, or a copy of the file. Nobody is mailed twice for that.
  if (isOut(meeting, step, item)) return { is: 'done', mails: 0 };
  // Nor does the item hold only whom this ledger has seen on it.
  const held = [...new Set([...known, ...item.people.map(({ email }) => email)])];
  const mails = await mailsOf(meeting, step);
  const added = peopleOf(step, script);
  const isToAll = isFirst(meeting, step) || (step.do === 'send-occurrence' && step.whom === 'all');
  const people = chosenPeople(plannedPeople(plan, instance), added);
  const sending: Sending = { ref, people, held, to: isToAll ? 'all' : 'added', mark: stepId(step) };
  const reply = await meeting.commit(step, () => living.meetings.send(step.mailbox, sending), item.createdAt);
  return reply.ok ? { is: 'done', mails } : outcomeOf(living.run, step.mailbox, reply.failure, meeting.tries(step));
}

/** Whether one of them has a copy; and, for an occurrence, one that shows it. */
async function hasArrived(meeting: MeetingAtWork, step: SendStep): Promise<boolean> {
  const { living, plan } = meeting;
  const [mailbox] = recipients(meeting, step);
  if (mailbox === undefined || !living.allowed.has(mailbox)) return false;
  const found = await living.copies.find(mailbox, plan.globalObjectId);
  const [copy] = found.ok ? found.value.filter(({ isOrganizer }) => !isOrganizer) : [];
  if (copy === undefined || step.do === 'send' || step.whom === 'added') return copy !== undefined;
  const { answers } = await ask(living.run, mailbox, () => living.meetings.readMeetings(mailbox, [{ itemId: copy.id }]));
  const [answer] = answers;
  return answer?.outcome === 'done' && answer.value.modified.some((instance) => isSameInstance(instance, step.instance));
}

async function lookAtSend(meeting: MeetingAtWork, step: SendStep): Promise<Verdict> {
  const read = await readOne(meeting, step.mailbox, organizerRef(meeting, instanceOf(step)));
  if (!read.ok) return verdictOf(meeting.living.run, step.mailbox, read.failure);
  const { item } = read.value;
  if (item === null) return { is: 'unclear' };
  const hasMark = item.mark === stepId(step);
  const hasCopy = await hasArrived(meeting, step);
  const verdict =
    step.do === 'send'
      ? sendVerdict({ wasSent: item.wasSent, hasMark, hasCopy }, isFirst(meeting, step))
      : occurrenceVerdict({ hasMark, guestShowsIt: hasCopy });
  return verdict === 'reached' ? { is: verdict, mails: await mailsOf(meeting, step) } : { is: verdict };
}

export const SEND_STEP: StepWork<SendStep> = { act: send, look: lookAtSend };
