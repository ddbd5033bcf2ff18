import { z } from 'zod';
import { targetCapabilities } from '../targetCapabilities.ts';
import { checkLine, checkSummary, findingLine } from './check.ts';
import { itemSchema, itemSourceSchema, noteSchema } from './item.ts';
import { VERIFY_LINES } from './verify.ts';

const counts = z.record(z.string(), z.int());

/** Any command may end with it: what went wrong, what to do, a stable code. */
export const errorLine = z.strictObject({
  type: z.literal('error'),
  code: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  detail: z.string().optional(),
});

const progressLine = z.strictObject({
  type: z.literal('progress'),
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
});

const readingNoteLine = z.strictObject({ type: z.literal('note'), where: z.string(), note: noteSchema });

const snapshotSummary = z.strictObject({
  type: z.literal('summary'),
  fingerprint: z.string(),
  schemaVersion: z.int(),
  sourceKind: z.enum(['postgres', 'dump']),
  source: z.string(),
  takenAt: z.string(),
  counts,
  notes: z.int(),
});

const planSummary = z.strictObject({
  type: z.literal('summary'),
  planHash: z.string(),
  asOf: z.string(),
  snapshot: z.string(),
  mapping: z.string(),
  items: z.int(),
  objects: z.int(),
  skipped: z.int(),
  outOfScope: z.int(),
  crossing: z.int(),
  byKind: counts,
  byMode: counts,
  byReason: counts,
  byNote: counts,
  bySeries: counts,
  decisions: z.int(),
  /** Home owners with events whose mailbox is a guess nobody confirmed: how many, and the first hundred. */
  guesses: z.int(),
  guessed: z.array(z.string()),
  /** Mailboxes that would close the set of crossing meetings. */
  wouldClose: z.array(z.string()),
  slowestSender: z.strictObject({ mailbox: z.string(), meetings: z.int(), messages: z.int(), minutes: z.number() }).nullable(),
  /** Mails inside, one a recipient; so many more for exceptions where they do not travel with their series. */
  mails: z.strictObject({ invitations: z.int(), answers: z.int(), forExceptions: z.int() }),
  /** What was found out about the target, or is assumed of it. */
  target: targetCapabilities,
});

const decisionLine = z.strictObject({ type: z.literal('decision'), code: z.string(), subject: z.string(), objects: z.int() });

export const previewItem = itemSchema.extend({ type: z.literal('item') });
export const previewSkipped = z.strictObject({
  type: z.literal('skipped'),
  source: itemSourceSchema,
  reason: z.string(),
  notes: z.array(noteSchema),
});
const previewSummary = z.strictObject({
  type: z.literal('summary'),
  planHash: z.string(),
  items: z.int(),
  skipped: z.int(),
  byKind: counts,
  byReason: counts,
});

const convertLine = z.strictObject({
  file: z.string(),
  items: z.array(itemSchema),
  notes: z.array(noteSchema),
  skipped: z.array(previewSkipped.omit({ type: true })).optional(),
  error: errorLine.omit({ type: true }).optional(),
});

const directoryLine = z.strictObject({
  type: z.literal('origin'),
  origin: z.string(),
  source: z.string(),
  records: z.int(),
  warnings: z.array(z.string()),
});
const directorySummary = z.strictObject({
  type: z.literal('summary'),
  origins: z.int(),
  records: z.int(),
  principals: z.int(),
  conflicts: z.int(),
});

const mappingRowLine = z.strictObject({
  type: z.literal('row'),
  source: z.string(),
  kind: z.string(),
  name: z.string(),
  decision: z.string(),
  email: z.string(),
  rule: z.string(),
  confidence: z.string(),
  candidates: z.array(z.string()),
  events: z.int(),
});
const calendarRouteLine = z.strictObject({
  type: z.literal('calendar'),
  owner: z.string(),
  calendar: z.string(),
  name: z.string(),
  route: z.string(),
  target: z.string(),
});
const mappingIssueLine = z.strictObject({
  type: z.literal('issue'),
  code: z.string(),
  blocking: z.boolean(),
  sources: z.array(z.string()),
  message: z.string(),
});
const mappingChangeLine = z.strictObject({
  type: z.literal('change'),
  source: z.string(),
  was: z.string(),
  became: z.string(),
  events: z.int(),
  /** Planned items it touches, and those of them that are in Exchange in another mailbox. */
  items: z.int(),
  moves: z.int(),
});
const touchedLine = z.strictObject({
  type: z.literal('touched'),
  what: z.enum(['move', 'changed', 'new', 'gone']),
  key: z.string(),
  uid: z.string(),
  subject: z.string(),
  start: z.string(),
  mailbox: z.string(),
  wasMailbox: z.string(),
  isWritten: z.boolean(),
  /** Keys of the changes that touch it. */
  sources: z.array(z.string()),
});
const mailboxLine = z.strictObject({
  type: z.literal('mailbox'),
  mailbox: z.string(),
  sources: z.array(z.string()),
  ok: z.boolean(),
  kind: z.string(),
  timeZone: z.string(),
  timeZoneFrom: z.enum(['target', 'directory', 'default']),
  code: z.string().optional(),
  detail: z.string().optional(),
  remedy: z.string().optional(),
});
const mappingDifference = z.strictObject({
  type: z.literal('difference'),
  before: z.int(),
  after: z.int(),
  rows: z.int(),
  calendars: z.int(),
  /** Null: no plan was made of this snapshot yet. */
  items: z.int().nullable(),
  moves: z.int(),
});
const mappingSummary = z.strictObject({
  type: z.literal('summary'),
  version: z.int(),
  fingerprint: z.string(),
  rows: z.int(),
  byDecision: counts,
  byConfidence: counts,
  blocking: z.int(),
});

