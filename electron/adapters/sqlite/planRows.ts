import { z } from 'zod';
import { ASSUMED_CAPABILITIES } from '../../../shared/domain/targetCapabilities.ts';
import { targetCapabilities } from '../../../shared/contract/targetCapabilities.ts';
import type { PlanCounts, PlanDecisionRow, PlanRow, PlanSkippedRow, PlanTally } from '../../ports/PlanStore.ts';

const codes = z.string().transform(codesOf);

function codesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** An item's columns by the port's names. Hashes come as text: SQLite writes it for less than a Buffer costs. */
export const ITEM_COLUMNS = `seq, object_id AS objectId, uid, lower(hex(key)) AS key, part, lower(hex(parent_key)) AS parentKey, kind, mode,
     delivered_by AS deliveredBy, mailbox, folder, subject, start, "end", lower(hex(hash)) AS hash, note_codes AS noteCodes, occurrences`;

/** What `ITEM_COLUMNS` gives. The table is STRICT and written by us alone, and there are a million of them: they are not looked at again. */
export type ItemColumns = Omit<PlanRow, 'parentKey' | 'noteCodes'> & {
  /** Empty where there is none. */
  readonly parentKey: string;
  readonly noteCodes: string;
};

const skippedRow = z.object({
  seq: z.number(),
  object_id: z.string(),
  uid: z.string(),
  owner: z.string(),
  reason: z.string(),
  note_codes: codes,
});

const counter = z.record(z.string(), z.number());
const planCounts = z.object({
  items: z.number(),
  objects: z.number(),
  skipped: z.number(),
  outOfScope: z.number(),
  crossing: z.number(),
  byKind: counter,
  byMode: counter,
  byReason: counter,
  byNote: counter,
  bySeries: counter,
  wouldClose: z.array(z.string()),
  slowestSender: z.object({ mailbox: z.string(), meetings: z.number(), messages: z.number().default(0), minutes: z.number() }).nullable(),
  // Plans sealed before mails were counted.
  mails: z
    .object({ invitations: z.number(), answers: z.number(), forExceptions: z.number() })
    .default({ invitations: 0, answers: 0, forExceptions: 0 }),
});

const decisionRow = z.object({ code: z.string(), subject: z.string(), objects: z.number() });

/** An item's columns in, the port's value out. */
export function readPlanRow(row: ItemColumns): PlanRow {
  return { ...row, parentKey: row.parentKey === '' ? null : row.parentKey, noteCodes: codesOf(row.noteCodes) };
}

/** SQLite rows in, port values out; a row that does not fit is a bug or a damaged file and throws. */
export function readSkippedRow(row: unknown): PlanSkippedRow {
  const { object_id, note_codes, ...rest } = skippedRow.parse(row);
  return { ...rest, objectId: object_id, noteCodes: note_codes };
}

export function readDecisionRow(row: unknown): PlanDecisionRow {
  return decisionRow.parse(row);
}

const planTally = z.object({ counters: z.record(z.string(), counter), decisions: z.array(decisionRow) });

export function readPlanTally(text: unknown): PlanTally | null {
  return typeof text === 'string' ? planTally.parse(JSON.parse(text)) : null;
}

export function readPlanCounts(text: string): PlanCounts {
  return planCounts.parse(JSON.parse(text));
}

const sealedPlan = z.object({
  context: z.object({
    asOf: z.string(),
    cutOver: z.string(),
    horizon: z.string(),
    meetings: z.enum(['live', 'silent']),
    from: z.string().nullable(),
    to: z.string().nullable(),
    travelTime: z.object({ enabled: z.boolean(), title: z.string(), showAs: z.enum(['OOF', 'Busy']) }),
    defaultTimeZone: z.string(),
    mailboxTimeZones: z.record(z.string(), z.string()),
    responsesInBody: z.boolean(),
    // Plans sealed before targets were probed.
    target: targetCapabilities.default(ASSUMED_CAPABILITIES),
  }),
  snapshotFingerprint: z.string(),
  mappingFingerprint: z.string(),
  mappingVersion: z.number(),
  scope: z.array(z.string()).nullable(),
  crossing: z.enum(['wait', 'silent']),
  converterVersion: z.string(),
  zoneDataVersion: z.string(),
});

/** A plan's row without its rows: the seal, and what sealing added. */
export const planRow = z.object({
  plan_id: z.number(),
  sealed: z.string().transform((text) => sealedPlan.parse(JSON.parse(text))),
  plan_hash: z.string(),
  counts: z.string().transform(readPlanCounts),
});
