import { isSameInstance } from '../../../shared/run/living/instances.ts';
import { stepId, type Step } from '../../../shared/run/living/Step.ts';
import type { Verdict } from '../../../shared/run/living/transition.ts';
import { LaneStopped, ask } from '../ask.ts';
import { findCopy, findRequest, guestOf, haveRequests, isUnprocessed } from './guestCopy.ts';
import type { MeetingAtWork, StepWork } from './MeetingAtWork.ts';
import { tracked } from './readOne.ts';
import { verdictOf } from './trouble.ts';

type SeeStep = Extract<Step, { do: 'see-copy' }>;

/** Changed occurrences of the organizer's that the copy does not show. */
async function missingExceptions(meeting: MeetingAtWork, mailbox: string, itemId: string): Promise<readonly string[] | null> {
  const { living } = meeting;
  const { exceptions } = meeting.state().script;
  if (exceptions.length === 0) return [];
  const { answers } = await ask(living.run, mailbox, () => living.meetings.readMeetings(mailbox, [{ itemId }]));
  const [answer] = answers;
  if (answer?.outcome !== 'done') return null;
  const { modified, deleted } = answer.value;
  return exceptions.filter((exception) => ![...modified, ...deleted].some((one) => isSameInstance(one, exception)));
}

/** Looks into the inbox of rooms at once, and of people after a while: they have an Attendant as a rule. */
const LOOKS_BEFORE_INBOX = 4;

/** Where the Attendant is off the invitation is all there is; it can be answered just as well. */
async function seeRequest(meeting: MeetingAtWork, step: SeeStep): Promise<Verdict> {
  const { mailbox, sees, instance } = step;
  if (sees === 'exceptions') return seeRequests(meeting, step, meeting.state().missing);
  if (sees === 'entry') return { is: 'absent' };
  const looks = meeting.state().steps[stepId(step)]?.looks ?? 0;
  const isTime = guestOf(meeting, mailbox)?.isRoom === true || looks >= LOOKS_BEFORE_INBOX;
  if (!isTime) return { is: 'unclear' };
  const found = await findRequest(meeting, mailbox, instance);
  if (!found.ok) return verdictOf(meeting.living.run, mailbox, found.failure);
  const { request, wasThere } = found.value;
  if (request === null) return { is: 'absent', wasThere };
  return { is: 'reached', mails: 0, copy: { itemId: request.id, response: 'NoResponseReceived', isRequest: true, missing: [] } };
}

/** Whose invitation was answered itself answers those of exceptions likewise: they are there, and no copy will show more until then. */
async function seeRequests(meeting: MeetingAtWork, { mailbox }: SeeStep, instances: readonly string[]): Promise<Verdict> {
  if (!isUnprocessed(meeting, mailbox)) return { is: 'unclear' };
  const found = await haveRequests(meeting, mailbox, instances);
  if (!found.ok) return verdictOf(meeting.living.run, mailbox, found.failure);
  return found.value.areThere ? { is: 'reached', mails: 0 } : { is: 'unclear' };
}

const DECLINED: Verdict = { is: 'reached', mails: 0, copy: { itemId: '', response: 'Decline', missing: [] } };

/** Whoever is to decline, and has done so before this ledger began, has no copy to be seen. */
async function isDeclined(meeting: MeetingAtWork, { mailbox, instance }: SeeStep): Promise<boolean> {
  const answers = guestOf(meeting, mailbox)?.answers ?? [];
  const isWanted = answers.some((answer) => answer.instance === instance && answer.response === 'Decline');
  return isWanted && (await tracked(meeting, mailbox, instance)) === 'Decline';
}

async function seeCopy(meeting: MeetingAtWork, step: SeeStep): Promise<Verdict> {
  const { mailbox, instance, sees } = step;
  const found = await findCopy(meeting, mailbox, instance);
  if (!found.ok) return verdictOf(meeting.living.run, mailbox, found.failure);
  const { copy } = found.value;
  if (copy === null) return (await isDeclined(meeting, step)) ? DECLINED : seeRequest(meeting, step);
  const missing = instance === null ? await missingExceptions(meeting, mailbox, copy.id) : [];
  if (missing === null) return { is: 'unclear' };
  if (sees === 'exceptions' && missing.length > 0) return seeRequests(meeting, step, missing);
  const { id: itemId, response } = copy;
  return { is: 'reached', mails: 0, copy: { itemId, response, missing: sees === 'exceptions' ? [] : missing } };
}

/** A room nobody may act for answers by itself or not at all: what it does is seen in the organizer's tracking. */
async function look(meeting: MeetingAtWork, step: SeeStep): Promise<Verdict> {
  const verdict = await seeCopy(meeting, step).catch((error: unknown): Verdict => {
    if (!(error instanceof LaneStopped)) throw error;
    return { is: 'stuck', code: error.failure.detail ?? error.failure.code };
  });
  const isClosedRoom = verdict.is === 'stuck' && guestOf(meeting, step.mailbox)?.isRoom === true;
  return isClosedRoom ? { is: 'reached', mails: 0, copy: { itemId: '', response: 'Unknown', missing: [] } } : verdict;
}

export const SEE_STEP: StepWork<SeeStep> = { look };
