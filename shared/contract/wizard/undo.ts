import { z } from 'zod';
import { errorSchema, list, nothing, pageOf, pageQuery } from './common.ts';

/** Why an item stays (shared/run/undo/stays.ts). */
export const keepReason = z.enum(['touched', 'moved', 'unknown', 'meeting', 'closed', 'refused', 'copy']);

const undoneItem = z.strictObject({
  mailbox: z.string(),
  name: z.string(),
  key: z.string(),
  subject: z.string(),
  start: z.string(),
  reason: keepReason,
  detail: z.string(),
});

const undoOutcome = z.strictObject({
  /** Whether it only looked. */
  isCheck: z.boolean(),
  at: z.string(),
  /** Items removed; of a check those that would be. */
  removed: z.int(),
  /** Items that stay, each with its reason in `undo.kept`. */
  kept: z.int(),
  /** Items that were not there any more. */
  gone: z.int(),
  /** Mailboxes that could not be opened; what is in them stays. */
  closed: list(z.strictObject({ mailbox: z.string(), name: z.string(), error: errorSchema })),
});
export type UndoOutcome = z.infer<typeof undoOutcome>;

export const UNDO_PROCEDURES = {
  /** Job `undo-check`: looks everywhere, changes nothing. */
  'undo.check': { input: nothing, output: nothing },
  /** Job `undo`: removes what nobody changed since. Only after a check of things as they are now. */
  'undo.start': { input: nothing, output: nothing },
  /** Of the last check or undo of this session; null before there is one, or when something was written since. */
  'undo.outcome': { input: nothing, output: z.strictObject({ outcome: undoOutcome.nullable() }) },
  'undo.kept': { input: z.strictObject({ ...pageQuery }), output: pageOf(undoneItem) },
} as const;
