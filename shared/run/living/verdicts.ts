import type { ResponseType } from '../../ews/item.ts';

/** Answers of a look at a request that was lost, as the table of design «Exactly once» has them. */
export type DoubtVerdict = 'reached' | 'absent' | 'unclear';

/** What the organizer's item shows after a lost send. */
export interface SentItem {
  /** MeetingRequestWasSent. */
  readonly wasSent: boolean;
  /** Our own mark, written by the very update that sends: both happen, or none. */
  readonly hasMark: boolean;
  /** One guest's copy by CleanGlobalObjectId. */
  readonly hasCopy: boolean;
}

/** Create and send: there and unsent, one sending update; sent, never again. `isFirst`: nothing of this meeting was sent before. */
export function sendVerdict({ wasSent, hasMark, hasCopy }: SentItem, isFirst: boolean): DoubtVerdict {
  return hasMark || hasCopy || (isFirst && wasSent) ? 'reached' : 'absent';
}

/** An occurrence that sends: only if the mark is not there and the guest's occurrence differs too. */
export function occurrenceVerdict({ hasMark, guestShowsIt }: { readonly hasMark: boolean; readonly guestShowsIt: boolean }): DoubtVerdict {
  return hasMark || guestShowsIt ? 'reached' : 'absent';
}

/** Where a guest's answer can be seen. */
export interface AnswerSigns {
  /** The guest's own item or occurrence; null when it is not in the calendar (any more). */
  readonly copy: { readonly response: ResponseType } | null;
  /** What the organizer's item shows. */
  readonly tracked: ResponseType | null;
  /** What the copy shows while nobody has answered: for an occurrence, the answer to its series. */
  readonly unanswered: readonly ResponseType[];
  /** The answer is to one occurrence: while nobody has answered that itself, the tracking shows what was said of its series. */
  readonly isOccurrence: boolean;
}

/** A response: only if unanswered. A person's own answer, given meanwhile, is never overwritten. */
export function answerVerdict({ copy, tracked, unanswered, isOccurrence }: AnswerSigns, wanted: ResponseType): DoubtVerdict {
  if (isOccurrence && copy?.response === 'NoResponseReceived') return 'absent';
  if (tracked === wanted) return 'reached';
  // Exchange takes a declined meeting out of the calendar; an accepted one is away for a moment while it is made anew.
  if (copy === null) return wanted === 'Decline' ? 'reached' : 'unclear';
  if (copy.response === wanted) return 'reached';
  return unanswered.includes(copy.response) ? 'absent' : 'reached';
}

/** People added without sending: if missing. */
export function completeVerdict(planned: readonly string[], there: readonly string[]): DoubtVerdict {
  const held = new Set(there.map((address) => address.toLowerCase()));
  return planned.every((address) => held.has(address.toLowerCase())) ? 'reached' : 'absent';
}
