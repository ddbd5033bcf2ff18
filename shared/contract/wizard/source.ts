import { z } from 'zod';
import { list, nothing, pageOf, pageQuery } from './common.ts';
import { checklist } from './jobs.ts';

export const personCount = z.strictObject({
  /** UID of the principal. */
  owner: z.string(),
  /** Best name known; the UID's tail when nobody has named it yet. */
  name: z.string(),
  calendars: z.int(),
  events: z.int(),
  others: z.int(),
});

export const SOURCE_PROCEDURES = {
  /** Job `source-test`; `check.changed` events fill the list live. */
  'source.test': { input: nothing, output: nothing },
  'source.checklist': { input: nothing, output: checklist },
  /** Job `snapshot`. */
  'source.takeSnapshot': { input: nothing, output: nothing },
  /** Homes of the snapshot, most events first. */
  'source.people': { input: z.strictObject({ text: z.string().default(''), ...pageQuery }), output: pageOf(personCount) },
  /** Damaged or odd rows of the source. */
  'source.notes': {
    input: z.strictObject({ ...pageQuery }),
    output: pageOf(z.strictObject({ where: z.string(), code: z.string(), sentence: z.string(), was: z.string(), became: z.string() })),
  },
  /** Whether the attachments folder can be read, and what is in it. */
  'source.attachments': {
    input: nothing,
    output: z.strictObject({ isReadable: z.boolean(), expected: z.int(), expectedBytes: z.number(), problems: list(z.string()) }),
  },
} as const;
