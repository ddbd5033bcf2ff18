import { describe, expect, it } from 'vitest';
import { convertCopies } from '../../../shared/convert/convertCopies.ts';
import {
  CONTEXT,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  LIVE,
  UNDECIDED,
  attendee,
  calendarText,
  codes,
  copyOf,
  eventLines,
  eventText,
  itemOf,
  mappingOf,
  organizer,
  plan,
} from './fixture.ts';
import type { CopyText } from './fixture.ts';

const TODO = calendarText('BEGIN:VTODO', 'UID:event-1', 'SUMMARY:Do', 'END:VTODO');

describe('what becomes nothing', () => {
  it.each<[string, CopyText, string]>([
    ['a task', { text: TODO }, 'task'],
    ['a task known by its type alone', { text: '', object: { componentType: 'VTODO' } }, 'task'],
    ['a journal', { text: calendarText('BEGIN:VJOURNAL', 'UID:event-1', 'END:VJOURNAL') }, 'journal'],
    ['a poll, and the events inside it', { text: calendarText('BEGIN:VPOLL', 'UID:event-1', ...eventLines(), 'END:VPOLL') }, 'poll'],
    ['an availability', { text: calendarText('BEGIN:VAVAILABILITY', 'UID:event-1', 'END:VAVAILABILITY') }, 'availability'],
    ['no iCalendar', { text: 'hello' }, 'unreadable'],
    ['an event without a start', { text: calendarText('BEGIN:VEVENT', 'UID:event-1', 'SUMMARY:x', 'END:VEVENT') }, 'unreadable'],
    ['something in the inbox', { text: eventText(), object: { outOfCalendar: 'inbox' } }, 'inbox'],
    ['something in the trash, whatever it is', { text: TODO, object: { outOfCalendar: 'trash' } }, 'trash'],
    ['the event of somebody who left', { owner: GONE, text: eventText() }, 'left-out'],
    ['the event of somebody undecided', { owner: UNDECIDED, text: eventText() }, 'unmapped-owner'],
    ['a cancelled event', { text: eventText('STATUS:CANCELLED') }, 'cancelled'],
    ['a declined invitation', { text: eventText(organizer(JERRY), attendee(JIMI, 'DECLINED')) }, 'declined'],
    [
      'a series of which nothing is left',
      { text: eventText('RRULE:FREQ=DAILY;COUNT=1', 'EXDATE;TZID=Europe/Berlin:20270607T090000') },
      'nothing-left',
    ],
  ])('%s', (_, copy, reason) => {
    const { items, skipped } = plan([copy]);
    expect([items, skipped.map((entry) => [entry.source.owner, entry.source.resourceName, entry.reason])]).toEqual([
      [],
      [[copy.owner ?? JIMI, 'event.ics', reason]],
    ]);
  });

  it('asks for a decision about an undecided owner, once', () => {
    const { decisions } = plan([
      { owner: UNDECIDED, text: eventText(), resourceName: 'a.ics' },
      { owner: UNDECIDED, text: eventText(), resourceName: 'b.ics' },
    ]);
    expect(decisions).toEqual([{ code: 'unmapped-owner', subject: UNDECIDED }]);
  });

  it('keeps what reading found out', () => {
    const { skipped } = plan([{ text: eventText('STATUS:CANCELLED', 'DURATION:PT1H', 'DTEND;TZID=Europe/Berlin:20270607T100000') }]);
    expect(skipped[0]?.notes.map(({ code }) => code)).toContain('end-and-duration');
  });
});

