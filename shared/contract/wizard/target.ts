import { z } from 'zod';
import { list, nothing } from './common.ts';
import { checklist } from './jobs.ts';

/** One ability of the target, and what it means for the operator. */
export const ability = z.strictObject({
  id: z.enum(['ews', 'sign-in', 'time-zones', 'impersonation', 'calendars', 'no-mail-outside']),
  status: z.enum(['ready', 'warning', 'failed', 'unknown']),
  found: z.string(),
  means: z.string(),
});

export const TARGET_PROCEDURES = {
  /** Job `target-test`: the way to Exchange step by step, then each mailbox; writes nothing. */
  'target.test': { input: nothing, output: nothing },
  'target.checklist': { input: nothing, output: checklist },
  'target.abilities': {
    input: nothing,
    output: z.strictObject({
      abilities: list(ability),
      /** Exchange Online only: the last day of EWS, and how many days are left. */
      retirement: z.strictObject({ date: z.string(), daysLeft: z.int() }).nullable(),
      /** PowerShell for a tenant administrator when EWS is refused; '' where it does not apply. */
      allowScript: z.string(),
    }),
  },
} as const;
