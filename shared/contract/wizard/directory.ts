import { z } from 'zod';
import { errorSchema, list, nothing } from './common.ts';
import { checklist } from './jobs.ts';

/** One file or server, and what it gave. */
export const contribution = z.strictObject({
  origin: z.string(),
  /** `ldap`, `plist`, `ldif`, `csv`, …; '' when it could not be read. */
  source: z.string(),
  records: z.int(),
  readAt: z.string().nullable(),
  warnings: list(z.string()),
  error: errorSchema.nullable(),
});

export const DIRECTORY_PROCEDURES = {
  /** Job `directory-test`: one look at the server. */
  'directory.test': { input: nothing, output: nothing },
  'directory.checklist': { input: nothing, output: checklist },
  /** Job `directory`: reads all files, asks the server for everybody the snapshot names, and suggests a mapping anew. */
  'directory.read': { input: nothing, output: nothing },
  'directory.contributions': {
    input: nothing,
    output: z.strictObject({
      contributions: list(contribution),
      /** Home owners and organizers nobody has a name for. */
      unknownPeople: z.int(),
      conflicts: z.int(),
    }),
  },
} as const;
