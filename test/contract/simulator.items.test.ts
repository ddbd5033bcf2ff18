import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, itemIds, within } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

const ORG = 'org@example.test';
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({ mailboxes: [ORG, 'anna@example.test'], startTime: '2026-11-20T08:00:00Z' });
});
afterAll(() => simulator.stop());

const call = (body: string, mailbox = ORG, zone?: string): Promise<RawAnswer> =>
  ask(simulator.url, body, { mailbox, ...(zone === undefined ? {} : { zone }) });
const codes = (answer: RawAnswer): readonly string[] => answer.messages.map((message) => message.code);
const texts = (answer: RawAnswer, name: string): readonly string[] =>
  answer.messages.flatMap((message) => within(message.element, name).map((element) => element.text));

async function create(item: string, zone?: string): Promise<string> {
  const answer = await call(make.createItems([item]), ORG, zone);
  expect(codes(answer)).toEqual(['NoError']);
  return itemIds(answer)[0] ?? '';
}

async function show(id: string, uris: readonly string[], reference = make.itemId(id)): Promise<Readonly<Record<string, string>>> {
  const answer = await call(make.getItems([reference], make.fields(...uris)));
  expect(codes(answer)).toEqual(['NoError']);
  return Object.fromEntries(uris.map((uri) => [uri.slice(uri.indexOf(':') + 1), texts(answer, uri.slice(uri.indexOf(':') + 1))[0] ?? '']));
}

const AT_NINE = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
const BERLIN = make.zones('W. Europe Standard Time');

