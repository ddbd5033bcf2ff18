import { z } from 'zod';

/** ISO 8601 with offset, or a plain date when all-day. */
const time = z.string();
const responseType = z.enum(['Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived']);
const attendee = z.strictObject({ email: z.string(), name: z.string(), response: responseType });

export const noteSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['adjusted', 'dropped', 'unsupported']),
  property: z.string(),
  was: z.string(),
  became: z.string(),
});

export const itemSourceSchema = z.strictObject({
  owner: z.string(),
  calendar: z.string(),
  resourceName: z.string(),
  uid: z.string(),
  role: z.enum(['organizer', 'guest', 'none']),
  md5: z.string(),
});

const dayOfWeek = z.enum(['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Day', 'Weekday', 'WeekendDay']);

export const recurrenceSchema = z.strictObject({
  pattern: z.strictObject({
    type: z.enum(['Daily', 'Weekly', 'AbsoluteMonthly', 'RelativeMonthly', 'AbsoluteYearly', 'RelativeYearly']),
    interval: z.int().min(1).optional(),
    daysOfWeek: z.array(dayOfWeek).optional(),
    dayOfWeekIndex: z.enum(['First', 'Second', 'Third', 'Fourth', 'Last']).optional(),
    dayOfMonth: z.int().min(1).max(31).optional(),
    month: z.string().optional(),
    firstDayOfWeek: dayOfWeek.optional(),
  }),
  range: z.strictObject({
    type: z.enum(['NoEnd', 'EndDate', 'Numbered']),
    startDate: z.string(),
    endDate: z.string().optional(),
    numberOfOccurrences: z.int().min(1).max(999).optional(),
  }),
});

const occurrenceContent = {
  subject: z.string(),
  start: time,
  end: time,
  isAllDayEvent: z.boolean(),
  startTimeZone: z.string(),
  endTimeZone: z.string(),
  legacyFreeBusyStatus: z.enum(['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData']),
  sensitivity: z.enum(['Normal', 'Personal', 'Private', 'Confidential']),
  importance: z.enum(['Low', 'Normal', 'High']),
  categories: z.array(z.string()),
  location: z.string(),
  reminderMinutesBeforeStart: z.int().nullable(),
  body: z.strictObject({ type: z.enum(['Text', 'HTML']), text: z.string() }),
  myResponse: responseType,
  requiredAttendees: z.array(attendee),
  optionalAttendees: z.array(attendee),
  resources: z.array(attendee),
};

const modifiedOccurrence = z
  .strictObject({ ...occurrenceContent })
  .partial()
  .extend({ originalStart: time, start: time, end: time });

/** `{start, end}`: UTC with `Z`, plain dates for all-day. */
export const instanceSchema = z.strictObject({ start: time, end: time });

/** What a planned item looks like from outside; `preview` and `convert` share it. */
export const itemSchema = z.strictObject({
  key: z.string(),
  part: z.string(),
  parentKey: z.string().optional(),
  kind: z.enum(['meeting', 'guest-copy', 'appointment', 'travel', 'task']),
  mode: z.enum(['live', 'silent']),
  deliveredBy: z.enum(['create', 'exchange']),
  mailbox: z.string(),
  folder: z.string(),
  waitsFor: z.array(z.string()),
  source: itemSourceSchema,
  uid: z.string(),
  ...occurrenceContent,
  isOrganizer: z.boolean(),
  organizer: z.strictObject({ email: z.string(), name: z.string() }).nullable(),
  recurrence: recurrenceSchema.nullable(),
  modifiedOccurrences: z.array(modifiedOccurrence),
  deletedOccurrences: z.array(time),
  notes: z.array(noteSchema),
  instances: z.array(instanceSchema).optional(),
});

export type ItemFields = z.infer<typeof itemSchema>;
