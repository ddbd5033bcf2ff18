import type { ResponseType } from '../../../shared/ews/item.ts';
import type { Answer, ItemAnswer, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { MeetingRef, ReadMeeting } from '../../ports/MeetingTarget.ts';
import { organizerRef, type MeetingAtWork } from './MeetingAtWork.ts';

/** What Exchange answers where there is nothing (any more). */
const GONE = new Set(['ErrorItemNotFound', 'ErrorCalendarOccurrenceIsDeletedFromRecurrence']);

/** What was refused inside a batch, as the failure of the whole. */
export function failureOf(answer: Exclude<ItemAnswer<unknown>, { outcome: 'done' }> | undefined): RequestFailure {
  const { responseCode, message, backOffMs } = answer ?? { responseCode: 'UNREADABLE', message: 'the answer is empty', backOffMs: null };
  return { outcome: 'not-executed', scope: 'mailbox', responseCode, message, backOffMs };
}

/** One meeting, or one occurrence, as it stands; null where it is gone. A mailbox that cannot answer just now is no proof of that. */
export async function readOne(
  { living }: MeetingAtWork,
  mailbox: string,
  ref: MeetingRef,
): Promise<Answer<{ readonly item: ReadMeeting | null }>> {
  const read = await living.run.connections.use(() => living.meetings.readMeetings(mailbox, [ref]));
  if (!read.ok) return read;
  const [answer] = read.answers;
  if (answer?.outcome === 'done') return { ok: true, value: { item: answer.value } };
  if (answer !== undefined && GONE.has(answer.responseCode)) return { ok: true, value: { item: null } };
  return { ok: false, failure: failureOf(answer) };
}

/** What the organizer's item shows of a guest's answer; null where it shows nothing, or cannot be read. */
export async function tracked(meeting: MeetingAtWork, guest: string, instance: string | null): Promise<ResponseType | null> {
  const read = await readOne(meeting, meeting.plan.organizer.mailbox, organizerRef(meeting, instance));
  const people = read.ok ? read.value.item?.people : [];
  return people?.find(({ email }) => email === guest)?.response ?? null;
}