describe('creating', () => {
  it('answers item by item, in order, and stores the good ones', async () => {
    const bad = make.times('2026-12-07T09:00:00Z', '2026-12-07T08:00:00Z');
    const long = make.times('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
    const answer = await call(
      make.createItems([`<t:Subject>one</t:Subject>${AT_NINE}`, bad, `<t:Subject>two</t:Subject>${AT_NINE}`, long]),
    );
    expect(codes(answer)).toEqual([
      ...['NoError', 'ErrorCalendarEndDateIsEarlierThanStartDate', 'NoError', 'ErrorCalendarDurationIsTooLong'],
    ]);
    const read = await call(
      make.getItems(
        itemIds(answer).map((id) => make.itemId(id)),
        make.fields('item:Subject'),
      ),
    );
    expect(texts(read, 'Subject')).toEqual(['one', 'two']);
  });

  it.each([
    ['Organizer', '<t:Organizer><t:Mailbox><t:EmailAddress>anna@example.test</t:EmailAddress></t:Mailbox></t:Organizer>'],
    ['MyResponseType', '<t:MyResponseType>Accept</t:MyResponseType>'],
    ['IsMeeting', '<t:IsMeeting>true</t:IsMeeting>'],
    ['MeetingRequestWasSent', '<t:MeetingRequestWasSent>true</t:MeetingRequestWasSent>'],
  ])('lets no client say %s', async (name, element) => {
    const answer = await call(make.createItems([element]));
    expect([codes(answer), answer.text.includes(`FieldURI="calendar:${name}"`)]).toEqual([['ErrorInvalidPropertySet'], true]);
  });

  it('insists on SendMeetingInvitations', async () => {
    expect(codes(await call(make.createItems([AT_NINE], { send: null })))).toEqual(['ErrorSendMeetingInvitationsRequired']);
  });

  it('keeps the UID and makes its identifier of it; two items may have the same', async () => {
    const uid = '9D6C8E2A-AAAA-4BBB-8CCC-000000000001';
    const [first, second] = [await create(`<t:UID>${uid}</t:UID>${AT_NINE}`), await create(`<t:UID>${uid}</t:UID>${AT_NINE}`)];
    const goid = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>';
    const answer = await call(
      make.getItems(
        [first, second].map((id) => make.itemId(id)),
        `${make.fields('calendar:UID')}${goid}`,
      ),
    );
    const value =
      'BAAAAIIA4AB0xbcQGoLgCAAAAAAAAAAAAAAAAAAAAAAAAAAAMQAAAHZDYWwtVWlkAQAAADlENkM4RTJBLUFBQUEtNEJCQi04Q0NDLTAwMDAwMDAwMDAwMQA=';
    expect([texts(answer, 'UID'), texts(answer, 'Value')]).toEqual([
      [uid, uid],
      [value, value],
    ]);
    const restriction = `<t:IsEqualTo>${goid}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo>`;
    const found = await call(make.findItems(make.page(10), { restriction }));
    expect(itemIds(found)).toEqual([first, second]);
  });

  it('refuses a second item of one UID where it is set to', async () => {
    await simulator.change({ duplicateUid: 'refuse' });
    const answers = [
      await call(make.createItems([`<t:UID>only-one</t:UID>${AT_NINE}`])),
      await call(make.createItems([`<t:UID>only-one</t:UID>${AT_NINE}`])),
    ];
    await simulator.change({ duplicateUid: 'accept' });
    expect(answers.map(codes)).toEqual([['NoError'], ['ErrorItemSave']]);
  });

  it('ignores what a client says about answers, and makes the owner the organizer', async () => {
    const guest =
      '<t:Attendee><t:Mailbox><t:EmailAddress>anna@example.test</t:EmailAddress></t:Mailbox><t:ResponseType>Accept</t:ResponseType></t:Attendee>';
    const id = await create(`${AT_NINE}<t:RequiredAttendees>${guest}</t:RequiredAttendees>`);
    const answer = await call(
      make.getItems([make.itemId(id)], make.fields('calendar:RequiredAttendees', 'calendar:Organizer', 'calendar:IsMeeting')),
    );
    expect([texts(answer, 'ResponseType'), texts(answer, 'EmailAddress').toSorted(), texts(answer, 'IsMeeting')]).toEqual([
      ...[['Unknown'], ['anna@example.test', ORG], ['true']],
    ]);
    expect(await simulator.sent()).toEqual({ inside: [], outside: [] });
  });

  it('completes what is missing as Exchange does: reminder, busy, zone, identifier', async () => {
    const id = await create(`<t:Subject>${'x'.repeat(300)}</t:Subject>${AT_NINE}`);
    const shown = await show(id, [
      'item:Subject',
      'item:ReminderIsSet',
      'item:ReminderMinutesBeforeStart',
      'calendar:LegacyFreeBusyStatus',
      'calendar:UID',
      'calendar:CalendarItemType',
    ]);
    expect(shown).toMatchObject({
      ...{ Subject: 'x'.repeat(255), ReminderIsSet: 'true', ReminderMinutesBeforeStart: '15' },
      ...{ LegacyFreeBusyStatus: 'Busy', CalendarItemType: 'Single' },
    });
    expect(shown['UID']).toMatch(/^040000008200E00074C5B7101A82E008[0-9A-F]{80}$/);
  });

  it('stretches an all-day item to the midnights of its zone', async () => {
    const id = await create(`${make.times('2026-12-24T10:00:00Z', '2026-12-24T11:00:00Z')}<t:IsAllDayEvent>1</t:IsAllDayEvent>${BERLIN}`);
    expect(await show(id, ['calendar:Start', 'calendar:End', 'calendar:IsAllDayEvent'])).toEqual({
      ...{ Start: '2026-12-23T23:00:00Z', End: '2026-12-24T23:00:00Z', IsAllDayEvent: 'true' },
    });
  });

  it('reads a time without offset in the zone of the request', async () => {
    const id = await create(make.times('2026-12-07T09:00:00', '2026-12-07T10:00:00'), 'W. Europe Standard Time');
    expect(await show(id, ['calendar:Start'])).toEqual({ Start: '2026-12-07T08:00:00Z' });
  });

  it('refuses zones it does not know', async () => {
    expect(codes(await call(make.createItems([`${AT_NINE}${make.zones('Europe/Berlin')}`])))).toEqual(['ErrorCalendarInvalidTimeZone']);
  });
});

describe('extended properties', () => {
  const paths: readonly (readonly [string, string, string])[] = [
    ['PropertySetId="5f3e1a2b-0c4d-4e5f-8a9b-1c2d3e4f5a6b" PropertyName="key" PropertyType="String"', 'a < b', 'a < b'],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"', '-7', '-7'],
    ['DistinguishedPropertySetId="Common" PropertyId="34000" PropertyType="Boolean"', '1', 'true'],
    ['PropertyTag="0x0c1a" PropertyType="String"', 'tag', 'tag'],
    [
      'DistinguishedPropertySetId="PublicStrings" PropertyName="t" PropertyType="SystemTime"',
      '2026-12-07T09:00:00+01:00',
      '2026-12-07T08:00:00Z',
    ],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="b" PropertyType="Binary"', 'AAEC', 'AAEC'],
  ];

  it('come back typed and in canonical form', async () => {
    const properties = paths.map(
      ([path, value]) =>
        `<t:ExtendedProperty><t:ExtendedFieldURI ${path}/><t:Value>${value.replace('<', '&lt;')}</t:Value></t:ExtendedProperty>`,
    );
    const id = await create(`${properties.join('')}${AT_NINE}`);
    const answer = await call(make.getItems([make.itemId(id)], paths.map(([path]) => `<t:ExtendedFieldURI ${path}/>`).join('')));
    expect(texts(answer, 'Value')).toEqual(paths.map(([, , canonical]) => canonical));
  });

  it('hold arrays', async () => {
    const path = '<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="list" PropertyType="StringArray"/>';
    const id = await create(
      `<t:ExtendedProperty>${path}<t:Values><t:Value>a</t:Value><t:Value>b</t:Value></t:Values></t:ExtendedProperty>${AT_NINE}`,
    );
    expect(texts(await call(make.getItems([make.itemId(id)], path)), 'Value')).toEqual(['a', 'b']);
  });

  it.each([
    ['PropertyTag="0x0c1a" PropertyName="x" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['PropertyName="x" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['PropertyTag="0x8001" PropertyType="String"', 'x', 'ErrorInvalidExtendedProperty'],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"', 'seven', 'ErrorInvalidExtendedPropertyValue'],
    [
      'DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="Integer"',
      '3000000000',
      'ErrorInvalidExtendedPropertyValue',
    ],
    ['DistinguishedPropertySetId="PublicStrings" PropertyName="n" PropertyType="StringArray"', 'x', 'ErrorInvalidExtendedPropertyValue'],
  ])('%s = %s is %s', async (path, value, code) => {
    const item = `<t:ExtendedProperty><t:ExtendedFieldURI ${path}/><t:Value>${value}</t:Value></t:ExtendedProperty>${AT_NINE}`;
    expect(codes(await call(make.createItems([item])))).toEqual([code]);
  });
});

describe('finding', () => {
  const ANNA = 'anna@example.test';

  it('pages through the marked items and counts them all', async () => {
    const items = Array.from(
      { length: 25 },
      (_, index) => `<t:Subject>${index}</t:Subject>${index % 2 === 0 ? make.namedProperty('key', `k${index}`) : ''}${AT_NINE}`,
    );
    await call(make.createItems(items), ANNA);
    const restriction = `<t:Exists>${make.namedField('key')}</t:Exists>`;
    const additional = make.fields('item:Subject') + make.namedField('key');
    const first = await call(make.findItems(make.page(10), { restriction, additional }), ANNA);
    const second = await call(make.findItems(make.page(10, 10), { restriction, additional }), ANNA);
    const root = (answer: RawAnswer): unknown => within(answer.messages[0]!.element, 'RootFolder')[0]?.attributes;
    expect([root(first), root(second)]).toEqual([
      { IndexedPagingOffset: '10', TotalItemsInView: '13', IncludesLastItemInRange: 'false' },
      { IndexedPagingOffset: '13', TotalItemsInView: '13', IncludesLastItemInRange: 'true' },
    ]);
    expect([...texts(first, 'Value'), ...texts(second, 'Value')]).toEqual(Array.from({ length: 13 }, (_, index) => `k${index * 2}`));
  });

  const constant = (value: string): string => `<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
  it.each([
    [`<t:IsEqualTo>${make.namedField('key')}${constant('K4')}</t:IsEqualTo>`, ['4']],
    [
      `<t:Or><t:IsEqualTo>${make.namedField('key')}${constant('k4')}</t:IsEqualTo><t:IsEqualTo>${make.fields('item:Subject')}${constant('5')}</t:IsEqualTo></t:Or>`,
      ['4', '5'],
    ],
    [
      `<t:And><t:Exists>${make.namedField('key')}</t:Exists><t:IsGreaterThan>${make.fields('item:Subject')}${constant('7')}</t:IsGreaterThan></t:And>`,
      ['8'],
    ],
    [`<t:Not><t:IsNotEqualTo>${make.fields('item:Subject')}${constant('6')}</t:IsNotEqualTo></t:Not>`, ['6']],
    [
      `<t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase">${make.namedField('key')}<t:Constant Value="K2"/></t:Contains>`,
      ['2', '20', '22', '24'],
    ],
  ])('searches by %s', async (restriction, subjects) => {
    const found = await call(make.findItems(make.page(100), { restriction, additional: make.fields('item:Subject') }), ANNA);
    expect(texts(found, 'Subject')).toEqual(subjects);
  });

  it('cannot search by UID', async () => {
    const restriction = `<t:IsEqualTo>${make.fields('calendar:UID')}${constant('x')}</t:IsEqualTo>`;
    expect(codes(await call(make.findItems(make.page(100), { restriction })))).toEqual(['ErrorUnsupportedPathForQuery']);
  });

  it('shows no bodies and no guests', async () => {
    await call(
      make.createItems([
        `<t:Subject>guests</t:Subject><t:Body BodyType="Text">words</t:Body>${AT_NINE}${make.attendees('RequiredAttendees', [ORG])}`,
      ]),
      ANNA,
    );
    const additional = make.fields('item:Body', 'calendar:RequiredAttendees', 'item:Subject');
    const restriction = `<t:IsEqualTo>${make.fields('item:Subject')}${constant('guests')}</t:IsEqualTo>`;
    const found = await call(make.findItems(make.page(100), { restriction, additional }), ANNA);
    expect([texts(found, 'Subject'), texts(found, 'Body'), texts(found, 'Attendee')]).toEqual([['guests'], [], []]);
  });
});

