import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Answers, CreateRequest, ExchangeTarget, RequestFailure } from '../../../electron/ports/ExchangeTarget.ts';
import type { EwsCalendarItem, EwsRecurrence } from '../../../shared/ews/item.ts';
import { HOSTILE, attendee, calendarItem, createRequest, dailyFrom } from '../../support/ewsItems.ts';

/** What a server can be told to do wrong. */
export type Trouble =
  | { readonly kind: 'busy'; readonly backOffMs: number }
  | { readonly kind: 'busyItems'; readonly backOffMs: number; readonly fromItem: number }
  | { readonly kind: 'stopBatch'; readonly atItem: number; readonly code: string }
  | { readonly kind: 'soapFault'; readonly code: string }
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'dropMidway' | 'truncate' }
  | { readonly kind: 'slowReply' | 'lateCommit'; readonly ms: number };

/** An Exchange to try the port on, and its other side. */
export interface ExchangeWorld {
  open(options?: { readonly timeoutMs?: number; readonly password?: string }): ExchangeTarget;
  /** The next request of that operation meets this trouble. */
  trouble(operation: string, trouble: Trouble): Promise<void>;
  setEwsEnabled(isEnabled: boolean): Promise<void>;
  /** Bodies of all requests so far, as they went over the wire. */
  requests(): readonly string[];
  mailsSent(): Promise<number>;
  /** What the server's schema has to say about our requests and its answers. */
  violations(): Promise<readonly string[]>;
  /** Puts an appointment without our marker into the default calendar. */
  addForeignItem(mailbox: string): Promise<void>;
  /** A mailbox nobody has used yet, whose owner has this name. */
  freshMailbox(): string;
  stop(): Promise<void>;
}

export const LOCKED_MAILBOX = 'locked@contoso.com';
export const MISSING_MAILBOX = 'nobody@contoso.com';

function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`${answer.failure.responseCode}: ${answer.failure.message}`);
}

function answersOf<T>(reply: Answers<T>): Extract<Answers<T>, { ok: true }>['answers'] {
  if (reply.ok) return reply.answers;
  throw new Error(`${reply.failure.responseCode}: ${reply.failure.message}`);
}

function outcomes<T>(reply: Answers<T>): readonly string[] {
  return answersOf(reply).map((answer) => (answer.outcome === 'done' ? 'done' : `${answer.outcome} ${answer.responseCode}`));
}

function failureOf(reply: Answers<unknown> | Answer<unknown>): RequestFailure {
  if (!reply.ok) return reply.failure;
  throw new Error('the request did not fail');
}

async function create(target: ExchangeTarget, mailbox: string, requests: readonly CreateRequest[]): Promise<readonly string[]> {
  const { id } = valueOf(await target.openCalendar(mailbox));
  return answersOf(await target.createItems(mailbox, id, requests)).map((answer) => {
    if (answer.outcome === 'done') return answer.value.id;
    throw new Error(`${answer.responseCode}: ${answer.message}`);
  });
}

async function readBack(target: ExchangeTarget, mailbox: string, id: string): Promise<EwsCalendarItem> {
  const [answer] = answersOf(await target.readItems(mailbox, [id]));
  if (answer?.outcome === 'done') return answer.value.item;
  throw new Error('the item cannot be read');
}

async function keysIn(target: ExchangeTarget, mailbox: string): Promise<readonly string[]> {
  const { id } = valueOf(await target.openCalendar(mailbox));
  const { items } = valueOf(await target.listMarked(mailbox, id, 0));
  return items.map(({ marker }) => marker.key).sort();
}

function isDate(time: string): boolean {
  return time.length === 10;
}

/** Times as a server can say them: UTC to the second. */
function inUtc(item: EwsCalendarItem): EwsCalendarItem {
  const utc = (time: string): string => (isDate(time) ? time : `${new Date(time).toISOString().slice(0, 19)}Z`);
  return { ...item, start: utc(item.start), end: utc(item.end) };
}

