import { describe, expect, it } from 'vitest';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import { contentHash, unlikePlan, type Likeness, type WholeItem } from '../../../shared/run/undo/content.ts';
import { isUnsaved, touchOf } from '../../../shared/run/undo/touched.ts';
import { calendarItem, weekly } from '../run/planned.ts';

const GUEST = { email: 'Jimi@contoso.com', name: 'Jimi', response: 'Unknown' } as const;
const MONDAY = '2026-11-30T09:00:00+01:00';
const CHANGE = { originalStart: MONDAY, start: MONDAY, end: '2026-11-30T10:00:00+01:00', subject: 'With a guest' };
const whole = (item: EwsCalendarItem, occurrences: readonly EwsCalendarItem[] = []): WholeItem => ({ item, occurrences });
const same = (one: EwsCalendarItem, other: EwsCalendarItem): boolean => contentHash(whole(one)) === contentHash(whole(other));

/** What a user may change: it must never be removed unseen. */
const CHANGES: readonly (readonly [string, Partial<EwsCalendarItem>])[] = [
  ['subject', { subject: 'My own words' }],
  ['body', { body: { type: 'Text', text: 'Bring the plans' } }],
  ['body', { body: { type: 'HTML', text: '<p>Bring the plans</p>' } }],
  ['start', { start: '2026-11-23T08:30:00+01:00' }],
  ['end', { end: '2026-11-23T11:00:00+01:00' }],
  ['isAllDayEvent', { isAllDayEvent: true }],
  ['legacyFreeBusyStatus', { legacyFreeBusyStatus: 'OOF' }],
  ['sensitivity', { sensitivity: 'Private' }],
  ['location', { location: 'On the roof' }],
  ['categories', { categories: ['Work', 'Mine'] }],
  ['requiredAttendees', { requiredAttendees: [GUEST] }],
];

describe('the content that counts', () => {
  it.each(CHANGES)('is another with another %s', (_, change) => {
    expect(same(calendarItem(), calendarItem(change))).toBe(false);
  });

  it.each<[string, Partial<EwsCalendarItem>]>([
    ['a dismissed reminder', { reminderMinutesBeforeStart: null }],
    ['importance', { importance: 'High' }],
    ['an offset', { start: '2026-11-23T08:00:00Z', end: '2026-11-23T09:00:00Z' }],
    ['line ends', { body: { type: 'Text', text: 'Agenda\r\n' } }],
    ['HTML around the same words', { body: { type: 'HTML', text: '<html><head><style>p{}</style></head><p>Agenda</p></html>' } }],
    ['the time zone of a single', { startTimeZone: 'UTC', endTimeZone: 'UTC' }],
    ['my own answer', { myResponse: 'Accept' }],
  ])('is the same with %s', (_, change) => {
    expect(same(calendarItem(), calendarItem(change))).toBe(true);
  });

  it('does not know tracking', () => {
    const answered = { ...GUEST, email: 'jimi@contoso.com', response: 'Accept' } as const;
    expect(same(calendarItem({ requiredAttendees: [GUEST] }), calendarItem({ requiredAttendees: [answered] }))).toBe(true);
  });

  it.each<[string, Partial<EwsCalendarItem>]>([
    ['the zone of a series', { startTimeZone: 'UTC' }],
    ['a deleted occurrence', { deletedOccurrences: [MONDAY] }],
    ['a moved one', { modifiedOccurrences: [CHANGE] }],
    ['an end', { recurrence: null }],
  ])('is another with %s', (_, change) => {
    expect(same(weekly(), weekly(change))).toBe(false);
  });

  it('knows what a changed occurrence says, whatever order they come in', () => {
    const series = weekly({ modifiedOccurrences: [CHANGE] });
    const [one, other] = [calendarItem({ start: MONDAY, subject: 'With a guest' }), calendarItem({ start: '2026-12-07T09:00:00+01:00' })];
    expect(contentHash(whole(series, [one]))).not.toBe(contentHash(whole(series, [{ ...one, subject: 'Mine' }])));
    expect(contentHash(whole(series, [one, other]))).toBe(contentHash(whole(series, [other, one])));
  });
});

