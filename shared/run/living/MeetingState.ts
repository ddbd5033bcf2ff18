import type { ResponseType } from '../../ews/item.ts';
import type { MeetingScript } from './MeetingScript.ts';

/** How far a living meeting is (design «Write modes»). `failed`: it could not even be sent; the next run tries again. */
export const PHASES = ['created', 'sent', 'copies-seen', 'answered', 'outsiders-added', 'tracking-seen', 'cleaned'] as const;
export type Phase = (typeof PHASES)[number] | 'failed';

/**
 * - open: not asked yet, or the server did nothing.
 * - intended: recorded before a request; after a crash it is in doubt.
 * - doubtful: a request left and no answer came; looked up from `notBefore` on.
 * - watching: waiting for Exchange itself.
 * - done, failed: over; `code` says why it failed.
 */
export interface StepState {
  readonly is: 'open' | 'intended' | 'doubtful' | 'watching' | 'done' | 'failed';
  readonly tries: number;
  readonly looks: number;
  /** When the request began, or the waiting; milliseconds. */
  readonly since: number;
  /** No sooner than this; null = not in this run any more. */
  readonly notBefore: number | null;
  /** Somebody is at it right now; means nothing after a restart. */
  readonly isBusy: boolean;
  readonly code: string | null;
}

/** What a guest's copy looked like when it was first seen. */
export interface SeenCopy {
  readonly itemId: string;
  readonly response: ResponseType;
  /** Nobody had made an item of it: the invitation itself was seen, and what it brings along shows only when it is answered. */
  readonly isRequest?: true | undefined;
}

/** The durable state of one living meeting: plain data, one row of the ledger. */
export interface MeetingState {
  readonly script: MeetingScript;
  readonly phase: Phase;
  /** Which of the phase's stages is under way. */
  readonly stage: number;
  readonly steps: Readonly<Record<string, StepState>>;
  /** Everybody the item has ever held, from the moment it was intended: what the gate is asked about. */
  readonly held: readonly string[];
  /** Guests' copies by mailbox (and occurrence, after a blank), recorded when first seen; and the organizer's item, when it all began. */
  readonly seen: Readonly<Record<string, SeenCopy>>;
  /** Changed occurrences some guest's copy does not show: exceptions do not travel here. */
  readonly missing: readonly string[];
  /** Mails sent so far: one a recipient. */
  readonly mails: number;
  /** Messages of this meeting that were not ours to remove. */
  readonly left: number;
  /** It had come to life before, and its organizer's item was lost: guests may have answered already, and nobody knows. */
  readonly isAnew?: true | undefined;
  /** When the item that was sent first was created, by the server's clock: nothing this meeting has caused is older. */
  readonly since?: number | undefined;
}

/** The name a copy is remembered by. */
export function copyName(mailbox: string, instance: string | null): string {
  return instance === null ? mailbox : `${mailbox} ${instance}`;
}

/** A meeting whose organizer's item is there, without guests, with its exceptions and deletions. */
export function createdMeeting(script: MeetingScript): MeetingState {
  const { organizer } = script;
  return { script, phase: 'created', stage: 0, steps: {}, held: [organizer], seen: {}, missing: [], mails: 0, left: 0 };
}

/** The same, its moments told by a clock that is so much ahead. 0 is no moment. */
export function shifted(state: MeetingState, milliseconds: number): MeetingState {
  const moved = (moment: number): number => (moment === 0 ? 0 : moment + milliseconds);
  const steps = Object.entries(state.steps).map(([id, step]): [string, StepState] => {
    const { since, notBefore } = step;
    return [id, { ...step, since: moved(since), notBefore: notBefore === null ? null : moved(notBefore) }];
  });
  return { ...state, steps: Object.fromEntries(steps) };
}
