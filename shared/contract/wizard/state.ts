import { z } from 'zod';
import { counts, list } from './common.ts';
import { jobSchema } from './jobs.ts';
import { runStatus } from './run.ts';
import { wizardSettings } from './settings.ts';
import { stepId, stepState } from './steps.ts';

/** Where a secret is. `stored`: in the system's own store, found again next time. `memory`: until the project is closed. */
export const secretState = z.enum(['none', 'memory', 'stored']);
export const secretSlot = z.enum(['source', 'directory', 'target']);
export type SecretSlot = z.infer<typeof secretSlot>;

/** What the project holds by now; each is null until its step was done. */
export const projectFacts = z.strictObject({
  snapshot: z
    .strictObject({
      takenAt: z.string(),
      source: z.string(),
      sourceKind: z.enum(['postgres', 'dump']),
      schemaVersion: z.int(),
      fingerprint: z.string(),
      /** `homes`, `calendars`, `objects`, … as the snapshot counts them. */
      counts,
      notes: z.int(),
    })
    .nullable(),
  directory: z.strictObject({ origins: z.int(), people: z.int(), rooms: z.int(), groups: z.int(), others: z.int() }).nullable(),
  target: z.strictObject({ testedAt: z.string(), label: z.string(), passed: z.int(), failed: z.int() }).nullable(),
  mapping: z
    .strictObject({
      version: z.int(),
      fingerprint: z.string(),
      rows: z.int(),
      toDecide: z.int(),
      toConfirm: z.int(),
      blocking: z.int(),
    })
    .nullable(),
  plan: z
    .strictObject({
      number: z.int(),
      hash: z.string(),
      asOf: z.string(),
      items: z.int(),
      byKind: counts,
      skipped: z.int(),
      decisions: z.int(),
      /** Why it must be made again before it can be run; null when it is up to date. */
      stale: z.enum(['snapshot', 'mapping', 'options']).nullable(),
    })
    .nullable(),
  run: z
    .strictObject({
      status: runStatus,
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      items: z.int(),
      written: z.int(),
      refused: z.int(),
      /** On their way when the run stopped: looked up before anything is written again. */
      inDoubt: z.int(),
      mailboxes: z.int(),
    })
    .nullable(),
  verification: z
    .strictObject({ verifiedAt: z.string(), instancesSource: z.int(), instancesFound: z.int(), differences: z.int() })
    .nullable(),
});
export type ProjectFacts = z.infer<typeof projectFacts>;

/** Everything the frame of the wizard shows: rail, title, footer. Small; sent whole whenever it changes. */
export const wizardState = z.strictObject({
  project: z.strictObject({ path: z.string(), fileName: z.string(), title: z.string(), isSample: z.boolean() }),
  /** Where the operator was; a project opens there. */
  current: stepId,
  steps: list(stepState),
  settings: wizardSettings,
  secrets: z.record(secretSlot, secretState),
  facts: projectFacts,
  /** The last job of each kind. */
  jobs: list(jobSchema),
  /** The line at the bottom of the rail that is always true. */
  truth: z.strictObject({ written: z.int(), couldSendOutside: z.int() }),
});
export type WizardState = z.infer<typeof wizardState>;
