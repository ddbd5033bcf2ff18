import { z } from 'zod';
import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';

const response = z.enum(['Accept', 'Tentative', 'Decline']);
const responseType = z.enum(['Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived']);

const guest = z.strictObject({
  mailbox: z.string(),
  isRoom: z.boolean(),
  invitedTo: z.union([z.literal('series'), z.array(z.string())]),
  answers: z.array(z.strictObject({ instance: z.string().nullable(), response })),
  hasCopy: z.boolean(),
});

const script = z.strictObject({
  key: z.string(),
  organizer: z.string(),
  globalObjectId: z.string(),
  guests: z.array(guest),
  groups: z.array(z.string()),
  exceptions: z.array(z.string()),
  outsiders: z.array(z.string()),
  completes: z.strictObject({ series: z.boolean(), occurrences: z.array(z.string()) }),
});

const seenCopy = z.strictObject({ itemId: z.string(), response: responseType, isRequest: z.literal(true).optional() });

const step = z.strictObject({
  is: z.enum(['open', 'intended', 'doubtful', 'watching', 'done', 'failed']),
  tries: z.number(),
  looks: z.number(),
  since: z.number(),
  notBefore: z.number().nullable(),
  isBusy: z.boolean(),
  code: z.string().nullable(),
});

/** A meeting's state as it lies in the project file: JSON that came from us, and is checked all the same. */
export const meetingStateSchema: z.ZodType<MeetingState> = z.strictObject({
  script,
  phase: z.enum(['created', 'sent', 'copies-seen', 'answered', 'outsiders-added', 'tracking-seen', 'cleaned', 'failed']),
  stage: z.number(),
  steps: z.record(z.string(), step),
  held: z.array(z.string()),
  seen: z.record(z.string(), seenCopy),
  missing: z.array(z.string()),
  mails: z.number(),
  left: z.number(),
  isAnew: z.literal(true).optional(),
  since: z.number().optional(),
});
