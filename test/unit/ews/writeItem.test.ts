import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ewsTarget } from '../../../electron/adapters/ews/ewsTarget.ts';
import { TransportFailure } from '../../../electron/adapters/ews/http/EwsTransport.ts';
import { find, readXml, type XmlNode } from '../../../electron/adapters/ews/xml/readXml.ts';
import type { CreateRequest, ExchangeTarget, OccurrenceUpdate } from '../../../electron/ports/ExchangeTarget.ts';
import type { EwsAttendee, EwsCalendarItem, EwsModifiedOccurrence, EwsRecurrence, RecurrencePattern } from '../../../shared/ews/item.ts';
import { allWindowsIds } from '../../../shared/ews/windowsZones.ts';
import { calendarItem, createRequest } from '../../support/ewsItems.ts';
import { schemaFile, XsdValidator } from '../../simulator/schema/XsdValidator.ts';
import type { Profile } from '../../simulator/settings.ts';

const RUNS = { numRuns: 150, seed: 20_261_120 };

/** Whatever a calendar may hold: every character, paired or not. */
const text = fc.string({ unit: 'binary', maxLength: 40 });
const time = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const person: fc.Arbitrary<EwsAttendee> = fc.record({ email: fc.emailAddress(), name: text, response: fc.constant('Unknown') });
const people = fc.array(person, { maxLength: 3 });
const day = fc.constantFrom('Sunday', 'Monday', 'Wednesday', 'Saturday');
const group = fc.constantFrom('Monday', 'Day', 'Weekday', 'WeekendDay').map((one) => [one] as const);
const index = fc.constantFrom('First', 'Second', 'Third', 'Fourth', 'Last');
const month = fc.constantFrom('January', 'May', 'December');
const interval = fc.integer({ min: 1, max: 99 });
const dayOfMonth = fc.integer({ min: 1, max: 31 });

const pattern: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ type: fc.constant('Daily' as const), interval }),
  fc.record({
    type: fc.constant('Weekly' as const),
    interval,
    daysOfWeek: fc.uniqueArray(day, { minLength: 1 }),
    firstDayOfWeek: day,
  }),
  fc.record({ type: fc.constant('AbsoluteMonthly' as const), interval, dayOfMonth }),
  fc.record({ type: fc.constant('RelativeMonthly' as const), interval, daysOfWeek: group, dayOfWeekIndex: index }),
  fc.record({ type: fc.constant('AbsoluteYearly' as const), dayOfMonth, month }),
  fc.record({ type: fc.constant('RelativeYearly' as const), daysOfWeek: group, dayOfWeekIndex: index, month }),
);
const startDate = fc.constant('2026-12-07');
const recurrence: fc.Arbitrary<EwsRecurrence> = fc.record({
  pattern,
  range: fc.oneof(
    fc.record({ type: fc.constant('NoEnd' as const), startDate }),
    fc.record({ type: fc.constant('EndDate' as const), startDate, endDate: fc.constant('2027-12-07') }),
    fc.record({ type: fc.constant('Numbered' as const), startDate, numberOfOccurrences: fc.integer({ min: 1, max: 999 }) }),
  ),
});

const content = {
  subject: text,
  start: time,
  end: time,
  isAllDayEvent: fc.boolean(),
  startTimeZone: fc.constantFrom(...allWindowsIds()),
  endTimeZone: fc.constantFrom(...allWindowsIds()),
  legacyFreeBusyStatus: fc.constantFrom('Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData'),
  sensitivity: fc.constantFrom('Normal', 'Personal', 'Private', 'Confidential'),
  importance: fc.constantFrom('Low', 'Normal', 'High'),
  categories: fc.array(text, { maxLength: 3 }),
  location: text,
  reminderMinutesBeforeStart: fc.option(fc.nat(40_320)),
  body: fc.record({ type: fc.constantFrom('Text', 'HTML'), text }),
  requiredAttendees: people,
  optionalAttendees: people,
  resources: people,
} as const;

const item: fc.Arbitrary<EwsCalendarItem> = fc
  .record({
    ...{ ...content, uid: text, recurrence: fc.option(recurrence), isOrganizer: fc.boolean() },
    myResponse: fc.constantFrom('Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived'),
    organizer: fc.option(fc.record({ email: fc.emailAddress(), name: text })),
  })
  .map((value) => calendarItem(value));
const request: fc.Arbitrary<CreateRequest> = fc
  .tuple(text, item, fc.constantFrom('meeting', 'guest-copy', 'appointment', 'travel'))
  .map(([key, value, kind]) => createRequest(key, { ...value, uid: value.uid.replace(/[^\x20-\x7e]/g, '') }, kind));
