import type { ResponseType } from '../../../shared/ews/item.ts';
import { isSameInstance } from '../../../shared/run/living/instances.ts';
import { copyName } from '../../../shared/run/living/MeetingState.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import { answerVerdict } from '../../../shared/run/living/verdicts.ts';
import type { Answer, TargetItemId } from '../../ports/ExchangeTarget.ts';
import { findCopy, findRequest, guestOf, isUnprocessed } from './guestCopy.ts';
import { occurrenceRef, type MeetingAtWork, type StepWork } from './MeetingAtWork.ts';
import { readOne, tracked } from './readOne.ts';
import { outcomeOf, verdictOf } from './trouble.ts';

type AnswerStep = Extract<Step, { do: 'answer' }>;

const OPEN: readonly ResponseType[] = ['Unknown', 'NoResponseReceived'];
/** How soon to look again for a copy Exchange is making anew. */
const AGAIN_MS = 2000;
/** How often to look whether a room that is asked anew answers by itself. */
const ROOM_TRIES = 3;

/** What is to be answered: the copy itself, or an occurrence of it under its own id; null where that is gone. */
interface Answerable {
  readonly target: TargetItemId | null;
  readonly response: ResponseType;
  readonly unanswered: readonly ResponseType[];
}

/** No item: the invitation, if that is still there. */
async function fromRequest(
  meeting: MeetingAtWork,
  mailbox: string,
  instance: string | null,
): Promise<Answer<{ readonly found: Answerable | null }>> {
  const found = await findRequest(meeting, mailbox, instance);
  if (!found.ok) return found;
  const { request } = found.value;
  if (request === null || isMadeAnew(meeting, mailbox, instance, request.id)) return { ok: true, value: { found: null } };
  return { ok: true, value: { found: { target: request, response: 'NoResponseReceived', unanswered: OPEN } } };
}

/** There was an item: it is away for a moment, or was declined; its invitation must not be answered in its stead. */
function isMadeAnew(meeting: MeetingAtWork, mailbox: string, instance: string | null, requestId: string): boolean {
  const isSingle = guestOf(meeting, mailbox)?.invitedTo !== 'series';
  const first = meeting.state().seen[copyName(mailbox, isSingle ? instance : null)];
  return first !== undefined && first.isRequest !== true && first.itemId !== requestId;
}

/**
 * An exception that was sent by itself to somebody whose mailbox makes nothing of it: its invitation is answered, which brings the copy up to
 * date, too. Null where the copy shows the exception.
 */
async function fromException(
  meeting: MeetingAtWork,
  mailbox: string,
  instance: string,
  copyId: string,
): Promise<Answer<{ readonly found: Answerable | null }>> {
  const none = { ok: true, value: { found: null } } as const;
  if (!isUnprocessed(meeting, mailbox) || !meeting.state().missing.some((one) => isSameInstance(one, instance))) return none;
  const read = await readOne(meeting, mailbox, { itemId: copyId });
  if (!read.ok) return read;
  const { modified = [], deleted = [] } = read.value.item ?? {};
  const isShown = [...modified, ...deleted].some((one) => isSameInstance(one, instance));
  return isShown ? none : fromRequest(meeting, mailbox, instance);
}

/** Null where there is no copy. An occurrence's reference is its own item id, which only GetItem tells. */
async function findAnswerable(
  meeting: MeetingAtWork,
  { mailbox, instance }: AnswerStep,
): Promise<Answer<{ readonly found: Answerable | null }>> {
  const { plan } = meeting;
  const seen = await findCopy(meeting, mailbox, instance);
  if (!seen.ok) return seen;
  const { copy } = seen.value;
  const isOccurrence = instance !== null && guestOf(meeting, mailbox)?.invitedTo === 'series' && plan.organizer.item.recurrence !== null;
  if (copy === null) return isOccurrence ? { ok: true, value: { found: null } } : fromRequest(meeting, mailbox, instance);
  if (!isOccurrence) return { ok: true, value: { found: { target: copy, response: copy.response, unanswered: OPEN } } };
  const sent = await fromException(meeting, mailbox, instance, copy.id);
  if (!sent.ok || sent.value.found !== null) return sent;
  const read = await readOne(meeting, mailbox, occurrenceRef(plan, copy.id, instance));
  if (!read.ok) return read;
  const { item } = read.value;
  const unanswered = [...OPEN, copy.response];
  // A declined occurrence is deleted from the guest's series.
  if (item === null) return { ok: true, value: { found: { target: null, response: 'Decline', unanswered } } };
  const { id, changeKey, response } = item;
  return { ok: true, value: { found: { target: { id, changeKey }, response, unanswered } } };
}

async function answer(meeting: MeetingAtWork, step: AnswerStep): Promise<Outcome> {
  const { living } = meeting;
  const { mailbox, response } = step;
  await living.leases.keep(mailbox);
  const seen = await findAnswerable(meeting, step);
  if (!seen.ok) return outcomeOf(living.run, mailbox, seen.failure, meeting.tries(step));
  const { found } = seen.value;
  // It was seen, so it is being made anew just now, or its owner has deleted it; or it was declined before this ledger began.
  if (found === null) {
    const isDeclined = response === 'Decline' && (await tracked(meeting, mailbox, step.instance)) === response;
    return isDeclined ? { is: 'done', mails: 0 } : { is: 'not-executed', waitMs: AGAIN_MS };
  }
  const { target } = found;
  const isToBeTold = meeting.state().isAnew === true && found.response === response;
  const isAgain = isToBeTold && (await tracked(meeting, mailbox, step.instance)) !== response;
  if (target === null)
    return isAgain ? { is: 'refused', code: 'DECLINED_BEFORE: the organizer is not told again' } : { is: 'done', mails: 0 };
  // A room may be about to tell by itself.
  const isRoom = guestOf(meeting, mailbox)?.isRoom === true;
  if (isAgain && isRoom && meeting.tries(step) < ROOM_TRIES) return { is: 'not-executed', waitMs: AGAIN_MS };
  // Somebody has answered since: a person's own answer stands. But an organizer's item that was lost has to be told once more.
  if (!isAgain && (isToBeTold || !found.unanswered.includes(found.response))) return { is: 'done', mails: 0 };
  const reply = await meeting.commit(step, () => living.meetings.respond(mailbox, target, response, meeting.state().held));
  return reply.ok ? { is: 'done', mails: 1 } : outcomeOf(living.run, mailbox, reply.failure, meeting.tries(step));
}

async function lookAtAnswer(meeting: MeetingAtWork, step: AnswerStep): Promise<Verdict> {
  const { living } = meeting;
  const seen = await findAnswerable(meeting, step);
  if (!seen.ok) return verdictOf(living.run, step.mailbox, seen.failure);
  const { found } = seen.value;
  const shown = await tracked(meeting, step.mailbox, step.instance);
  const isGone = (found?.target ?? null) === null;
  // What the copy shows was said before the organizer's item was lost, and says nothing of what was lost now.
  const isAnew = meeting.state().isAnew === true;
  if (isAnew && !isGone && found?.response === step.response && shown !== step.response) return { is: 'absent' };
  const signs = {
    copy: isGone || found === null ? null : { response: found.response },
    tracked: shown,
    unanswered: found?.unanswered ?? OPEN,
    isOccurrence: step.instance !== null,
  };
  const verdict = answerVerdict(signs, step.response);
  return verdict === 'reached' ? { is: verdict, mails: 1 } : { is: verdict };
}

export const ANSWER_STEP: StepWork<AnswerStep> = { act: answer, look: lookAtAnswer };