describe('what is there against what was planned', () => {
  it.each(CHANGES)('names a changed %s', (field, change) => {
    expect(unlikePlan(calendarItem(), whole(calendarItem(change)), 'whole')).toEqual([field]);
  });

  it.each<[Likeness, Partial<EwsCalendarItem>, readonly string[]]>([
    ['guest-copy', { requiredAttendees: [GUEST] }, []],
    ['guest-copy', { legacyFreeBusyStatus: 'Free' }, ['legacyFreeBusyStatus']],
    ['unfinished', { requiredAttendees: [GUEST] }, []],
    ['unfinished', { subject: 'Mine' }, ['subject']],
    ['delivered', { legacyFreeBusyStatus: 'Tentative', categories: [], sensitivity: 'Private' }, []],
    ['delivered', { start: '2026-11-23T08:30:00+01:00' }, ['start']],
    ['as-delivered', { legacyFreeBusyStatus: 'Tentative', requiredAttendees: [GUEST] }, []],
    ['as-delivered', { sensitivity: 'Private' }, ['sensitivity']],
    ['as-delivered', { categories: ['Mine'] }, ['categories']],
    ['as-delivered', { body: { type: 'Text', text: 'Bring the plans' } }, ['body']],
  ])('of %s asks for %j', (likeness, change, fields) => {
    expect(unlikePlan(calendarItem(), whole(calendarItem(change)), likeness)).toEqual(fields);
  });

  it('takes a series of which only some occurrences were written for untouched, and one with others for touched', () => {
    const planned = weekly({ modifiedOccurrences: [CHANGE], deletedOccurrences: ['2026-12-07T09:00:00+01:00'] });
    expect(unlikePlan(planned, whole(weekly()), 'unfinished')).toEqual([]);
    expect(unlikePlan(planned, whole(weekly()), 'whole')).toEqual(['modifiedOccurrences', 'deletedOccurrences']);
    const own = weekly({ deletedOccurrences: ['2026-12-14T09:00:00+01:00'] });
    expect(unlikePlan(planned, whole(own), 'unfinished')).toEqual(['deletedOccurrences']);
  });

  it('takes an occurrence that somebody answered alone for untouched, unless it says something of its own', () => {
    const [planned, end] = [weekly(), '2026-11-30T10:00:00+01:00'];
    const found = weekly({ modifiedOccurrences: [{ originalStart: MONDAY, start: MONDAY, end }] });
    const answered = calendarItem({ start: MONDAY, end, myResponse: 'Tentative' });
    for (const likeness of ['whole', 'guest-copy', 'unfinished', 'as-delivered'] as const) {
      expect(unlikePlan(planned, whole(found, [answered]), likeness)).toEqual([]);
      const noted = { ...answered, body: { type: 'Text', text: 'Bring the plans' } } as const;
      expect(unlikePlan(planned, whole(found, [noted]), likeness)).toEqual(['modifiedOccurrences']);
      // What could not be read is nobody's to remove.
      expect(unlikePlan(planned, whole(found), likeness)).toEqual(['modifiedOccurrences']);
    }
    const moved = weekly({ modifiedOccurrences: [{ originalStart: MONDAY, start: MONDAY, end: '2026-11-30T11:00:00+01:00' }] });
    expect(unlikePlan(planned, whole(moved, [answered]), 'whole')).toEqual(['modifiedOccurrences']);
  });

  it('sees what somebody wrote into a changed occurrence', () => {
    const planned = weekly({ modifiedOccurrences: [CHANGE] });
    const occurrence = calendarItem({ start: CHANGE.start, end: CHANGE.end, subject: 'With a guest' });
    expect(unlikePlan(planned, whole(planned, [occurrence]), 'whole')).toEqual([]);
    expect(unlikePlan(planned, whole(planned, [{ ...occurrence, location: 'On the roof' }]), 'whole')).toEqual(['location']);
  });
});

describe('whether somebody changed an item', () => {
  const content = contentHash(whole(calendarItem()));
  const wanted = { item: calendarItem(), likeness: 'whole' } as const;
  const renamed = whole(calendarItem({ subject: 'Mine' }));

  it.each([
    ['CK1', 'CK1', true],
    ['CK1', 'CK2', false],
    ['', '', false],
    [null, 'CK1', false],
  ])('is clear at once with change keys %s and %s: %s', (changeKey, found, isIt) => {
    expect(isUnsaved({ changeKey, content: null }, found)).toBe(isIt);
  });

  it.each([
    ['its own content decides', content, wanted, whole(calendarItem()), { is: 'untouched' }],
    ['and the plan says where', content, wanted, renamed, { is: 'touched', fields: ['subject'] }],
    ['even where the plan would say otherwise', contentHash(renamed), wanted, renamed, { is: 'untouched' }],
    ['else the plan', null, wanted, whole(calendarItem()), { is: 'untouched' }],
    ['else the plan', null, wanted, renamed, { is: 'touched', fields: ['subject'] }],
    ['without either nobody knows', null, null, renamed, { is: 'unknown' }],
  ] as const)('%s', (_, known, plan, found, touch) => {
    expect(touchOf({ changeKey: null, content: known }, found, plan)).toEqual(touch);
  });
});
