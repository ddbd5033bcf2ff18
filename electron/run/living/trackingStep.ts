import { expectedTracking, untracked } from '../../../shared/run/living/expectedTracking.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Verdict } from '../../../shared/run/living/transition.ts';
import type { ResponseType } from '../../../shared/ews/item.ts';
import { organizerRef, type MeetingAtWork, type StepWork } from './MeetingAtWork.ts';
import { verdictOf } from './trouble.ts';

type TrackingStep = Extract<Step, { do: 'see-tracking' }>;

/** Reads the organizer's item, and the occurrences somebody answered alone, and compares with what was answered. */
async function look(meeting: MeetingAtWork, { mailbox, of }: TrackingStep): Promise<Verdict> {
  const { living } = meeting;
  const expected = expectedTracking(meeting.state(), of);
  if (expected.length === 0) return { is: 'reached', mails: 0 };
  const instances = [...new Set(expected.map(({ instance }) => instance))];
  const refs = instances.map((instance) => organizerRef(meeting, instance));
  const read = await living.run.connections.use(() => living.meetings.readMeetings(mailbox, refs));
  if (!read.ok) return verdictOf(living.run, mailbox, read.failure);
  const shown = new Map<string | null, ReadonlyMap<string, ResponseType>>();
  instances.forEach((instance, index) => {
    const answer = read.answers[index];
    if (answer?.outcome === 'done') shown.set(instance, new Map(answer.value.people.map(({ email, response }) => [email, response])));
  });
  const open = untracked(expected, (guest, instance) => shown.get(instance)?.get(guest));
  return open.length === 0 ? { is: 'reached', mails: 0 } : { is: 'unclear' };
}

export const TRACKING_STEP: StepWork<TrackingStep> = { look };