const runEvent = z.looseObject({
  type: z.enum([
    'run',
    'mailbox',
    'written',
    'adopted',
    'failed',
    'waiting',
    'detached',
    'meeting',
    'in-doubt',
    'back-off',
    'removed',
    'extra',
  ]),
});
/** --check-source: an object that is not as the snapshot has it. */
const sourceChangeLine = z.strictObject({
  type: z.literal('source-change'),
  what: z.enum(['new', 'changed', 'gone']),
  uid: z.string(),
  owner: z.string(),
  calendar: z.string(),
  resourceName: z.string(),
});
const runSummary = z.strictObject({
  type: z.literal('summary'),
  written: z.int(),
  adopted: z.int(),
  failed: z.int(),
  waiting: z.int(),
  requests: z.int(),
  mailsInside: z.int(),
  couldSendOutside: z.int(),
  /** Meeting messages that may be ours, and stay because they may be somebody else's. */
  messagesLeft: z.int(),
  seconds: z.number(),
});

const deltaItem = { mailbox: z.string(), key: z.string(), subject: z.string(), start: z.string(), kind: z.string() };
const deltaChange = z.strictObject({
  type: z.literal('change'),
  action: z.enum(['create', 'remove', 'replace', 'send-again', 'update', 'answers', 'moved', 'unknown']),
  ...deltaItem,
});
/** Its source changed, but it stays as it is in Exchange. */
const deltaKept = z.strictObject({
  type: z.literal('kept'),
  ...deltaItem,
  reason: z.enum(['touched', 'moved', 'unknown', 'meeting', 'closed', 'refused', 'copy']),
  detail: z.string(),
});
const deltaSummary = runSummary.extend({
  dryRun: z.boolean(),
  planHash: z.string(),
  /** Items by what is done about them. */
  changes: counts,
  kept: z.int(),
  takenBack: z.int(),
  updated: z.int(),
});

const undoItem = z.strictObject({
  type: z.literal('item'),
  mailbox: z.string(),
  key: z.string(),
  subject: z.string(),
  start: z.string(),
  kind: z.string(),
  /** What becomes of it, or would in a dry run. `gone`: it is not there any more. */
  action: z.enum(['remove', 'keep', 'gone']),
  /** Why it stays; '' for others. */
  reason: z.enum(['', 'touched', 'moved', 'unknown', 'meeting', 'closed', 'refused', 'copy']),
  detail: z.string(),
});
const undoEvent = z.looseObject({ type: z.enum(['undo', 'mailbox', 'removed', 'folder', 'back-off']) });
const undoSummary = z.strictObject({
  type: z.literal('summary'),
  dryRun: z.boolean(),
  removed: z.int(),
  kept: z.int(),
  gone: z.int(),
  folders: z.int(),
  requests: z.int(),
  seconds: z.number(),
});

const handOffLine = z.strictObject({ type: z.literal('file'), path: z.string(), about: z.string(), entries: z.int() });
const handOffSummary = z.strictObject({
  type: z.literal('summary'),
  exchange: z.enum(['online', 'on-premises']),
  account: z.string(),
  mailboxes: z.int(),
  rooms: z.int(),
  delegates: z.int(),
  shares: z.int(),
});

const reportLine = z.strictObject({ type: z.literal('report'), report: z.record(z.string(), z.unknown()) });

/** Every line a command may print with `--json`, by command. */
export const LINES = {
  check: z.union([checkLine, findingLine, checkSummary, errorLine]),
  snapshot: z.union([progressLine, readingNoteLine, snapshotSummary, errorLine]),
  directory: z.union([directoryLine, directorySummary, errorLine]),
  mapping: z.union([
    mappingRowLine,
    calendarRouteLine,
    mappingIssueLine,
    mappingChangeLine,
    touchedLine,
    mailboxLine,
    mappingDifference,
    mappingSummary,
    errorLine,
  ]),
  plan: z.union([progressLine, decisionLine, planSummary, errorLine]),
  preview: z.union([previewItem, previewSkipped, previewSummary, errorLine]),
  convert: z.union([convertLine, errorLine]),
  run: z.union([sourceChangeLine, runEvent, runSummary, errorLine]),
  verify: z.union([...VERIFY_LINES, errorLine]),
  handoff: z.union([handOffLine, handOffSummary, errorLine]),
  report: z.union([reportLine, errorLine]),
  delta: z.union([deltaChange, deltaKept, z.looseObject({ type: z.literal('taken-back') }), runEvent, deltaSummary, errorLine]),
  undo: z.union([undoItem, undoEvent, undoSummary, errorLine]),
} as const;

export type LineCommand = keyof typeof LINES;
export type Line<C extends LineCommand> = z.infer<(typeof LINES)[C]>;