const PATTERNS: readonly EwsRecurrence[] = [
  { pattern: { type: 'Daily', interval: 3 }, range: { type: 'NoEnd', startDate: '2026-12-07' } },
  {
    pattern: { type: 'Weekly', interval: 2, daysOfWeek: ['Monday', 'Friday'], firstDayOfWeek: 'Monday' },
    range: { type: 'EndDate', startDate: '2026-12-07', endDate: '2027-06-30' },
  },
  { pattern: { type: 'AbsoluteMonthly', interval: 1, dayOfMonth: 7 }, range: { type: 'NoEnd', startDate: '2026-12-07' } },
  {
    pattern: { type: 'RelativeMonthly', interval: 2, daysOfWeek: ['Monday'], dayOfWeekIndex: 'First' },
    range: { type: 'Numbered', startDate: '2026-12-07', numberOfOccurrences: 12 },
  },
  { pattern: { type: 'AbsoluteYearly', dayOfMonth: 7, month: 'December' }, range: { type: 'NoEnd', startDate: '2026-12-07' } },
  {
    pattern: { type: 'RelativeYearly', daysOfWeek: ['Monday'], dayOfWeekIndex: 'First', month: 'December' },
    range: { type: 'Numbered', startDate: '2026-12-07', numberOfOccurrences: 5 },
  },
];

/** Each with what a server holds of it afterwards. */
const ITEMS: readonly (readonly [string, CreateRequest['kind'], EwsCalendarItem])[] = [
  [
    'an appointment with every field',
    'appointment',
    calendarItem({
      uid: 'every-field@example.com',
      subject: HOSTILE,
      legacyFreeBusyStatus: 'OOF',
      sensitivity: 'Confidential',
      importance: 'High',
      categories: ['Büro & Co', 'Red <1>'],
      location: HOSTILE,
      reminderMinutesBeforeStart: 90,
      body: { type: 'Text', text: `${HOSTILE}\nsecond line\n\nfourth` },
    }),
  ],
  [
    'one with other zones at start and end',
    'appointment',
    calendarItem({
      start: '2026-12-07T09:00:00+09:00',
      end: '2026-12-07T09:30:00+01:00',
      startTimeZone: 'Tokyo Standard Time',
      endTimeZone: 'W. Europe Standard Time',
    }),
  ],
  [
    'all-day days east of Greenwich',
    'appointment',
    calendarItem({
      start: '2026-12-24',
      end: '2026-12-27',
      isAllDayEvent: true,
      startTimeZone: 'New Zealand Standard Time',
      endTimeZone: 'New Zealand Standard Time',
      legacyFreeBusyStatus: 'Free',
    }),
  ],
  [
    'an all-day day west of Greenwich, reminded at midnight',
    'appointment',
    calendarItem({
      start: '2026-12-24',
      end: '2026-12-25',
      isAllDayEvent: true,
      startTimeZone: 'Hawaiian Standard Time',
      endTimeZone: 'Hawaiian Standard Time',
      reminderMinutesBeforeStart: 0,
    }),
  ],
  ['an instant without length', 'appointment', calendarItem({ end: '2026-12-07T09:00:00+01:00' })],
  ['a travel block', 'travel', calendarItem({ subject: 'Travel time: Visit', legacyFreeBusyStatus: 'OOF', sensitivity: 'Private' })],
  [
    'an organizer’s meeting',
    'meeting',
    calendarItem({
      requiredAttendees: [attendee('mary@contoso.com', 'Mary & Co'), attendee('outside@fabrikam.com', 'Out <Side>')],
      optionalAttendees: [attendee('noel@contoso.com', 'Noel')],
      resources: [attendee('room@contoso.com', 'Room 1')],
    }),
  ],
];