const change: fc.Arbitrary<EwsModifiedOccurrence> = fc.record(
  { originalStart: time, ...content },
  { requiredKeys: ['originalStart', 'start', 'end'] },
);
const update: fc.Arbitrary<OccurrenceUpdate> = fc.record({
  masterId: text,
  instanceIndex: fc.integer({ min: 1, max: 999 }),
  change,
  master: item,
});

/** What the target would send, instead of sending it. */
async function written(ask: (target: ExchangeTarget) => Promise<unknown>): Promise<string> {
  let sent = '';
  const target = ewsTarget({
    url: 'https://mail.contoso.com/EWS/Exchange.asmx',
    post: (body) => {
      sent = body;
      return Promise.reject(new TransportFailure('NOWHERE', false, 'nothing is sent here'));
    },
    statistics: () => ({ requests: 0, connections: 0, handshakes: 0 }),
    close: () => Promise.resolve(),
  });
  await ask(target);
  return sent;
}

/** What XML can say of a text. */
function legal(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('\uFFFD', '');
}

function textOf(node: XmlNode | undefined): string {
  return (node?.text ?? '').replaceAll('\uFFFD', '');
}

const requests: readonly (readonly [string, fc.Arbitrary<(target: ExchangeTarget) => Promise<unknown>>])[] = [
  [
    'CreateItem',
    fc.tuple(text, fc.array(request, { minLength: 1, maxLength: 3 })).map(
      ([id, all]) =>
        (t) =>
          t.createItems('a@b.c', id, all),
    ),
  ],
  ['UpdateItem', fc.array(update, { minLength: 1, maxLength: 3 }).map((all) => (t) => t.updateOccurrences('a@b.c', all))],
  [
    'DeleteItem of occurrences',
    fc.tuple(text, fc.integer({ min: 1, max: 999 })).map(
      ([masterId, instanceIndex]) =>
        (t) =>
          t.deleteOccurrences('a@b.c', [{ masterId, instanceIndex }]),
    ),
  ],
  ['DeleteItem', fc.array(text, { minLength: 1 }).map((ids) => (t) => t.deleteItems('a@b.c', ids))],
  ['GetItem', fc.array(text, { minLength: 1 }).map((ids) => (t) => t.readItems('a@b.c', ids))],
  [
    'FindItem',
    fc.tuple(text, fc.nat()).map(
      ([id, offset]) =>
        (t) =>
          t.listMarked('a@b.c', id, offset),
    ),
  ],
  [
    'CalendarView',
    fc.tuple(text, time, time).map(
      ([id, from, to]) =>
        (t) =>
          t.calendarView('a@b.c', id, { from, to }),
    ),
  ],
  ['GetFolder', text.map((name) => (t) => t.openCalendar(`${name}@b.c`))],
  ['FindFolder', text.map((name) => (t) => t.ensureFolder('a@b.c', name, 'run'))],
  [
    'UpdateFolder',
    fc
      .option(fc.record({ runId: text, projectId: text, holder: text, heartbeat: time }))
      .map((mark) => (t) => t.writeRunMark('a@b.c', mark)),
  ],
];

describe('every request', () => {
  test.each(requests)('is well-formed whatever it is about: %s', async (_name, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (ask) => {
        expect(readXml(await written(ask)).name).toBe('Envelope');
      }),
      RUNS,
    );
  });

  test('says each text as it is, without what XML cannot say', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        const top = readXml(await written((target) => target.createItems('a@b.c', 'folder', [one])));
        expect(textOf(find(top, 'Subject'))).toBe(legal(one.item.subject));
        expect(textOf(find(top, 'Location'))).toBe(legal(one.item.location));
        expect((find(top, 'Categories')?.children ?? []).map(textOf)).toEqual(one.item.categories.map(legal));
      }),
      RUNS,
    );
  });
});

const PROFILES: readonly Profile[] = ['Exchange2013', 'ExchangeSE'];

describe.each(PROFILES)('every request fits the schema of %s', (profile) => {
  const file = schemaFile(profile);
  let validator: XsdValidator | null = null;
  beforeAll(async () => {
    validator = file === null ? null : await XsdValidator.open(file);
  });

  test.skipIf(file === null).each(requests)('%s (needs Microsoft’s schema files, named by GODWIT_EWS_XSD)', async (_name, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (ask) => {
        expect(validator?.violations(await written(ask))).toEqual([]);
      }),
      RUNS,
    );
  });

  test.skipIf(file === null)('notices an element out of order (needs Microsoft’s schema files, named by GODWIT_EWS_XSD)', async () => {
    const fine = await written((target) => target.createItems('a@b.c', 'folder', [createRequest('key', calendarItem())]));
    const [subject = ''] = /<t:Subject>.*?<\/t:Subject>/.exec(fine) ?? [];
    expect(validator?.violations(fine.replace(subject, '').replace('<t:Start>', `${subject}<t:Start>`))).not.toEqual([]);
  });
});
