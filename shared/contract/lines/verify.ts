import { z } from 'zod';

/** Something that is not in Exchange as it was planned, or as the source shows it. */
const differenceLine = z.strictObject({
  type: z.literal('difference').optional(),
  mailbox: z.string(),
  key: z.string(),
  kind: z.enum(['missing', 'extra', 'different']),
  field: z.string(),
  source: z.string(),
  target: z.string(),
});
/** Two events that hold the same room at the same time. */
const doubleBookingLine = z.strictObject({
  type: z.literal('double-booking'),
  mailbox: z.string(),
  start: z.string(),
  end: z.string(),
  subject: z.string(),
  otherSubject: z.string(),
  /** How often these two do; times and titles are of the first. */
  times: z.int(),
});
const verifySummary = z.strictObject({
  type: z.literal('summary'),
  instancesSource: z.int(),
  instancesFound: z.int(),
  parity: z.number(),
  /** Both places of every answer together: the organizer's tracking, and the guest's own copy. */
  answersSource: z.int(),
  answersFound: z.int(),
  trackingSource: z.int(),
  trackingFound: z.int(),
  ownSource: z.int(),
  ownFound: z.int(),
  mailboxes: z.int(),
});

/** What `verify --json` prints, but for errors. */
export const VERIFY_LINES = [differenceLine, doubleBookingLine, verifySummary] as const;
