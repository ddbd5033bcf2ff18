import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, itemIds, texts, within } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { AT_NINE, BERLIN, WORLD, asOrganizer } from '../support/organizer.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(WORLD);
});
afterAll(() => simulator.stop());

const { call, create, show } = asOrganizer(() => simulator.url);

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
