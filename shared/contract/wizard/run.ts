import { z } from 'zod';
import { counts, errorSchema, list, nothing, pageOf, pageQuery, principalKind } from './common.ts';

/** idle: never started. stopped: by the operator, a crash or a failure; it goes on where it was. done: everything it could write is written. */
export const runStatus = z.enum(['idle', 'running', 'pausing', 'paused', 'stopping', 'stopped', 'done']);
export type RunStatus = z.infer<typeof runStatus>;

export const mailboxState = z.enum(['waiting', 'writing', 'parked', 'needs-you', 'done']);
export type MailboxState = z.infer<typeof mailboxState>;

export const runMailbox = z.strictObject({
  mailbox: z.string(),
  name: z.string(),
  kind: principalKind,
  state: mailboxState,
  items: z.int(),
  written: z.int(),
  refused: z.int(),
  inDoubt: z.int(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** When a parked one goes on by itself. */
  parkedUntil: z.string().nullable(),
  /** Estimated seconds left, or until its turn; null where nothing is known. */
  secondsLeft: z.number().nullable(),
  /** Exchange's own code for what parked or stopped it; '' when nothing did. */
  code: z.string(),
  message: z.string(),
});
export type RunMailbox = z.infer<typeof runMailbox>;

export const runState = z.strictObject({
  status: runStatus,
  choice: z.enum(['dry-run', 'pilot', 'everyone']),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Of the mailboxes chosen. */
  items: z.int(),
  written: z.int(),
  refused: z.int(),
  inDoubt: z.int(),
  /** Found in Exchange from an earlier attempt and taken over. */
  adopted: z.int(),
  mailboxes: z.strictObject({ waiting: z.int(), writing: z.int(), parked: z.int(), needsYou: z.int(), done: z.int() }),
  perMinute: z.number().nullable(),
  /** Items written in each of the last minutes, oldest first. */
  history: list(z.int()),
  /** As a range, learnt from this run; null before there is something to learn from. */
  secondsLeft: z.strictObject({ least: z.number(), most: z.number() }).nullable(),
  requests: z.int(),
  mailsInside: z.int(),
  couldSendOutside: z.int(),
  writtenTwice: z.int(),
  /** The last slow-down the server asked for. */
  backOff: z.strictObject({ at: z.string(), code: z.string(), milliseconds: z.number(), mailbox: z.string() }).nullable(),
  /** Why it stopped by itself. */
  error: errorSchema.nullable(),
});
export type RunState = z.infer<typeof runState>;

/** Refused items and stopped mailboxes of one cause. */
export const runProblem = z.strictObject({
  cause: z.string(),
  title: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  items: z.int(),
  mailboxes: list(z.string()),
  isParked: z.boolean(),
  /** The operator said to leave these; they stay in the report. */
  isSkipped: z.boolean(),
});
export type RunProblem = z.infer<typeof runProblem>;

export const RUN_PROCEDURES = {
  /** What a choice would do, for the named button. */
  'run.estimate': {
    input: z.strictObject({ choice: z.enum(['dry-run', 'pilot', 'everyone']), mailboxes: list(z.string()).default([]) }),
    output: z.strictObject({
      mailboxes: list(z.strictObject({ mailbox: z.string(), name: z.string(), kind: principalKind, items: z.int() })),
      items: z.int(),
      byKind: counts,
      byMode: counts,
      alreadyWritten: z.int(),
      outsideGuests: z.int().nullable(),
      seconds: z.number(),
      /** For the button: `contoso.com`. */
      destination: z.string(),
    }),
  },
  /** People who meet each other most, so that few meetings leave the group. */
  'run.proposePilot': {
    input: z.strictObject({ count: z.int().min(1).max(100).default(12) }),
    output: z.strictObject({ mailboxes: list(z.string()), insideShare: z.number() }),
  },
  'run.state': { input: nothing, output: runState },
  'run.start': {
    input: z.strictObject({ choice: z.enum(['dry-run', 'pilot', 'everyone']), mailboxes: list(z.string()).default([]) }),
    output: runState,
  },
  /** What is on its way is finished first. */
  'run.pause': { input: nothing, output: runState },
  'run.resume': { input: nothing, output: runState },
  /** Finishes what is on its way, then ends; `run.start` or `run.resume` goes on later. */
  'run.stop': { input: nothing, output: runState },
  'run.mailboxes': {
    input: z.strictObject({ show: z.enum(['all', 'needs-you', 'done']).default('all'), text: z.string().default(''), ...pageQuery }),
    output: pageOf(runMailbox),
  },
  'run.problems': { input: nothing, output: z.strictObject({ problems: list(runProblem) }) },
  'run.failures': {
    input: z.strictObject({ cause: z.string().nullable(), ...pageQuery }),
    output: pageOf(
      z.strictObject({
        key: z.string(),
        mailbox: z.string(),
        subject: z.string(),
        start: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
  },
  /** Tries the refused items of a cause again; while a run goes on, right after it. Successes are never touched. */
  'run.retry': { input: z.strictObject({ cause: z.string() }), output: runState },
  'run.skip': { input: z.strictObject({ cause: z.string(), skip: z.boolean() }), output: nothing },
  'run.exportFailures': { input: z.strictObject({ path: z.string().min(1) }), output: z.strictObject({ rows: z.int() }) },
} as const;
