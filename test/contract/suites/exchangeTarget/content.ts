import { expect, test } from 'vitest';
import type { CreateRequest } from '../../../../electron/ports/ExchangeTarget.ts';
import type { EwsCalendarItem, EwsRecurrence } from '../../../../shared/ews/item.ts';
import { HOSTILE, attendee, calendarItem, createRequest } from '../../../support/ewsItems.ts';
import { create, readBack } from './answers.ts';
import type { ExchangeWorld } from './ExchangeWorld.ts';

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

/** What is written is what is there. */
export function describeContent(world: () => ExchangeWorld): void {
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
