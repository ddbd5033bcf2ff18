import { z } from 'zod';
import type { TargetCapabilities } from '../domain/targetCapabilities.ts';

/** What was found out about a target, as a project file keeps it. */
export const targetCapabilities = z.strictObject({
  guestCopies: z.enum(['properties', 'mime', 'none']),
  answers: z.enum(['elements', 'mime', 'none']),
  exceptionsTravel: z.boolean().nullable(),
}) satisfies z.ZodType<TargetCapabilities>;
