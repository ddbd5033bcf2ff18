import { z } from 'zod';
import { list } from './common.ts';

/** The nine steps, in order. */
export const STEP_IDS = ['project', 'source', 'directory', 'target', 'mapping', 'options', 'preview', 'run', 'verify'] as const;

export const stepId = z.enum(STEP_IDS);
export type StepId = z.infer<typeof stepId>;

/**
 * Something in a step that the operator should know. blocking: Next does not go on. warning: must be acknowledged (`project.acknowledge`).
 * `field` is the path of the setting concerned (`postgres.host`), '' when it is the whole step.
 */
export const issueSchema = z.strictObject({
  code: z.string(),
  level: z.enum(['blocking', 'warning', 'info']),
  field: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  isAcknowledged: z.boolean(),
});
export type Issue = z.infer<typeof issueSchema>;

/**
 * locked: an earlier step must be done first (`needs` says which). open: can be entered, nothing done yet. attention: done in part, or issues
 * that are not acknowledged. ready: done. running: a job of this step is at work. failed: its last job failed.
 */
export const stepStatus = z.enum(['locked', 'open', 'attention', 'ready', 'running', 'failed']);

export const stepState = z.strictObject({
  id: stepId,
  status: stepStatus,
  needs: stepId.nullable(),
  issues: list(issueSchema),
});
export type StepState = z.infer<typeof stepState>;
