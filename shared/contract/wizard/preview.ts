import { z } from 'zod';
import { counts, list, nothing, pageOf, pageQuery, principalKind } from './common.ts';

const itemKind = z.enum(['meeting', 'guest-copy', 'appointment', 'travel', 'task']);
const severity = z.enum(['adjusted', 'dropped', 'unsupported']);
const showAs = z.enum(['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData']);

/** The five words of a difference. */
export const differenceWord = z.enum(['same', 'mapped', 'changed', 'in-part', 'not-carried']);
export type DifferenceWord = z.infer<typeof differenceWord>;

export const previewRow = z.strictObject({
  type: z.enum(['item', 'skipped']),
  seq: z.int(),
  /** '' for an object that is left out. */
  key: z.string(),
  parentKey: z.string().nullable(),
  kind: itemKind.nullable(),
  mode: z.enum(['live', 'silent']).nullable(),
  uid: z.string(),
  mailbox: z.string(),
  /** Of the mailbox, or of the owner of an object left out. */
  person: z.string(),
  folder: z.string(),
  subject: z.string(),
  /** ISO with offset, plain dates when all-day (`end` exclusive); '' for an object left out whose text cannot be read. */
  start: z.string(),
  end: z.string(),
  isAllDay: z.boolean(),
  showAs: showAs.nullable(),
  isPrivate: z.boolean(),
  /** `Weekly`, `AbsoluteMonthly`, …; null when it happens once. */
  repeats: z.string().nullable(),
  guests: z.int(),
  /** How many notes, and the weightiest. */
  changes: z.int(),
  worst: severity.nullable(),
  noteCodes: list(z.string()),
  /** Why it is left out, in words; '' for an item. */
  reason: z.string(),
});
export type PreviewRow = z.infer<typeof previewRow>;

export const previewFilter = {
  mailbox: z.string().nullable().default(null),
  kinds: list(itemKind).default([]),
  /** Items that have one of these notes. */
  notes: list(z.string()).default([]),
  severities: list(severity).default([]),
  /** In title, person or address. */
  text: z.string().default(''),
  show: z.enum(['items', 'skipped']).default('items'),
  /** Plain dates: from this day on, before that one. */
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
};

/** A value on one side; the renderer puts it into words. */
export const fieldValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('list'), values: list(z.string()) }),
  z.strictObject({
    type: z.literal('time'),
    start: z.string(),
    end: z.string(),
    isAllDay: z.boolean(),
    /** IANA name or TZID on the Mac, Windows id in Exchange. */
    zone: z.string(),
  }),
  /** `text`: the rule itself (RRULE; or type and range of the pattern). */
  z.strictObject({ type: z.literal('recurrence'), text: z.string(), exceptions: z.int(), deletions: z.int() }),
  z.strictObject({ type: z.literal('reminder'), minutesBefore: list(z.int()) }),
  z.strictObject({
    type: z.literal('travel'),
    minutes: z.int(),
    direction: z.enum(['to', 'from']),
    /** Null on the Mac, where travel is part of the event. */
    item: z.strictObject({ key: z.string(), subject: z.string(), start: z.string(), end: z.string(), showAs: showAs }).nullable(),
  }),
]);
export type FieldValue = z.infer<typeof fieldValue>;

export const noteSentence = z.strictObject({
  code: z.string(),
  severity,
  sentence: z.string(),
  property: z.string(),
  was: z.string(),
  became: z.string(),
});

/** One row of the comparison. */
export const fieldComparison = z.strictObject({
  field: z.enum([
    'title',
    'time',
    'recurrence',
    'organizer',
    'guests',
    'place',
    'notes',
    'link',
    'showAs',
    'privacy',
    'priority',
    'category',
    'reminder',
    'travel',
    'attachments',
    'other',
  ]),
  word: differenceWord,
  source: fieldValue,
  target: fieldValue,
  reasons: list(noteSentence),
});
export type FieldComparison = z.infer<typeof fieldComparison>;

const answer = z.enum(['accepted', 'tentative', 'declined', 'none']);

export const previewPerson = z.strictObject({
  name: z.string(),
  role: z.enum(['organizer', 'required', 'optional', 'resource']),
  kind: principalKind,
  /** mapped, external, left-out, unmapped: what the mapping says. */
  state: z.enum(['mapped', 'external', 'left-out', 'unmapped']),
  sourceAddress: z.string(),
  sourceAnswer: answer,
  /** Null: not on the item in Exchange. */
  targetEmail: z.string().nullable(),
  targetAnswer: answer.nullable(),
});

