import { z } from 'zod';
import { list, nothing, pageOf, pageQuery } from './common.ts';

export const verdict = z.strictObject({
  mailbox: z.string(),
  name: z.string(),
  instancesSource: z.int(),
  instancesFound: z.int(),
  answersSource: z.int(),
  answersFound: z.int(),
  trackingSource: z.int(),
  trackingFound: z.int(),
  ownSource: z.int(),
  ownFound: z.int(),
  differences: z.int(),
});

export const differenceRow = z.strictObject({
  mailbox: z.string(),
  name: z.string(),
  key: z.string(),
  kind: z.enum(['missing', 'extra', 'different']),
  field: z.string(),
  source: z.string(),
  target: z.string(),
});

export const VERIFY_PROCEDURES = {
  /** Job `verify`. */
  'verify.start': { input: nothing, output: nothing },
  /** Of the newest complete verification of the plan; null before there is one. */
  'verify.summary': {
    input: nothing,
    output: z.strictObject({
      summary: z
        .strictObject({
          verifiedAt: z.string(),
          instancesSource: z.int(),
          instancesFound: z.int(),
          answersSource: z.int(),
          answersFound: z.int(),
          /** Of all answers: in the organizer's tracking, and in the guest's own copy. */
          trackingSource: z.int(),
          trackingFound: z.int(),
          ownSource: z.int(),
          ownFound: z.int(),
          itemsPlanned: z.int(),
          itemsWritten: z.int(),
          differences: z.int(),
          mailboxes: z.int(),
          /** Mailboxes no run has been to yet; what belongs into them is not missed. */
          waiting: z.int(),
          /** Grouped by kind and field, most first. */
          causes: list(
            z.strictObject({
              kind: z.enum(['missing', 'extra', 'different']),
              field: z.string(),
              differences: z.int(),
              mailboxes: z.int(),
            }),
          ),
        })
        .nullable(),
    }),
  },
  'verify.verdicts': {
    input: z.strictObject({ onlyDifferent: z.boolean().default(false), ...pageQuery }),
    output: pageOf(verdict),
  },
  'verify.differences': {
    input: z.strictObject({
      mailbox: z.string().nullable().default(null),
      kind: z.enum(['missing', 'extra', 'different']).nullable().default(null),
      field: z.string().nullable().default(null),
      ...pageQuery,
    }),
    output: pageOf(differenceRow),
  },
  'report.save': {
    input: z.strictObject({ format: z.enum(['html', 'csv', 'json']), path: z.string().min(1), maskTitles: z.boolean() }),
    output: z.strictObject({ path: z.string(), warnings: list(z.string()) }),
  },
} as const;
