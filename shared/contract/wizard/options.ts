import { z } from 'zod';
import { list, nothing, principalKind } from './common.ts';

export const OPTIONS_PROCEDURES = {
  /** Mailboxes there are to choose from, most events first. */
  'options.mailboxes': {
    input: nothing,
    output: z.strictObject({
      mailboxes: list(z.strictObject({ mailbox: z.string(), name: z.string(), kind: principalKind, events: z.int() })),
    }),
  },
  /** A travel block with the title as typed, made of an event of the snapshot that has travel time, or of an invented one. */
  'options.sampleTravel': {
    input: z.strictObject({ title: z.string(), showAs: z.enum(['OOF', 'Busy']) }),
    output: z.strictObject({
      isInvented: z.boolean(),
      event: z.strictObject({ subject: z.string(), start: z.string(), end: z.string() }),
      block: z.strictObject({ subject: z.string(), start: z.string(), end: z.string(), showAs: z.enum(['OOF', 'Busy']) }),
      minutes: z.int(),
    }),
  },
  /** IANA names. */
  'options.timeZones': { input: nothing, output: z.strictObject({ timeZones: list(z.string()) }) },
} as const;
