import { expect, test } from 'vitest';
import { HOSTILE, attendee, calendarItem, createRequest, dailyFrom } from '../../../support/ewsItems.ts';
import { answersOf, create, failureOf, outcomes, readBack, valueOf } from './answers.ts';
import type { ExchangeWorld } from './ExchangeWorld.ts';

/** Series, their occurrences and what a window shows of them. */
export function describeSeries(world: () => ExchangeWorld): void {
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