function describeContent(world: () => ExchangeWorld): void {
  test.each(ITEMS)('holds what was written: %s', async (_name, kind, item) => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const [id = ''] = await create(target, mailbox, [createRequest('key', item, kind)]);
    const read = await readBack(target, mailbox, id);
    expect(read.organizer?.email).toBe(mailbox);
    expect({ ...read, organizer: null }).toEqual(inUtc(item));
  });

  test('keeps a guest’s copy apart from its owner: organizer, answer and UID', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const organizer = { email: 'boss@contoso.com', name: 'The Boss' };
    const guests = { requiredAttendees: [attendee(mailbox, 'Me')] };
    const item = calendarItem({ uid: 'shared@example.com', isOrganizer: false, myResponse: 'Tentative', organizer, ...guests });
    const [id = ''] = await create(target, mailbox, [createRequest('key', item, 'guest-copy')]);
    expect(await readBack(target, mailbox, id)).toEqual({ ...inUtc(item), requiredAttendees: [] });
  });

  test.each(PATTERNS.map((recurrence) => [recurrence.pattern.type, recurrence.range.type, recurrence] as const))(
    'holds the pattern %s %s',
    async (_pattern, _range, recurrence) => {
      const mailbox = world().freshMailbox();
      const target = world().open();
      const [id = ''] = await create(target, mailbox, [createRequest('key', calendarItem({ recurrence }))]);
      expect((await readBack(target, mailbox, id)).recurrence).toEqual(recurrence);
    },
  );
}

function describeBatches(world: () => ExchangeWorld): void {
  test('answers each item in its place, one refused among good ones', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    const upsideDown = calendarItem({ start: '2026-12-07T10:00:00Z', end: '2026-12-07T09:00:00Z' });
    const reply = await target.createItems(mailbox, id, [
      createRequest('one', calendarItem()),
      createRequest('two', upsideDown),
      createRequest('three', calendarItem()),
    ]);
    expect(outcomes(reply)).toEqual(['done', 'refused ErrorCalendarEndDateIsEarlierThanStartDate', 'done']);
    expect(await keysIn(target, mailbox)).toEqual(['one', 'three']);
  });

  test('lists all marked items page by page, and no others', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().addForeignItem(mailbox);
    const keys = Array.from({ length: 520 }, (_, index) => `key-${String(index).padStart(3, '0')}`);
    for (let at = 0; at < keys.length; at += 104) {
      const batch = keys.slice(at, at + 104).map((key) => createRequest(key, calendarItem({ uid: key })));
      expect(outcomes(await target.createItems(mailbox, id, batch))).toEqual(batch.map(() => 'done'));
    }
    const first = valueOf(await target.listMarked(mailbox, id, 0));
    const second = valueOf(await target.listMarked(mailbox, id, first.nextOffset ?? 0));
    expect([first.items.length, first.nextOffset, second.items.length, second.nextOffset]).toEqual([500, 500, 20, null]);
    const listed = [...first.items, ...second.items];
    expect(listed.map(({ marker }) => marker.key).sort()).toEqual(keys);
    expect(listed[0]).toMatchObject({
      folderId: id,
      type: 'Single',
      marker: { runId: 'run-1', hash: `hash-of-${listed[0]?.marker.key ?? ''}` },
    });
  });

  test('deletes an item for good, and again without complaint', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const ids = await create(target, mailbox, [createRequest('one', calendarItem()), createRequest('two', calendarItem())]);
    expect(outcomes(await target.deleteItems(mailbox, ids.slice(0, 1)))).toEqual(['done']);
    expect(outcomes(await target.deleteItems(mailbox, ids))).toEqual(['done', 'done']);
    expect(await keysIn(target, mailbox)).toEqual([]);
    expect(outcomes(await target.readItems(mailbox, ids))).toEqual(['refused ErrorItemNotFound', 'refused ErrorItemNotFound']);
  });
}

