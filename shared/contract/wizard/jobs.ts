import { z } from 'zod';
import { errorSchema } from './common.ts';

/**
 * Work that takes longer than an answer. A procedure starts it and returns at once; `job.changed` events tell how it goes, and the state has
 * the last word of each, so that a reloaded window misses nothing. Tests run beside anything; of the others one at a time.
 */
export const jobKind = z.enum([
  'source-test',
  'directory-test',
  'target-test',
  'sample',
  'snapshot',
  'directory',
  'mapping',
  'plan',
  'dry-run',
  'run',
  'verify',
  'undo-check',
  'undo',
  'delta-check',
  'delta',
]);
export type JobKind = z.infer<typeof jobKind>;

export const jobSchema = z.strictObject({
  kind: jobKind,
  status: z.enum(['running', 'stopping', 'done', 'failed', 'stopped']),
  /** What is being done, one stable word: `reading`, `working-out`, `people`, `planning`, `mailboxes`… */
  phase: z.string(),
  done: z.number(),
  /** Null where nobody can know. */
  total: z.number().nullable(),
  unit: z.enum(['bytes', 'objects', 'mailboxes', 'items', 'steps']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Learnt from how it goes; null before there is something to learn from. */
  secondsLeft: z.number().nullable(),
  error: errorSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** One line of a checklist. `waiting` ones build on one that failed, or have not been reached yet. */
export const checkStep = z.strictObject({
  /** Stable: `resolve`, `connect`, `tls`, `login`, `database`, `schema`, `sample`; the target's own, see electron/usecases/checkTarget.ts. */
  step: z.string(),
  /** The mailbox the step is about; '' for the server. */
  subject: z.string(),
  status: z.enum(['passed', 'failed', 'waiting', 'running']),
  /** What was seen. */
  detail: z.string(),
  milliseconds: z.number().nullable(),
  error: errorSchema.nullable(),
  /** A line to copy (SQL, PowerShell) that cures it; '' when there is none. */
  script: z.string(),
});
export type CheckStep = z.infer<typeof checkStep>;

export const checklist = z.strictObject({
  area: z.enum(['source', 'directory', 'target']),
  testedAt: z.string().nullable(),
  steps: checkStep.array().readonly(),
});
export type Checklist = z.infer<typeof checklist>;
