import { z } from 'zod';

/** One thing that was looked at. */
export const checkLine = z.strictObject({
  type: z.literal('step'),
  area: z.enum(['source', 'directory', 'target']),
  step: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  code: z.string().optional(),
  remedy: z.string().optional(),
});

/** A question of the probe, with this target's answer. */
export const findingLine = z.strictObject({
  type: z.literal('finding'),
  id: z.string(),
  question: z.string(),
  answer: z.enum(['yes', 'no', 'partly', 'not-tried', 'failed']),
  detail: z.string(),
});

export const checkSummary = z.strictObject({ type: z.literal('summary'), ok: z.boolean(), steps: z.int(), failed: z.int() });