function describeSeries(world: () => ExchangeWorld): void {
  const SERIES = calendarItem({ subject: 'Series', location: 'Room', recurrence: dailyFrom('2026-12-07', 5), categories: ['Blue'] });
  const WINDOW = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };

  test('deletes occurrences by index, deleted ones counted, and again without complaint', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const [masterId = ''] = await create(target, mailbox, [createRequest('key', SERIES)]);
    const refs = [2, 4].map((instanceIndex) => ({ masterId, instanceIndex }));
    expect(outcomes(await target.deleteOccurrences(mailbox, refs))).toEqual(['done', 'done']);
    expect(outcomes(await target.deleteOccurrences(mailbox, refs))).toEqual(['done', 'done']);
    const master = await readBack(target, mailbox, masterId);
    expect(master.deletedOccurrences).toEqual(['2026-12-08T08:00:00Z', '2026-12-10T08:00:00Z']);
    expect(outcomes(await target.deleteOccurrences(mailbox, [{ masterId, instanceIndex: 6 }]))).toEqual([
      'refused ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
    ]);
  });

  test('moves and changes occurrences, and leaves the rest of the series alone', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const [masterId = ''] = await create(target, mailbox, [createRequest('key', SERIES)]);
    const moved = { originalStart: '2026-12-08T09:00:00+01:00', start: '2026-12-08T14:00:00+01:00', end: '2026-12-08T16:00:00+01:00' };
    const renamed = { originalStart: '2026-12-10T09:00:00+01:00', start: '2026-12-10T09:00:00+01:00', end: '2026-12-10T10:00:00+01:00' };
    const update = () =>
      target.updateOccurrences(mailbox, [
        { masterId, instanceIndex: 2, change: { ...moved, legacyFreeBusyStatus: 'Tentative' }, master: SERIES },
        { masterId, instanceIndex: 4, change: { ...renamed, subject: HOSTILE, location: '', categories: [] }, master: SERIES },
      ]);
    expect(outcomes(await update())).toEqual(['done', 'done']);
    expect(outcomes(await update())).toEqual(['done', 'done']);
    const { modifiedOccurrences } = await readBack(target, mailbox, masterId);
    expect(modifiedOccurrences).toEqual([
      { originalStart: '2026-12-08T08:00:00Z', start: '2026-12-08T13:00:00Z', end: '2026-12-08T15:00:00Z' },
      { originalStart: '2026-12-10T08:00:00Z', start: '2026-12-10T08:00:00Z', end: '2026-12-10T09:00:00Z' },
    ]);
    const { id } = valueOf(await target.openCalendar(mailbox));
    const { instances } = valueOf(await target.calendarView(mailbox, id, WINDOW));
    expect(
      instances.map(({ start, end, subject, legacyFreeBusyStatus, type }) => [start, end, subject, legacyFreeBusyStatus, type]),
    ).toEqual([
      ['2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z', 'Series', 'Busy', 'Occurrence'],
      ['2026-12-08T13:00:00Z', '2026-12-08T15:00:00Z', 'Series', 'Tentative', 'Exception'],
      ['2026-12-09T08:00:00Z', '2026-12-09T09:00:00Z', 'Series', 'Busy', 'Occurrence'],
      ['2026-12-10T08:00:00Z', '2026-12-10T09:00:00Z', HOSTILE, 'Busy', 'Exception'],
      ['2026-12-11T08:00:00Z', '2026-12-11T09:00:00Z', 'Series', 'Busy', 'Occurrence'],
    ]);
    const [exception] = answersOf(await target.readItems(mailbox, [instances[3]?.id ?? '']));
    expect(exception).toMatchObject({ outcome: 'done', value: { item: { location: '', categories: [], subject: HOSTILE } } });
  });

  test('gives a guest’s copy no guests by way of an occurrence', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const organizer = { email: 'boss@contoso.com', name: 'The Boss' };
    const copy = { ...SERIES, isOrganizer: false, myResponse: 'Accept', organizer } as const;
    const [masterId = ''] = await create(target, mailbox, [createRequest('key', copy, 'guest-copy')]);
    const times = { originalStart: '2026-12-08T08:00:00Z', start: '2026-12-08T12:00:00Z', end: '2026-12-08T13:00:00Z' };
    const change = { ...times, requiredAttendees: [attendee('mary@contoso.com', 'Mary')], optionalAttendees: [] };
    expect(outcomes(await target.updateOccurrences(mailbox, [{ masterId, instanceIndex: 2, change, master: copy }]))).toEqual(['done']);
    const { id } = valueOf(await target.openCalendar(mailbox));
    const { instances } = valueOf(await target.calendarView(mailbox, id, WINDOW));
    const exception = await readBack(target, mailbox, instances.find(({ type }) => type === 'Exception')?.id ?? '');
    expect([exception.start, exception.requiredAttendees, exception.myResponse]).toEqual(['2026-12-08T12:00:00Z', [], 'Accept']);
  });

  test('keeps a moved all-day occurrence a whole day', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const zone = { startTimeZone: 'Tokyo Standard Time', endTimeZone: 'Tokyo Standard Time' };
    const series = calendarItem({
      ...{ ...zone, start: '2026-12-07', end: '2026-12-08', isAllDayEvent: true },
      recurrence: { pattern: { type: 'AbsoluteMonthly', interval: 1, dayOfMonth: 7 }, range: { type: 'NoEnd', startDate: '2026-12-07' } },
    });
    const [masterId = ''] = await create(target, mailbox, [createRequest('key', series)]);
    const change = { originalStart: '2027-01-07', start: '2027-01-09', end: '2027-01-10' };
    expect(outcomes(await target.updateOccurrences(mailbox, [{ masterId, instanceIndex: 2, change, master: series }]))).toEqual(['done']);
    expect((await readBack(target, mailbox, masterId)).modifiedOccurrences).toEqual([change]);
  });

  test('shows the instances of a window: what overlaps it, and says when there are more', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const endless = calendarItem({ recurrence: { ...dailyFrom('2026-12-07', 1), range: { type: 'NoEnd', startDate: '2026-12-07' } } });
    await create(target, mailbox, [createRequest('one', endless), createRequest('two', endless)]);
    const { id } = valueOf(await target.openCalendar(mailbox));
    const view = async (from: string, to: string) => valueOf(await target.calendarView(mailbox, id, { from, to }));
    const day = await view('2026-12-08T09:00:00Z', '2026-12-09T08:30:00Z');
    expect([day.truncated, day.instances.map(({ start }) => start)]).toEqual([false, ['2026-12-09T08:00:00Z', '2026-12-09T08:00:00Z']]);
    const years = await view('2026-12-01T00:00:00Z', '2028-11-30T00:00:00Z');
    expect([years.truncated, years.instances.length]).toEqual([true, 1000]);
    const tooLong = { from: '2026-12-01T00:00:00Z', to: '2029-01-01T00:00:00Z' };
    expect(failureOf(await target.calendarView(mailbox, id, tooLong)).responseCode).toBe('ErrorCalendarViewRangeTooBig');
  });
}

