import { z } from 'zod';
import { list, nothing } from './common.ts';
import { issueSchema, stepId } from './steps.ts';
import { jobKind } from './jobs.ts';
import { stepSettings } from './settings.ts';
import { secretSlot, wizardState } from './state.ts';

export const recentProject = z.strictObject({
  path: z.string(),
  title: z.string(),
  openedAt: z.string(),
  /** False when the file is gone or its disk is not there. */
  isThere: z.boolean(),
  /** As it was when the project was last open. */
  current: stepId,
  mailboxes: z.int().nullable(),
  items: z.int().nullable(),
  written: z.int().nullable(),
  runStatus: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  inDoubt: z.int().nullable(),
  parity: z.number().nullable(),
  differences: z.int().nullable(),
  toDecide: z.int().nullable(),
});
export type RecentProject = z.infer<typeof recentProject>;

export const PROJECT_PROCEDURES = {
  /** Newest first. One with a run that stopped half-way outranks everything: the home screen offers to go on with it. */
  'project.recent': { input: nothing, output: z.strictObject({ projects: list(recentProject) }) },
  'project.forgetRecent': { input: z.strictObject({ path: z.string() }), output: nothing },
  /** Makes the file; its ending .godwit is added when missing. An existing project is never replaced. */
  'project.create': { input: z.strictObject({ path: z.string().min(1), title: z.string() }), output: wizardState },
  'project.open': { input: z.strictObject({ path: z.string().min(1) }), output: wizardState },
  /** Development hosts only (`host.info` says so): an invented company with an Exchange of its own. Runs as job `sample` where it takes longer. */
  'project.createSample': { input: nothing, output: wizardState },
  /** Stops what runs (it can be resumed), forgets secrets in memory, closes the file. */
  'project.close': { input: nothing, output: nothing },
  /** Null when no project is open: the home screen. */
  'project.state': { input: nothing, output: z.strictObject({ state: wizardState.nullable() }) },
  'project.goTo': { input: z.strictObject({ step: stepId }), output: wizardState },
  'project.saveStep': { input: stepSettings, output: wizardState },
  /** The step's own validation, deep enough to go on; Next calls it. */
  'project.validate': { input: z.strictObject({ step: stepId }), output: z.strictObject({ issues: list(issueSchema) }) },
  /** Warnings the operator accepts; kept with the project and named in the report. */
  'project.acknowledge': { input: z.strictObject({ step: stepId, codes: list(z.string()) }), output: wizardState },
  /** The only way in for a secret. There is none out. `remember` keeps it in the system's store where there is a safe one. */
  'project.setSecret': {
    input: z.strictObject({ slot: secretSlot, value: z.string(), remember: z.boolean() }),
    output: wizardState,
  },
  /** Stops a job; what it has done is kept. `run` is stopped by `run.stop`. */
  'job.stop': { input: z.strictObject({ kind: jobKind }), output: nothing },
} as const;
