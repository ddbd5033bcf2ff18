import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import { completeVerdict } from '../../../shared/run/living/verdicts.ts';
import { organizerRef, type MeetingAtWork, type StepWork } from './MeetingAtWork.ts';
import { chosenPeople, emailsOf, plannedPeople } from './peopleLists.ts';
import { readOne } from './readOne.ts';
import { outcomeOf, verdictOf } from './trouble.ts';

type CompleteStep = Extract<Step, { do: 'complete' }>;

/** Puts on the item whom the plan has there and no send has added; on an occurrence it also takes off whom the plan does not have. */
async function complete(meeting: MeetingAtWork, step: CompleteStep): Promise<Outcome> {
  const { living, plan } = meeting;
  const { mailbox, instance } = step;
  await living.leases.keep(mailbox);
  const ref = organizerRef(meeting, instance);
  const read = await readOne(meeting, mailbox, ref);
  if (!read.ok) return outcomeOf(living.run, mailbox, read.failure, meeting.tries(step));
  const { item } = read.value;
  if (item === null) return { is: 'refused', code: 'NOT_THERE: the organizer has deleted it' };
  const there = item.people.map(({ email }) => email);
  const planned = plannedPeople(plan, instance);
  const emails = emailsOf(planned).filter((email) => email !== plan.organizer.mailbox);
  const missing = emails.filter((email) => !there.includes(email));
  const isTooMany = instance !== null && there.some((email) => !emails.includes(email) && email !== plan.organizer.mailbox);
  if (missing.length === 0 && !isTooMany) return { is: 'done', mails: 0 };
  const people = isTooMany ? chosenPeople(planned, emails) : chosenPeople(planned, missing);
  const reply = await meeting.commit(step, () => living.meetings.addSilently(mailbox, ref, people, isTooMany ? 'replace' : 'append'));
  return reply.ok ? { is: 'done', mails: 0 } : outcomeOf(living.run, mailbox, reply.failure, meeting.tries(step));
}

async function lookAtPeople(meeting: MeetingAtWork, step: CompleteStep): Promise<Verdict> {
  const read = await readOne(meeting, step.mailbox, organizerRef(meeting, step.instance));
  if (!read.ok) return verdictOf(meeting.living.run, step.mailbox, read.failure);
  const there = read.value.item?.people.map(({ email }) => email) ?? [];
  const planned = emailsOf(plannedPeople(meeting.plan, step.instance)).filter((email) => email !== meeting.plan.organizer.mailbox);
  const verdict = completeVerdict(planned, there);
  return verdict === 'reached' ? { is: verdict, mails: 0 } : { is: verdict };
}

export const COMPLETE_STEP: StepWork<CompleteStep> = { act: complete, look: lookAtPeople };