function describeFolders(world: () => ExchangeWorld): void {
  test('makes a calendar folder once, and knows who made it', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const name = `Büro & ${HOSTILE}`;
    const made = valueOf(await target.ensureFolder(mailbox, name, 'run-1'));
    expect(made).toMatchObject({ name, created: true });
    expect(valueOf(await target.ensureFolder(mailbox, name, 'run-1'))).toEqual(made);
    expect(valueOf(await target.ensureFolder(mailbox, name, 'run-2'))).toEqual({ ...made, created: false });
    expect(valueOf(await target.findFolder(mailbox, name))).toEqual({ folder: { ...made, created: false } });
    expect(valueOf(await target.findFolder(mailbox, 'none'))).toEqual({ folder: null });
    expect(valueOf(await target.calendarFolders(mailbox))).toEqual([{ ...made, created: false }]);
    const reply = await target.createItems(mailbox, made.id, [createRequest('in-folder', calendarItem())]);
    expect(outcomes(reply)).toEqual(['done']);
    expect(await keysIn(target, mailbox)).toEqual([]);
    expect(valueOf(await target.listMarked(mailbox, made.id, 0)).items.map(({ marker }) => marker.key)).toEqual(['in-folder']);
  });

  test('leaves, reads and takes away the mark of a run', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const mark = { runId: 'run-1', projectId: HOSTILE, holder: 'host:1', heartbeat: '2026-12-01T00:00:00.000Z' };
    expect(valueOf(await target.readRunMark(mailbox))).toBeNull();
    expect(valueOf(await target.writeRunMark(mailbox, mark))).toBeNull();
    expect(valueOf(await target.readRunMark(mailbox))).toEqual(mark);
    valueOf(await target.writeRunMark(mailbox, { ...mark, heartbeat: '2026-12-01T00:01:00.000Z' }));
    expect(valueOf(await target.readRunMark(mailbox))?.heartbeat).toBe('2026-12-01T00:01:00.000Z');
    valueOf(await target.writeRunMark(mailbox, null));
    expect(valueOf(await target.readRunMark(mailbox))).toBeNull();
  });
}