describe('scope by date', () => {
  const scope = (from: string | null, to: string | null): typeof CONTEXT => ({ ...CONTEXT, from, to });
  it.each([
    ['open', null, null, [], true],
    ['inside', '2027-06-01T00:00:00Z', '2027-07-01T00:00:00Z', [], true],
    ['ends at from', '2027-06-07T08:00:00Z', null, [], false],
    ['runs into from', '2027-06-07T07:59:00Z', null, [], true],
    ['starts at to', null, '2027-06-07T07:00:00Z', [], false],
    ['starts before to', null, '2027-06-07T07:01:00Z', [], true],
    ['a series keeps its past', '2027-06-10T00:00:00Z', null, ['RRULE:FREQ=DAILY;COUNT=5'], true],
    ['a series that is over', '2027-07-10T00:00:00Z', null, ['RRULE:FREQ=DAILY;COUNT=5'], false],
    ['an endless series, any time later', '2041-01-01T00:00:00Z', null, ['RRULE:FREQ=YEARLY'], true],
    ['a series in whose gap the window lies', '2027-06-08T00:00:00Z', '2027-06-13T00:00:00Z', ['RRULE:FREQ=WEEKLY'], false],
    [
      'deleted instances do not count',
      '2027-06-11T00:00:00Z',
      null,
      ['RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;TZID=Europe/Berlin:20270611T090000'],
      false,
    ],
  ])('%s', (_, from, to, lines, isKept) => {
    const { items, skipped } = plan([{ text: eventText(...lines) }], scope(from, to));
    expect([items.length, skipped.map(({ reason }) => reason)]).toEqual(isKept ? [1, []] : [0, ['out-of-range']]);
  });
});

describe('live or silent', () => {
  const people = [organizer(JIMI), attendee(JERRY)];
  const PAST = ['DTSTART;TZID=Europe/Berlin:20200607T090000', 'DTEND;TZID=Europe/Berlin:20200607T100000'];
  it.each([
    ['a meeting to come', [...people], LIVE, 'live', []],
    ['a meeting to come when all is silent', [...people], CONTEXT, 'silent', []],
    ['a meeting that is over', [...PAST, ...people], LIVE, 'silent', []],
    ['a series that goes on', [...PAST, ...people, 'RRULE:FREQ=WEEKLY'], LIVE, 'live', []],
    ['a series that is over', [...PAST, ...people, 'RRULE:FREQ=WEEKLY;COUNT=9'], LIVE, 'silent', []],
    ['one that ends just after the cut-over', [...people], { ...LIVE, cutOver: '2027-06-07T07:59:59Z' }, 'live', []],
    ['one that ends at the cut-over', [...people], { ...LIVE, cutOver: '2027-06-07T08:00:00Z' }, 'silent', []],
    [
      'a meeting with outsiders only',
      [organizer(JIMI), 'ATTENDEE:mailto:partner@elsewhere.example.net'],
      LIVE,
      'silent',
      ['silent-outside-only'],
    ],
    ['an appointment', [], LIVE, 'silent', []],
  ])('%s', (_, lines, context, mode, notes) => {
    const item = itemOf(eventText(...lines), context);
    expect([item.mode, codes(item)]).toEqual([mode, notes]);
  });
});

describe('the same UID twice in one mailbox', () => {
  const text = eventText();
  it('is one item when the content is the same: the one in the default calendar', () => {
    const { items, skipped } = plan([
      { text, calendar: 'Band', route: { category: 'Band' } },
      { text, calendar: 'calendar' },
    ]);
    expect([items.map(({ source }) => source.calendar), skipped.map(({ source, reason }) => [source.calendar, reason])]).toEqual([
      ['calendar'],
      [['Band', 'duplicate']],
    ]);
  });

  it('is two items when it differs, the second with a UID of its own', () => {
    const { items } = plan([
      { text, calendar: 'calendar' },
      { text: eventText('SUMMARY:Other'), calendar: 'Band' },
    ]);
    expect(items.map(({ item, notes }) => [item.subject, item.uid === 'event-1', notes.map(({ code }) => code)])).toEqual([
      ['Rehearsal', true, []],
      ['Other', false, ['same-uid']],
    ]);
  });

  it('in two mailboxes is none of this', () => {
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    expect(items.map(({ item }) => item.uid)).toEqual(['event-1', 'event-1']);
  });
});

