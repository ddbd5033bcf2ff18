import { describe, expect, it } from 'vitest';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import { compareItems, isUntouched, occurrenceItem } from '../../../shared/run/compareItems.ts';
import { calendarItem, weekly } from './planned.ts';

const GUEST = { email: 'Jimi@contoso.com', name: 'Jimi', response: 'Accept' } as const;
const fields = (planned: EwsCalendarItem, found: EwsCalendarItem, kind = 'meeting'): readonly string[] =>
  compareItems(planned, found, kind).map(({ field }) => field);

describe('planned against read back', () => {
  it.each<[string, Partial<EwsCalendarItem>]>([
    ['subject', { subject: 'Plannning' }],
    ['start', { start: '2026-11-23T09:30:00+01:00' }],
    ['end', { end: '2026-11-23T10:30:00+01:00' }],
    ['startTimeZone', { startTimeZone: 'UTC' }],
    ['endTimeZone', { endTimeZone: 'UTC' }],
    ['isAllDayEvent', { isAllDayEvent: true }],
    ['legacyFreeBusyStatus', { legacyFreeBusyStatus: 'Free' }],
    ['sensitivity', { sensitivity: 'Private' }],
    ['importance', { importance: 'High' }],
    ['categories', { categories: [] }],
    ['location', { location: 'Room 2' }],
    ['reminderMinutesBeforeStart', { reminderMinutesBeforeStart: null }],
    ['body', { body: { type: 'Text', text: 'No agenda' } }],
    ['requiredAttendees', { requiredAttendees: [GUEST] }],
    ['optionalAttendees', { optionalAttendees: [GUEST] }],
    ['resources', { resources: [GUEST] }],
    ['recurrence', { recurrence: weekly().recurrence }],
    ['deletedOccurrences', { deletedOccurrences: ['2026-11-23T09:00:00+01:00'] }],
    ['modifiedOccurrences', { modifiedOccurrences: [{ originalStart: '2026-11-23', start: '2026-11-24', end: '2026-11-25' }] }],
  ])('names a difference of %s', (field, change) => {
    expect(fields(calendarItem(), calendarItem(change))).toEqual([field]);
  });

  it.each<[string, EwsCalendarItem, EwsCalendarItem]>([
    ['offsets', calendarItem(), calendarItem({ start: '2026-11-23T08:00:00Z', end: '2026-11-23T09:00:00Z' })],
    ['line ends', calendarItem({ body: { type: 'Text', text: 'a\nb' } }), calendarItem({ body: { type: 'Text', text: 'a\r\nb\r\n' } })],
    ['the order of categories', calendarItem({ categories: ['a', 'b'] }), calendarItem({ categories: ['b', 'a'] })],
    [
      'the case of addresses, answers and names',
      calendarItem({ requiredAttendees: [GUEST] }),
      calendarItem({ requiredAttendees: [{ email: 'jimi@contoso.com', name: 'J', response: 'Unknown' }] }),
    ],
    [
      'the rewritten HTML of a body',
      calendarItem({ body: { type: 'HTML', text: '<b>a</b>' } }),
      calendarItem({ body: { type: 'HTML', text: '<html><b>a</b></html>' } }),
    ],
  ])('does not mind %s', (_, planned, found) => {
    expect(fields(planned, found)).toEqual([]);
  });

  it('does not mind what Exchange says of the organizer of an appointment', () => {
    expect(fields(calendarItem(), calendarItem({ organizer: { email: 'a@b', name: 'a' } }), 'appointment')).toEqual([]);
  });

  it('expects no list of guests in a guest’s copy', () => {
    expect(fields(calendarItem({ requiredAttendees: [GUEST] }), calendarItem(), 'guest-copy')).toEqual([]);
  });

  it('knows an occurrence by its own fields and those of its series', () => {
    const change = { originalStart: '2026-11-30', start: '2026-12-01', end: '2026-12-02', subject: 'Budget', requiredAttendees: [] };
    expect(occurrenceItem(weekly({ requiredAttendees: [GUEST] }), change)).toEqual(
      calendarItem({ start: '2026-12-01', end: '2026-12-02', subject: 'Budget' }),
    );
  });
});

describe('a second copy', () => {
  const planned = weekly({
    deletedOccurrences: ['2026-11-30T09:00:00+01:00', '2026-12-07T09:00:00+01:00'],
    modifiedOccurrences: [
      { originalStart: '2026-12-14T09:00:00+01:00', start: '2026-12-15T09:00:00+01:00', end: '2026-12-15T10:00:00+01:00' },
    ],
  });

  it.each<[string, EwsCalendarItem, boolean]>([
    ['is untouched as it was planned', planned, true],
    ['is untouched without its occurrences, which go to one copy only', weekly(), true],
    ['is untouched with some of them', weekly({ deletedOccurrences: ['2026-12-07T08:00:00Z'] }), true],
    ['is touched with an occurrence its owner deleted', weekly({ deletedOccurrences: ['2026-12-21T08:00:00Z'] }), false],
    ['is touched with another subject', { ...planned, subject: 'Mine' }, false],
    ['is touched with another body', { ...planned, body: { type: 'Text', text: 'My notes' } }, false],
    ['is touched with another time', { ...planned, end: '2026-11-23T10:15:00+01:00' }, false],
  ])('%s', (_, found, expected) => {
    expect(isUntouched(planned, found, 'appointment')).toBe(expected);
  });
});
