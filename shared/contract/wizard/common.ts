import { z } from 'zod';

/** A list nobody changes after it was made. */
export function list<T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> {
  return z.array(item).readonly();
}

export const counts = z.record(z.string(), z.int());

/** Part of a long list; the renderer never gets all of it. */
export const pageQuery = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };

/** `total` is exact: the number of rows the filters leave, of which `rows` are those from `offset`. */
export function pageOf<T extends z.ZodType>(
  row: T,
): z.ZodObject<{ total: z.ZodInt; offset: z.ZodInt; rows: z.ZodReadonly<z.ZodArray<T>> }, z.core.$strict> {
  return z.strictObject({ total: z.int(), offset: z.int(), rows: list(row) });
}

/** What went wrong, in the operator's words: sentence, what to do, the stable code last. */
export const errorSchema = z.strictObject({
  code: z.string(),
  kind: z.enum(['transient', 'config', 'input', 'item', 'bug']),
  sentence: z.string(),
  remedy: z.string(),
  detail: z.string().optional(),
});

export type WizardError = z.infer<typeof errorSchema>;

/** A procedure without input or output. */
export const nothing = z.strictObject({});

export const principalKind = z.enum(['user', 'group', 'room', 'resource', 'unknown']);