describe('a series', () => {
  /** Mondays and Thursdays at nine in Berlin, over the end of summer time. */
  const SERIES = `<t:Subject>Series</t:Subject>${make.namedProperty('key', 'series')}${make.times('2026-10-19T07:00:00Z', '2026-10-19T08:00:00Z')}${make.weekly('Monday Thursday', 6, '2026-10-19')}${BERLIN}`;
  const view = async (from = '2026-10-01T00:00:00Z', to = '2026-12-01T00:00:00Z'): Promise<RawAnswer> =>
    call(
      make.findItems(make.calendarView(from, to), {
        additional: make.fields('calendar:Start', 'calendar:CalendarItemType', 'item:Subject') + make.namedField('key'),
      }),
    );
  const clear = async (): Promise<void> => {
    const all = await call(make.findItems(make.page(1000)));
    const ids = itemIds(all);
    if (ids.length > 0) await call(make.deleteItems(ids.map((id) => make.itemId(id))));
  };

  it('expands by the clock of its zone, and its occurrences show the series’ properties', async () => {
    await clear();
    await create(SERIES);
    const answer = await view();
    expect(texts(answer, 'Start')).toEqual([
      ...['2026-10-19T07:00:00Z', '2026-10-22T07:00:00Z', '2026-10-26T08:00:00Z', '2026-10-29T08:00:00Z', '2026-11-02T08:00:00Z'],
      '2026-11-05T08:00:00Z',
    ]);
    expect(new Set(texts(answer, 'CalendarItemType'))).toEqual(new Set(['Occurrence']));
    expect(texts(answer, 'Value')).toEqual(Array.from({ length: 6 }, () => 'series'));
    const all = await call(make.findItems(make.page(10), { additional: make.fields('calendar:CalendarItemType', 'calendar:IsRecurring') }));
    expect([texts(all, 'CalendarItemType'), texts(all, 'IsRecurring')]).toEqual([['RecurringMaster'], ['false']]);
  });

  it('moves, renames and loses occurrences', async () => {
    await clear();
    const master = await create(SERIES);
    const moved =
      make.setField('calendar:Start', '<t:Start>2026-10-22T12:00:00Z</t:Start>') +
      make.setField('calendar:End', '<t:End>2026-10-22T13:30:00Z</t:End>');
    const renamed = make.setField('item:Subject', '<t:Subject>Other</t:Subject>');
    expect(codes(await call(make.updateItem(make.occurrenceId(master, 2), moved)))).toEqual(['NoError']);
    expect(codes(await call(make.updateItem(make.occurrenceId(master, 5), renamed)))).toEqual(['NoError']);
    expect(codes(await call(make.deleteItems([make.occurrenceId(master, 3), make.occurrenceId(master, 6)])))).toEqual([
      'NoError',
      'NoError',
    ]);
    const answer = await view();
    expect([texts(answer, 'Start'), texts(answer, 'Subject'), texts(answer, 'CalendarItemType')]).toEqual([
      ['2026-10-19T07:00:00Z', '2026-10-22T12:00:00Z', '2026-10-29T08:00:00Z', '2026-11-02T08:00:00Z'],
      ['Series', 'Series', 'Series', 'Other'],
      ['Occurrence', 'Exception', 'Occurrence', 'Exception'],
    ]);
    const shown = await call(
      make.getItems(
        [make.itemId(master)],
        make.fields('calendar:ModifiedOccurrences', 'calendar:DeletedOccurrences', 'calendar:FirstOccurrence', 'calendar:LastOccurrence'),
      ),
    );
    const starts = (name: string): readonly string[] =>
      within(shown.messages[0]!.element, name).flatMap((element) => within(element, 'Start').map((one) => one.text));
    expect(['ModifiedOccurrences', 'DeletedOccurrences', 'FirstOccurrence', 'LastOccurrence'].map(starts)).toEqual([
      ['2026-10-22T12:00:00Z', '2026-11-02T08:00:00Z'],
      ['2026-10-26T08:00:00Z', '2026-11-05T08:00:00Z'],
      ['2026-10-19T07:00:00Z'],
      ['2026-11-02T08:00:00Z'],
    ]);
  });

  it('is addressed by index, by occurrence, by time; deleted and missing ones say so', async () => {
    await clear();
    const master = await create(SERIES);
    const single = await create(AT_NINE);
    await call(make.deleteItems([make.occurrenceId(master, 1)]));
    const range = `<t:RecurringMasterItemIdRanges Id="${master}"><t:Ranges><t:Range Start="2026-10-22T00:00:00Z" End="2026-10-30T00:00:00Z" Count="2" CompareOriginalStartTime="true"/></t:Ranges></t:RecurringMasterItemIdRanges>`;
    const ids = [1, 2, 7, 0].map((index) => make.occurrenceId(master, index));
    const answer = await call(make.getItems([...ids, make.occurrenceId(single, 1), range], make.fields('calendar:OriginalStart')));
    expect(codes(answer)).toEqual([
      ...['ErrorCalendarOccurrenceIsDeletedFromRecurrence', 'NoError', 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange'],
      ...['ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange', 'ErrorCalendarCannotUseIdForOccurrenceId', 'NoError'],
    ]);
    expect(texts(answer, 'OriginalStart')).toEqual(['2026-10-22T07:00:00Z', '2026-10-22T07:00:00Z', '2026-10-26T08:00:00Z']);
    const occurrence = itemIds(answer)[0] ?? '';
    const back = await call(
      make.getItems([`<t:RecurringMasterItemId OccurrenceId="${occurrence}"/>`, `<t:RecurringMasterItemId OccurrenceId="${single}"/>`]),
    );
    expect([codes(back), itemIds(back)]).toEqual([['NoError', 'ErrorCalendarCannotUseIdForRecurringMasterId'], [master]]);
  });

  it.each([
    ['onto the day before', '2026-10-19T12:00:00Z', '2026-10-19T13:00:00Z', 'ErrorOccurrenceCrossingBoundary'],
    ['past the one after', '2026-10-27T12:00:00Z', '2026-10-27T13:00:00Z', 'ErrorOccurrenceCrossingBoundary'],
    ['onto the day after', '2026-10-26T17:00:00Z', '2026-10-26T18:00:00Z', 'ErrorOccurrenceCrossingBoundary'],
    ['into the one after', '2026-10-25T22:00:00Z', '2026-10-26T08:30:00Z', 'ErrorOccurrenceTimeSpanTooBig'],
    ['to a free day between', '2026-10-24T07:00:00Z', '2026-10-24T08:00:00Z', 'NoError'],
  ])('lets no occurrence move %s', async (_where, start, end, code) => {
    await clear();
    const master = await create(SERIES);
    const moved = make.setField('calendar:Start', `<t:Start>${start}</t:Start>`) + make.setField('calendar:End', `<t:End>${end}</t:End>`);
    expect(codes(await call(make.updateItem(make.occurrenceId(master, 2), moved)))).toEqual([code]);
  });

  it('refuses patterns Exchange cannot hold', async () => {
    const recurrence = (pattern: string, range: string): string =>
      `${make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z')}<t:Recurrence>${pattern}${range}</t:Recurrence>${BERLIN}`;
    const daily = (interval: number): string => `<t:DailyRecurrence><t:Interval>${interval}</t:Interval></t:DailyRecurrence>`;
    const weekly = (days: string): string =>
      `<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${days}</t:DaysOfWeek></t:WeeklyRecurrence>`;
    const numbered = (count: number): string =>
      `<t:NumberedRecurrence><t:StartDate>2026-12-07</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;
    const until = (date: string): string =>
      `<t:EndDateRecurrence><t:StartDate>2026-12-07</t:StartDate><t:EndDate>${date}</t:EndDate></t:EndDateRecurrence>`;
    const day32 = '<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>32</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>';
    const overlapping = `${make.times('2026-12-07T08:00:00Z', '2026-12-08T09:00:00Z')}<t:Recurrence>${daily(1)}${numbered(3)}</t:Recurrence>${BERLIN}`;
    const answer = await call(
      make.createItems([
        ...[
          recurrence(daily(0), numbered(3)),
          recurrence(daily(1000), numbered(3)),
          recurrence(daily(1), numbered(1000)),
          recurrence(day32, numbered(3)),
        ],
        ...[
          recurrence(daily(1), until('4500-09-02')),
          recurrence(daily(1), until('2026-12-06')),
          recurrence(weekly('Tuesday'), until('2026-12-07')),
        ],
        ...[recurrence(weekly('Weekday'), numbered(3)), overlapping, recurrence(daily(999), until('4500-09-01'))],
      ]),
    );
    expect(codes(answer)).toEqual([
      ...['ErrorCalendarOutOfRange', 'ErrorCalendarOutOfRange', 'ErrorCalendarOutOfRange', 'ErrorCalendarOutOfRange'],
      ...['ErrorRecurrenceEndDateTooBig', 'ErrorCalendarEndDateIsEarlierThanStartDate', 'ErrorRecurrenceHasNoOccurrence'],
      ...['ErrorCalendarInvalidDayForWeeklyRecurrence', 'ErrorOccurrenceTimeSpanTooBig', 'NoError'],
    ]);
  });

  it('shifts by a day where the start date carries the offset of another zone', async () => {
    await clear();
    const shifted = SERIES.replace('<t:StartDate>2026-10-19<', '<t:StartDate>2026-10-20-10:00<');
    const plain = SERIES.replace('<t:StartDate>2026-10-19<', '<t:StartDate>2026-10-19+02:00<');
    const wrong = await show(await create(shifted), ['calendar:Start']);
    const right = await show(await create(plain), ['calendar:Start']);
    expect([wrong, right]).toEqual([{ Start: '2026-10-22T07:00:00Z' }, { Start: '2026-10-19T07:00:00Z' }]);
  });

  it('loses its exceptions when its pattern or its times change, and keeps them when only its subject does', async () => {
    await clear();
    const master = await create(SERIES);
    await call(make.deleteItems([make.occurrenceId(master, 2)]));
    await call(make.updateItem(make.itemId(master), make.setField('item:Subject', '<t:Subject>New</t:Subject>')));
    expect(texts(await view(), 'Start')).toHaveLength(5);
    await call(make.updateItem(make.itemId(master), make.setField('calendar:End', '<t:End>2026-10-19T09:00:00Z</t:End>')));
    expect(texts(await view(), 'Start')).toHaveLength(6);
  });

  it('keeps at least one occurrence', async () => {
    await clear();
    const master = await create(SERIES);
    const answer = await call(make.deleteItems([1, 2, 3, 4, 5, 6].map((index) => make.occurrenceId(master, index))));
    expect(codes(answer)).toEqual([...Array.from({ length: 5 }, () => 'NoError'), 'ErrorRecurrenceHasNoOccurrence']);
  });

  it('lets an occurrence have neither UID nor pattern of its own', async () => {
    await clear();
    const master = await create(SERIES);
    const uid = make.setField('calendar:UID', '<t:UID>x</t:UID>');
    const pattern = make.setField('calendar:Recurrence', make.weekly('Monday', 3, '2026-10-19'));
    const answers = [
      await call(make.updateItem(make.occurrenceId(master, 2), uid)),
      await call(make.updateItem(make.occurrenceId(master, 2), pattern)),
    ];
    expect(answers.map(codes)).toEqual([['ErrorInvalidPropertySet'], ['ErrorInvalidPropertySet']]);
  });
});

describe('a calendar view', () => {
  it('includes what ends exactly when it begins, and not what begins when it ends', async () => {
    const answer = await call(
      make.createItems([
        make.times('2027-03-01T08:00:00Z', '2027-03-01T09:00:00Z'),
        make.times('2027-03-01T11:00:00Z', '2027-03-01T12:00:00Z'),
      ]),
    );
    const found = await call(make.findItems(make.calendarView('2027-03-01T09:00:00Z', '2027-03-01T11:00:00Z')));
    expect(itemIds(found)).toEqual(itemIds(answer).slice(0, 1));
  });

  it.each([
    [make.calendarView('2026-01-01T00:00:00Z', '2028-01-02T00:00:00Z'), '', make.CALENDAR, 'ErrorCalendarViewRangeTooBig'],
    [make.calendarView('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z'), '', make.CALENDAR, 'NoError'],
    [
      make.calendarView('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      `<t:Exists>${make.namedField('key')}</t:Exists>`,
      make.CALENDAR,
      'ErrorInvalidOperation',
    ],
    [
      make.calendarView('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      '',
      '<t:DistinguishedFolderId Id="inbox"/>',
      'ErrorCalendarFolderIsInvalidForCalendarView',
    ],
    [make.calendarView('2026-03-01T00:00:00Z', '2026-02-01T00:00:00Z'), '', make.CALENDAR, 'ErrorCalendarEndDateIsEarlierThanStartDate'],
  ])('%s %s in %s is %s', async (view, restriction, folder, code) => {
    expect(codes(await call(make.findItems(view, { restriction, folder })))).toEqual([code]);
  });

  it('shows no more than it is asked for, and never more than a thousand', async () => {
    const daily = `<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2030-01-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>`;
    const id = await create(`${make.times('2030-01-01T08:00:00Z', '2030-01-01T09:00:00Z')}${daily}`);
    const other = await create(`${make.times('2030-01-01T10:00:00Z', '2030-01-01T11:00:00Z')}${daily}`);
    const all = await call(make.findItems(make.calendarView('2030-01-01T00:00:00Z', '2031-12-31T00:00:00Z')));
    const some = await call(make.findItems(make.calendarView('2030-01-01T00:00:00Z', '2031-12-31T00:00:00Z', 10)));
    await call(make.deleteItems([make.itemId(id), make.itemId(other)]));
    const last = (answer: RawAnswer): string | undefined =>
      within(answer.messages[0]!.element, 'RootFolder')[0]?.attributes['IncludesLastItemInRange'];
    expect([itemIds(all).length, last(all), itemIds(some).length, last(some)]).toEqual([1000, 'false', 10, 'false']);
  });
});

describe('updating', () => {
  const changeKeyOf = async (id: string): Promise<string> =>
    /ChangeKey="([^"]+)"/.exec((await call(make.getItems([make.itemId(id)]))).text)?.[1] ?? '';

  it('gives a new ChangeKey with every save and minds the old one where asked to', async () => {
    const id = await create(AT_NINE);
    const old = await changeKeyOf(id);
    const rename = make.setField('item:Subject', '<t:Subject>New</t:Subject>');
    const first = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'NeverOverwrite' }));
    const second = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'NeverOverwrite' }));
    const third = await call(make.updateItem(make.itemId(id, old), rename, { resolution: 'AlwaysOverwrite' }));
    const none = await call(make.updateItem(make.itemId(id), rename, { resolution: 'NeverOverwrite' }));
    const odd = await call(make.updateItem(make.itemId(id, 'AAAA'), rename));
    expect([first, second, third, none, odd].flatMap(codes)).toEqual([
      ...['NoError', 'ErrorIrresolvableConflict', 'NoError', 'ErrorChangeKeyRequired', 'ErrorInvalidChangeKey'],
    ]);
    expect(await changeKeyOf(id)).not.toBe(old);
  });

  it.each([
    ['another element than the path says', make.setField('item:Subject', '<t:Location>x</t:Location>'), 'ErrorUpdatePropertyMismatch'],
    [
      'two elements at once',
      make.setField('item:Subject', '<t:Subject>x</t:Subject><t:Location>x</t:Location>'),
      'ErrorIncorrectUpdatePropertyCount',
    ],
    [
      'what only the server may say',
      make.setField('calendar:MyResponseType', '<t:MyResponseType>Accept</t:MyResponseType>'),
      'ErrorInvalidPropertySet',
    ],
    ['the deletion of an id', `<t:DeleteItemField>${make.fields('item:ItemId')}</t:DeleteItemField>`, 'ErrorInvalidPropertyDelete'],
    [
      'appending to a subject',
      make.setField('item:Subject', '<t:Subject>x</t:Subject>').replaceAll('SetItemField', 'AppendToItemField'),
      'ErrorInvalidPropertyAppend',
    ],
    [
      'an end before the start',
      make.setField('calendar:End', '<t:End>2020-01-01T00:00:00Z</t:End>'),
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
  ])('refuses %s', async (_what, updates, code) => {
    const id = await create(AT_NINE);
    expect(codes(await call(make.updateItem(make.itemId(id), updates)))).toEqual([code]);
  });

  it('appends guests and text, deletes properties', async () => {
    const id = await create(
      `<t:Body BodyType="Text">a</t:Body>${make.namedProperty('key', 'v')}${AT_NINE}<t:Location>here</t:Location>${make.attendees('RequiredAttendees', ['anna@example.test'])}`,
    );
    const append = (uri: string, element: string): string => make.setField(uri, element).replaceAll('SetItemField', 'AppendToItemField');
    const updates = [
      append('calendar:RequiredAttendees', make.attendees('RequiredAttendees', ['guest@partner.test'])),
      append('item:Body', '<t:Body BodyType="Text">b</t:Body>'),
      `<t:DeleteItemField>${make.fields('calendar:Location')}</t:DeleteItemField><t:DeleteItemField>${make.namedField('key')}</t:DeleteItemField>`,
    ];
    expect(codes(await call(make.updateItem(make.itemId(id), updates.join(''))))).toEqual(['NoError']);
    const answer = await call(
      make.getItems(
        [make.itemId(id)],
        make.fields('calendar:RequiredAttendees', 'item:Body', 'calendar:Location') + make.namedField('key'),
      ),
    );
    expect([texts(answer, 'EmailAddress'), texts(answer, 'Body'), texts(answer, 'Location'), texts(answer, 'Value')]).toEqual([
      ...[['anna@example.test', 'guest@partner.test'], ['ab'], [], []],
    ]);
  });
});

describe('deleting and moving', () => {
  const inFolder = async (folder: string): Promise<readonly string[]> =>
    texts(
      await call(
        make.findItems(make.page(1000), { folder: `<t:DistinguishedFolderId Id="${folder}"/>`, additional: make.fields('item:Subject') }),
      ),
      'Subject',
    );

  it.each([
    ['HardDelete', []],
    ['SoftDelete', ['recoverableitemsdeletions']],
    ['MoveToDeletedItems', ['deleteditems']],
  ])('%s leaves the item in %j', async (type, where) => {
    const subject = `deleted by ${type}`;
    const id = await create(`<t:Subject>${subject}</t:Subject>${AT_NINE}`);
    const answers = [await call(make.deleteItems([make.itemId(id)], { type })), await call(make.deleteItems([make.itemId(id)], { type }))];
    const found: string[] = [];
    for (const folder of ['calendar', 'deleteditems', 'recoverableitemsdeletions'])
      if ((await inFolder(folder)).includes(subject)) found.push(folder);
    expect([answers.map(codes), found]).toEqual([[['NoError'], ['ErrorItemNotFound']], where]);
  });

  it('gives a moved item another id', async () => {
    const id = await create(`<t:Subject>moved</t:Subject>${AT_NINE}`);
    const answer = await call(
      `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId><m:ItemIds>${make.itemId(id)}</m:ItemIds></m:MoveItem>`,
    );
    expect(itemIds(answer)[0]).not.toBe(id);
    expect(await inFolder('deleteditems')).toContain('moved');
  });
});

describe('attachments', () => {
  it('are stored with the item or later, and read back', async () => {
    const file = (name: string, content: string): string =>
      `<t:FileAttachment><t:Name>${name}</t:Name><t:Content>${Buffer.from(content).toString('base64')}</t:Content></t:FileAttachment>`;
    const id = await create(`<t:Attachments>${file('a.txt', 'first')}</t:Attachments>${AT_NINE}`);
    const added = await call(
      `<m:CreateAttachment><m:ParentItemId Id="${id}"/><m:Attachments>${file('b.txt', 'second')}</m:Attachments></m:CreateAttachment>`,
    );
    expect(codes(added)).toEqual(['NoError']);
    const shown = await call(make.getItems([make.itemId(id)], make.fields('item:Attachments', 'item:HasAttachments')));
    const ids = within(shown.messages[0]!.element, 'AttachmentId').map((element) => element.attributes['Id'] ?? '');
    const read = await call(
      `<m:GetAttachment><m:AttachmentIds>${ids.map((one) => `<t:AttachmentId Id="${one}"/>`).join('')}</m:AttachmentIds></m:GetAttachment>`,
    );
    expect([
      texts(shown, 'Name'),
      texts(shown, 'HasAttachments'),
      texts(read, 'Content').map((text) => Buffer.from(text, 'base64').toString()),
    ]).toEqual([...[['a.txt', 'b.txt'], ['true'], ['first', 'second']]]);
    expect(
      codes(
        await call(`<m:DeleteAttachment><m:AttachmentIds><t:AttachmentId Id="${ids[0] ?? ''}"/></m:AttachmentIds></m:DeleteAttachment>`),
      ),
    ).toEqual(['NoError']);
    expect(texts(await call(make.getItems([make.itemId(id)], make.fields('item:Attachments'))), 'Name')).toEqual(['b.txt']);
  });
});