function describeRefusals(world: () => ExchangeWorld): void {
  test.each([
    ['a mailbox it has not', MISSING_MAILBOX, 'ErrorNonExistentMailbox'],
    ['a mailbox the account may not act for', LOCKED_MAILBOX, 'ErrorImpersonateUserDenied'],
  ])('refuses %s, and nothing is done', async (_name, mailbox, responseCode) => {
    const failure = failureOf(await world().open().openCalendar(mailbox));
    expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'mailbox', responseCode });
  });

  test('refuses a wrong password', async () => {
    const failure = failureOf(await world().open({ password: 'wrong' }).openCalendar(world().freshMailbox()));
    expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'login', responseCode: 'HTTP_401' });
  });

  test('says 403 where EWS is switched off', async () => {
    await world().setEwsEnabled(false);
    try {
      const failure = failureOf(await world().open().openCalendar(world().freshMailbox()));
      expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'login', responseCode: 'HTTP_403' });
    } finally {
      await world().setEwsEnabled(true);
    }
  });

  test.each<[string, Trouble, Partial<RequestFailure>]>([
    ['a busy server', { kind: 'busy', backOffMs: 7_000 }, { scope: 'server', responseCode: 'ErrorServerBusy', backOffMs: 7_000 }],
    [
      '503 with Retry-After',
      { kind: 'http', status: 503, retryAfterSeconds: 9 },
      { scope: 'server', responseCode: 'HTTP_503', backOffMs: 9_000 },
    ],
    ['503 without', { kind: 'http', status: 503, retryAfterSeconds: null }, { scope: 'server', responseCode: 'HTTP_503', backOffMs: null }],
    ['429', { kind: 'http', status: 429, retryAfterSeconds: 3 }, { scope: 'server', responseCode: 'HTTP_429', backOffMs: 3_000 }],
    [
      'a mailbox on the move',
      { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' },
      { scope: 'mailbox', responseCode: 'ErrorMailboxMoveInProgress' },
    ],
  ])('knows that nothing was done after %s', async (_name, trouble, expected) => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const reply = await target.createItems(mailbox, id, [createRequest('key', calendarItem())]);
    expect(failureOf(reply)).toMatchObject({ outcome: 'not-executed', ...expected });
    expect(await keysIn(target, mailbox)).toEqual([]);
  });

  test.each<[string, Trouble, readonly string[]]>([
    [
      'gets busy in the middle',
      { kind: 'busyItems', backOffMs: 5_000, fromItem: 1 },
      ['done', 'refused ErrorServerBusy', 'refused ErrorServerBusy'],
    ],
    [
      'stops a batch',
      { kind: 'stopBatch', atItem: 1, code: 'ErrorTimeoutExpired' },
      ['done', 'refused ErrorTimeoutExpired', 'not-executed ErrorBatchProcessingStopped'],
    ],
  ])('says for each item what happened when the server %s', async (_name, trouble, expected) => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const reply = await target.createItems(
      mailbox,
      id,
      ['one', 'two', 'three'].map((key) => createRequest(key, calendarItem())),
    );
    expect(outcomes(reply)).toEqual(expected);
    expect(await keysIn(target, mailbox)).toEqual(['one']);
    if (trouble.kind === 'busyItems') expect(answersOf(reply)[1]).toMatchObject({ backOffMs: 5_000 });
  });
}

