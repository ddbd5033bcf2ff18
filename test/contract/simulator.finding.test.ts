import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, itemIds, texts, within } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { AT_NINE, ORG, WORLD, asOrganizer } from '../support/organizer.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(WORLD);
});
afterAll(() => simulator.stop());

const { call, create } = asOrganizer(() => simulator.url);

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
