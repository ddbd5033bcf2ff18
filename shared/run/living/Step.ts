import { assertNever } from '../../domain/failure.ts';
import type { AnswerScript } from './MeetingScript.ts';

/**
 * One thing to do or to wait for, in one mailbox.
 * - list: remember the meeting messages that are there before we cause any.
 * - send: one update that puts the inside guests on the item and invites them; `rooms` does the same for rooms alone.
 * - send-occurrence: an occurrence to guests who have only that one (`added`), or to all where exceptions do not travel.
 * - see-copy, see-tracking: wait until Exchange has done its part. `entry`: what has come of an invitation that was answered itself.
 * - answer: as a guest. complete: put people on the item without sending. dress: a guest's own fields. clean: remove our messages.
 */
export type Step =
  | { readonly do: 'list'; readonly mailbox: string }
  | { readonly do: 'send'; readonly mailbox: string; readonly whom: 'people' | 'rooms' }
  | { readonly do: 'send-occurrence'; readonly mailbox: string; readonly instance: string; readonly whom: 'all' | 'added' }
  | { readonly do: 'see-copy'; readonly mailbox: string; readonly instance: string | null; readonly sees: 'copy' | 'entry' | 'exceptions' }
  | ({ readonly do: 'answer'; readonly mailbox: string } & AnswerScript)
  | { readonly do: 'complete'; readonly mailbox: string; readonly instance: string | null }
  | { readonly do: 'see-tracking'; readonly mailbox: string; readonly of: 'people' | 'early' | 'all' }
  | { readonly do: 'dress'; readonly mailbox: string }
  | { readonly do: 'clean'; readonly mailbox: string };

export type StepKind = Step['do'];

/**
 * What each step does when its request's answer was lost (design «Exactly once»): `look` first, no sooner than the server can have
 * stopped working on it, or `repeat`, because twice is the same as once. `watches`: there is nothing to request, only to look.
 */
export interface StepRule {
  readonly whenLost: 'look' | 'repeat';
  /** Mail leaves somebody's mailbox: the gate and the pace have a say. */
  readonly sends: boolean;
  readonly watches: boolean;
}

export const STEP_RULES: Readonly<Record<StepKind, StepRule>> = {
  list: { whenLost: 'repeat', sends: false, watches: false },
  send: { whenLost: 'look', sends: true, watches: false },
  'send-occurrence': { whenLost: 'look', sends: true, watches: false },
  'see-copy': { whenLost: 'repeat', sends: false, watches: true },
  answer: { whenLost: 'look', sends: true, watches: false },
  complete: { whenLost: 'look', sends: false, watches: false },
  'see-tracking': { whenLost: 'repeat', sends: false, watches: true },
  dress: { whenLost: 'repeat', sends: false, watches: false },
  clean: { whenLost: 'repeat', sends: false, watches: false },
};

/** Its name inside one meeting: what the durable state calls it. Begins with its kind. */
export function stepId(step: Step): string {
  switch (step.do) {
    case 'list':
    case 'dress':
    case 'clean':
      return `${step.do} ${step.mailbox}`;
    case 'send':
      return `${step.do} ${step.whom}`;
    case 'send-occurrence':
      return `${step.do} ${step.whom} ${step.instance}`;
    case 'see-copy':
      return `${step.do} ${step.sees} ${step.mailbox} ${step.instance ?? 'series'}`;
    case 'answer':
      return `${step.do} ${step.mailbox} ${step.instance ?? 'series'}`;
    case 'complete':
      return `${step.do} ${step.instance ?? 'series'}`;
    case 'see-tracking':
      return `${step.do} ${step.of}`;
    default:
      return assertNever(step);
  }
}

/** The rule of a step that is known by its name alone, as after a restart. */
export function ruleOf(id: string): StepRule {
  const rule = Object.entries(STEP_RULES).find(([kind]) => id.startsWith(`${kind} `))?.[1];
  if (rule === undefined) throw new Error(`no such step: ${id}`);
  return rule;
}