export const previewOccurrence = z.strictObject({
  originalStart: z.string(),
  change: z.enum(['moved', 'changed', 'deleted']),
  start: z.string().nullable(),
  end: z.string().nullable(),
  /** Names of fields that differ from the series. */
  fields: list(z.string()),
});

/** An event on a day, on one side of the week. */
export const weekBlock = z.strictObject({
  /** Equal on both sides for the same event, so that they can be highlighted together. */
  id: z.string(),
  key: z.string().nullable(),
  kind: z.enum(['event', 'travel']),
  subject: z.string(),
  /** Local time of the week's zone without offset (`2026-11-24T10:00`), plain dates when all-day (`end` exclusive). */
  start: z.string(),
  end: z.string(),
  isAllDay: z.boolean(),
  showAs,
  isPrivate: z.boolean(),
  isSeries: z.boolean(),
  isMeeting: z.boolean(),
  /** On the Mac travel is part of the event: minutes before and after it. */
  travelBefore: z.int(),
  travelAfter: z.int(),
  reasons: list(noteSentence),
});
export type WeekBlock = z.infer<typeof weekBlock>;

export const PLAN_PROCEDURES = {
  /** Job `plan`. */
  'plan.build': { input: nothing, output: nothing },
  'plan.summary': {
    input: nothing,
    output: z.strictObject({
      number: z.int(),
      hash: z.string(),
      asOf: z.string(),
      objects: z.int(),
      items: z.int(),
      skipped: z.int(),
      outOfScope: z.int(),
      crossing: z.int(),
      wouldClose: list(z.string()),
      byKind: counts,
      byMode: counts,
      bySeries: counts,
      byReason: list(z.strictObject({ reason: z.string(), sentence: z.string(), isLoss: z.boolean(), objects: z.int() })),
      byNote: list(z.strictObject({ code: z.string(), severity, sentence: z.string(), items: z.int() })),
      decisions: list(z.strictObject({ code: z.string(), subject: z.string(), name: z.string(), objects: z.int() })),
      slowestSender: z.strictObject({ mailbox: z.string(), meetings: z.int(), messages: z.int(), minutes: z.number() }).nullable(),
    }),
  },
} as const;

export const PREVIEW_PROCEDURES = {
  'preview.mailboxes': {
    input: nothing,
    output: z.strictObject({
      mailboxes: list(z.strictObject({ mailbox: z.string(), name: z.string(), kind: principalKind, items: z.int() })),
    }),
  },
  /** Sorted by start within the filters. Fast over hundreds of thousands of rows: the sort is kept, pages are cut from it. */
  'preview.page': {
    input: z.strictObject({ ...previewFilter, descending: z.boolean().default(false), ...pageQuery }),
    output: pageOf(previewRow),
  },
  /** Where in that list an item or a day is, to scroll there; null when the filters hide it. */
  'preview.position': {
    input: z.strictObject({
      ...previewFilter,
      descending: z.boolean().default(false),
      key: z.string().nullable(),
      day: z.string().nullable(),
    }),
    output: z.strictObject({ position: z.int().nullable() }),
  },
  'preview.item': {
    input: z.strictObject({ key: z.string() }),
    output: z.strictObject({
      row: previewRow,
      source: z.strictObject({ owner: z.string(), ownerName: z.string(), calendar: z.string(), resourceName: z.string() }),
      fields: list(fieldComparison),
      people: list(previewPerson),
      occurrences: list(previewOccurrence),
      notes: list(noteSentence),
      /** Everything this event becomes, itself included: meeting, guests' copies, parts, travel blocks. */
      family: list(previewRow),
      /** `body` as it will be. */
      body: z.strictObject({ type: z.enum(['Text', 'HTML']), text: z.string() }),
      windowsZone: z.string(),
    }),
  },
  /** An object that is left out. */
  'preview.skipped': {
    input: z.strictObject({ seq: z.int() }),
    output: z.strictObject({ row: previewRow, sentence: z.string(), isLoss: z.boolean(), notes: list(noteSentence), text: z.string() }),
  },
  'preview.week': {
    /** `day`: any day of the week; weeks begin on Monday. */
    input: z.strictObject({ mailbox: z.string(), day: z.string() }),
    output: z.strictObject({
      person: z.string(),
      sourceAddress: z.string(),
      mailbox: z.string(),
      /** Plain dates, Monday to Sunday. */
      days: list(z.string()),
      /** IANA name. */
      zone: z.string(),
      source: list(weekBlock),
      target: list(weekBlock),
    }),
  },
} as const;