function describeDoubts(world: () => ExchangeWorld): void {
  test.each<[string, Trouble, boolean, string]>([
    ['the connection breaks before the work', { kind: 'dropBefore' }, false, 'UND_ERR_SOCKET'],
    ['the connection breaks after the work', { kind: 'dropAfter' }, true, 'UND_ERR_SOCKET'],
    ['the connection breaks in the answer', { kind: 'dropMidway' }, true, 'UND_ERR_SOCKET'],
    ['the answer ends in the middle', { kind: 'truncate' }, true, 'UNREADABLE'],
    ['the answer takes too long', { kind: 'slowReply', ms: 2_000 }, true, 'TIMEOUT'],
    ['the work takes too long', { kind: 'lateCommit', ms: 2_000 }, true, 'TIMEOUT'],
    ['the server gives up in the middle', { kind: 'soapFault', code: 'ErrorTimeoutExpired' }, false, 'ErrorTimeoutExpired'],
    ['a gateway lost the server', { kind: 'http', status: 504, retryAfterSeconds: null }, false, 'HTTP_504'],
  ])('is in doubt when %s', async (_name, trouble, isThere, responseCode) => {
    const mailbox = world().freshMailbox();
    const { id } = valueOf(await world().open().openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const hasty = world().open({ timeoutMs: 1_000 });
    const reply = await hasty.createItems(mailbox, id, [createRequest('key', calendarItem())]);
    expect(failureOf(reply)).toMatchObject({ outcome: 'in-doubt', responseCode });
    await expect.poll(() => keysIn(world().open(), mailbox), { timeout: 5_000, interval: 250 }).toEqual(isThere ? ['key'] : []);
  });

  test('gives up when it is told to', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', { kind: 'slowReply', ms: 3_000 });
    const stop = new AbortController();
    const before = world().requests().length;
    const reply = target.createItems(mailbox, id, [createRequest('key', calendarItem())], stop.signal);
    const ending = expect(reply).rejects.toThrow('the operator stopped');
    await expect.poll(() => world().requests().length).toBeGreaterThan(before);
    stop.abort(new Error('the operator stopped'));
    await ending;
  });
}

/** The agreement of electron/ports/ExchangeTarget.ts. */
export function describeExchangeTarget(name: string, start: () => Promise<ExchangeWorld>): void {
  describe(`${name} as a target`, () => {
    let running: ExchangeWorld | null = null;
    const world = (): ExchangeWorld => {
      if (running === null) throw new Error('the server is not running');
      return running;
    };
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running?.stop();
    });

    describeContent(world);
    describeBatches(world);
    describeSeries(world);
    describeFolders(world);
    describeRefusals(world);
    describeDoubts(world);

    test('sends nothing, and says so in every request that could', async () => {
      const mailbox = world().freshMailbox();
      const target = world().open();
      const guests = { requiredAttendees: [attendee('mary@contoso.com', 'Mary')], recurrence: dailyFrom('2026-12-07', 5) };
      const series = calendarItem(guests);
      const [masterId = ''] = await create(target, mailbox, [createRequest('key', series, 'meeting')]);
      const change = { originalStart: '2026-12-08T08:00:00Z', start: '2026-12-08T10:00:00Z', end: '2026-12-08T11:00:00Z' };
      expect(outcomes(await target.updateOccurrences(mailbox, [{ masterId, instanceIndex: 2, change, master: series }]))).toEqual(['done']);
      expect(outcomes(await target.deleteOccurrences(mailbox, [{ masterId, instanceIndex: 3 }]))).toEqual(['done']);
      expect(outcomes(await target.deleteItems(mailbox, [masterId]))).toEqual(['done']);
      const sending = world()
        .requests()
        .filter((body) => /<m:(?:CreateItem|UpdateItem|DeleteItem)\b/.test(body));
      const said = sending.map((body) => [...body.matchAll(/\bSendMeeting\w+="(\w+)"/g)].map(([, value]) => value).join(' '));
      expect(sending.length).toBeGreaterThanOrEqual(4);
      expect(said).toEqual(sending.map(() => 'SendToNone'));
      expect(await world().mailsSent()).toBe(0);
    });

    const hasSchema = (process.env['GODWIT_EWS_XSD'] ?? '') !== '';
    test.skipIf(!hasSchema)('speaks as the schema says (needs Microsoft’s schema files, named by GODWIT_EWS_XSD)', async () => {
      expect(await world().violations()).toEqual([]);
    });
  });
}
