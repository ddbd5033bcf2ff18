import { z } from 'zod';
import { counts, nothing, pageOf, pageQuery } from './common.ts';
import { keepReason } from './undo.ts';

/** What a delta does about an item (electron/usecases/delta/findChanges.ts); `kept`: somebody changed it in Exchange, so it stays. */
export const deltaAction = z.enum(['create', 'remove', 'replace', 'send-again', 'update', 'answers', 'moved', 'unknown', 'kept']);
export type DeltaAction = z.infer<typeof deltaAction>;

const deltaItem = z.strictObject({
  mailbox: z.string(),
  name: z.string(),
  key: z.string(),
  subject: z.string(),
  start: z.string(),
  action: deltaAction,
  /** Of what is kept; null for others. */
  reason: keepReason.nullable(),
});

const deltaOutcome = z.strictObject({
  /** Whether it only looked. */
  isCheck: z.boolean(),
  at: z.string(),
  /** Items by action. */
  changes: counts,
  /** Items that are carried: created, removed, replaced, sent again or given new words. */
  carried: z.int(),
  kept: z.int(),
  /** Items Exchange refused, and items that wait for another run. */
  open: z.int(),
});
export type DeltaOutcome = z.infer<typeof deltaOutcome>;

export const DELTA_PROCEDURES = {
  /** Job `delta-check`: reads the source again, plans again, and looks what differs. Changes nothing in Exchange. */
  'delta.check': { input: nothing, output: nothing },
  /** Job `delta`: carries what the check found. */
  'delta.start': { input: nothing, output: nothing },
  /** Of the last check or delta of this session; null before there is one, or when something was written or planned since. */
  'delta.outcome': { input: nothing, output: z.strictObject({ outcome: deltaOutcome.nullable() }) },
  'delta.items': { input: z.strictObject({ ...pageQuery }), output: pageOf(deltaItem) },
} as const;
