import { z } from 'zod';
import { checklist, jobSchema } from './wizard/jobs.ts';
import { runMailbox, runState } from './wizard/run.ts';
import { wizardState } from './wizard/state.ts';

/** Commands of the application menu that the renderer carries out. */
export const menuCommand = z.enum(['new-project', 'open-project', 'close-project', 'go-to', 'next', 'back', 'find', 'zoom-reset', 'about']);

/** Everything the main process tells without being asked. */
export const EVENTS = {
  /** The frame: rail, facts, settings. Null when the project was closed. */
  'state.changed': z.strictObject({ state: wizardState.nullable() }),
  /** At most ten a second for each job; the first and the last always. */
  'job.changed': z.strictObject({ job: jobSchema }),
  'check.changed': z.strictObject({ checklist }),
  /** At most four a second. `mailboxes` are those that changed since the last one. */
  'run.changed': z.strictObject({ run: runState, mailboxes: z.array(runMailbox).readonly() }),
  /** `step`: for `go-to`, the place of the step, from 0. */
  'menu.command': z.strictObject({ command: menuCommand, step: z.int().nullable() }),
  /** Where the numbers stand for a listener that has just come; nothing happened. */
  'events.here': z.strictObject({}),
  /** Events were missed (too many, or the host was started anew): everything shown must be asked for again. */
  'events.lost': z.strictObject({}),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** One event as it travels. Numbers are consecutive from 1 for the life of the host; `host` tells one life from the next. */
export type WizardEvent = {
  [N in EventName]: { readonly seq: number; readonly host: string; readonly name: N; readonly payload: EventPayload<N> };
}[EventName];

export const eventEnvelope = z.strictObject({ seq: z.int().min(0), host: z.string(), name: z.string(), payload: z.unknown() });