describe('times', () => {
  it.each([
    ['in a zone', [], ['2027-06-07T09:00:00+02:00', '2027-06-07T10:00:00+02:00', 'W. Europe Standard Time', false]],
    [
      'in UTC',
      ['DTSTART:20270607T090000Z', 'DTEND:20270607T100000Z'],
      ['2027-06-07T09:00:00+00:00', '2027-06-07T10:00:00+00:00', 'UTC', false],
    ],
    [
      'floating',
      ['DTSTART:20270607T090000', 'DTEND:20270607T100000'],
      ['2027-06-07T09:00:00+02:00', '2027-06-07T10:00:00+02:00', 'W. Europe Standard Time', false],
    ],
    [
      'all-day',
      ['DTSTART;VALUE=DATE:20270607', 'DTEND;VALUE=DATE:20270609'],
      ['2027-06-07', '2027-06-09', 'W. Europe Standard Time', true],
    ],
    [
      'half hours east',
      ['DTSTART;TZID=Asia/Kolkata:20270607T090000', 'DTEND;TZID=Asia/Kolkata:20270607T100000'],
      ['2027-06-07T09:00:00+05:30', '2027-06-07T10:00:00+05:30', 'India Standard Time', false],
    ],
  ])('%s', (_, lines, [start, end, zone, isAllDay]) => {
    const { item } = itemOf(eventText(...lines));
    expect([item.start, item.end, item.startTimeZone, item.isAllDayEvent]).toEqual([start, end, zone, isAllDay]);
  });

  it.each([
    ['the mailbox’s', { mailboxTimeZones: { 'jimi@contoso.com': 'America/New_York' } }, 'Asia/Tokyo', '-04:00'],
    ['else the calendar’s', {}, 'Asia/Tokyo', '+09:00'],
    ['else the default', {}, null, '+02:00'],
  ])('floating ones lie in %s zone', (_, change, timeZone, offset) => {
    const text = eventText('DTSTART:20270607T090000', 'DTEND:20270607T100000');
    expect(itemOf(text, { ...CONTEXT, ...change }, { calendarRow: { timeZone } }).item.start).toBe(`2027-06-07T09:00:00${offset}`);
  });
});

describe('convertCopies', () => {
  const text = calendarText(
    ...eventLines(
      'RRULE:FREQ=MONTHLY;BYMONTHDAY=7,14;COUNT=8',
      organizer(JIMI),
      attendee(JERRY),
      attendee(JANIS, 'TENTATIVE'),
      'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M',
    ),
  );
  const copies = [JIMI, JERRY, JANIS].map((owner) => copyOf({ owner, text }));

  it('gives the same bytes for the same input, whatever the order of the copies', () => {
    const once = JSON.stringify(convertCopies(copies, mappingOf(), LIVE).items);
    expect(JSON.stringify(convertCopies(copies, mappingOf(), LIVE).items)).toBe(once);
    expect(JSON.stringify(convertCopies([...copies].reverse(), mappingOf(), LIVE).items)).toBe(once);
  });

  it('tells how each series was expressed', () => {
    expect([...convertCopies(copies, mappingOf(), LIVE).classes.values()]).toEqual(['split', 'split', 'split']);
  });

  it('keeps the keys when mailbox, dates and texts change', () => {
    const keys = (lines: readonly string[], email: string): readonly string[] =>
      convertCopies(
        [copyOf({ text: eventText(...lines) })],
        mappingOf({ [`uid:${JIMI}`]: { state: 'mapped', email, name: 'J', kind: 'user' } }),
        CONTEXT,
      ).items.map(({ key }) => key);
    expect(keys(['SUMMARY:a'], 'a@contoso.com')).toEqual(
      keys(['SUMMARY:b', 'DTSTART;TZID=Europe/Berlin:20280101T090000', 'DTEND;TZID=Europe/Berlin:20280101T100000'], 'b@contoso.com'),
    );
  });
});
