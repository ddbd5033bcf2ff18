import { describe, expect, it } from 'vitest';
import { shiftRecurrence } from '../../../shared/convert/travel/shiftRecurrence.ts';
import { isoDate } from '../../../shared/convert/isoTime.ts';
import type { EwsRecurrence } from '../../../shared/ews/item.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import {
  CONTEXT,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  UNDECIDED,
  attendee,
  calendarText,
  codes,
  eventLines,
  eventText,
  itemOf,
  organizer,
  perUser,
  plan,
} from './fixture.ts';

const BERLIN = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
];
const TIME_ZONE = [...BERLIN, 'END:STANDARD', 'END:VTIMEZONE'];
const HTML = 'X-ALT-DESC;FMTTYPE=text/html:<p>x</p>';

describe('a value nobody has defined', () => {
  it.each([
    ['TRANSP:PERHAPS', 'Busy', ['TRANSP', 'PERHAPS', 'OPAQUE']],
    ['STATUS:DRAFT', 'Busy', ['STATUS', 'DRAFT', 'CONFIRMED']],
    ['X-MICROSOFT-CDO-BUSYSTATUS:SLEEPING', 'Busy', ['X-MICROSOFT-CDO-BUSYSTATUS', 'SLEEPING', '']],
  ])('%s is read as if it were absent', (line, busy, noted) => {
    const { item, notes } = itemOf(eventText(line));
    const found = notes.filter(({ code }) => code === 'status-unknown').map(({ property, was, became }) => [property, was, became]);
    expect([item.legacyFreeBusyStatus, found]).toEqual([busy, [noted]]);
  });

  it.each([
    ['CATEGORIES:,;,', []],
    ['CATEGORIES:Work,,work, ', ['Work']],
  ])('%s makes these categories', (line, expected) => {
    expect(itemOf(eventText(line)).item.categories).toEqual(expected);
  });
});

describe('a body', () => {
  it.each([
    ['base64, which is not HTML text', 'DESCRIPTION;ALTREP="data:text/html;base64,PHA+":Text', 'Text', 'Text', ['html-body-unreadable']],
    ['nothing but blanks', 'DESCRIPTION;ALTREP="data:text/html,%20":Text', 'Text', 'Text', []],
    ['broken escapes', 'DESCRIPTION;ALTREP="data:text/html,%E0%A4%A":Text', 'Text', 'Text', ['html-body-unreadable']],
    [
      'HTML with characters XML cannot hold',
      'DESCRIPTION;ALTREP="data:text/html,%00a%0D%0Ab%1F":Text',
      'HTML',
      'a\nb',
      ['control-characters-removed'],
    ],
    ['HTML', 'DESCRIPTION;ALTREP="data:text/html,%3Cp%3Ex%3C/p%3E":Text', 'HTML', '<p>x</p>', []],
  ])('whose other form is %s', (_name, line, type, text, notes) => {
    const found = itemOf(eventText(line));
    expect([found.item.body, codes(found)]).toEqual([{ type, text }, notes]);
  });

  it('of HTML takes lines before its end, or at it', () => {
    const whole = itemOf(eventText('X-ALT-DESC;FMTTYPE=text/html:<body>x</BODY></html>', 'CONTACT:Me & you'));
    const open = itemOf(eventText(HTML, 'CONTACT:Me & you'));
    expect([whole.item.body.text, open.item.body.text]).toEqual([
      '<body>x<p>Contact: Me &amp; you</p></BODY></html>',
      '<p>x</p><p>Contact: Me &amp; you</p>',
    ]);
  });

  it('says nothing twice', () => {
    const { item } = itemOf(eventText('CONTACT:Me', 'CONTACT:Me', 'URL:https://a.example/', 'DESCRIPTION:See https://a.example/'));
    expect(item.body.text).toBe('See https://a.example/\n\nContact: Me');
  });

  it.each([
    ['ATTACH:cid:part1@x', 'cid:part1@x'],
    ['ATTACH;FMTTYPE=image/png;ENCODING=BASE64;VALUE=BINARY:AAAA', 'image/png (3 bytes)'],
    ['ATTACH:%%%', 'file without a name'],
    ['ATTACH;MANAGED-ID=1:https://old.example/calendars/a%20b.pdf?x', 'a b.pdf'],
    ['ATTACH;MANAGED-ID=1:https://old.example/calendars/%E0%A4%A', '%E0%A4%A'],
    ['ATTACH;FILENAME=c.doc;SIZE=12:/dropbox/c', 'c.doc (12 bytes)'],
  ])('cannot hold the file of %s, which is named', (line, name) => {
    const { notes } = itemOf(eventText(line));
    expect(notes.map(({ code, was }) => [code, was])).toEqual([['attachment-not-migrated', name]]);
  });
});

describe('somebody without a name', () => {
  it.each([
    ['ATTENDEE:mailto:stranger@nowhere.example', 'stranger@nowhere.example'],
    ['ATTENDEE:urn:uuid:11111111-2222-4333-8444-555555555555', '11111111-2222-4333-8444-555555555555'],
    ['ATTENDEE:/principals/users/rob', 'rob'],
    ['ATTENDEE:invalid:nomail', 'nomail'],
    ['ATTENDEE:', '?'],
  ])('%s is called by the address', (line, name) => {
    const { item } = itemOf(eventText(organizer(JIMI), attendee(JERRY), line));
    expect(item.body.text).toBe(`Also invited: ${name}`);
  });
});

describe('a guest whose organizer Exchange will not know', () => {
  it('keeps a plain appointment, unless it was declined', () => {
    const declined = plan([{ text: eventText(organizer(GONE), attendee(JIMI, 'DECLINED')) }]);
    const accepted = plan([{ text: eventText(organizer(GONE), attendee(JIMI)) }]);
    expect([declined.items.length, declined.skipped.map(({ reason }) => reason)]).toEqual([0, ['declined']]);
    expect(accepted.items.map(({ kind }) => kind)).toEqual(['appointment']);
  });

  it.each([
    [organizer(UNDECIDED), UNDECIDED],
    ['ORGANIZER:mailto:boss@nowhere.example', 'boss@nowhere.example'],
  ])('%s asks the operator about the organizer', (line, subject) => {
    expect(plan([{ text: eventText(line, attendee(JIMI)) }]).decisions).toEqual([{ code: 'unmapped-organizer', subject }]);
  });
});

/** An override of a daily series of June 2027 at nine in Berlin. */
function override(day: number, from: string, ...lines: readonly string[]): readonly string[] {
  const date = `202706${String(day).padStart(2, '0')}`;
  return [
    ...['BEGIN:VEVENT', 'UID:event-1', `RECURRENCE-ID;TZID=Europe/Berlin:${date}T090000`, `DTSTART;TZID=Europe/Berlin:${from}`],
    ...['DURATION:PT1H', 'SUMMARY:Rehearsal', ...lines, 'END:VEVENT'],
  ];
}

function starts(items: readonly PlannedItem[], owner: string): readonly string[] {
  const window = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };
  const own = items.filter(({ source, kind }) => source.owner === owner && kind !== 'travel');
  return own.flatMap(({ item }) => expandItem(item, window).map(({ start }) => new Date(start).toISOString().slice(0, 16))).sort();
}

describe('a guest’s copy', () => {
  const people = [organizer(JIMI), attendee(JIMI), attendee(JERRY)];
  const daily = 'RRULE:FREQ=DAILY;COUNT=3';

  it('of an instance the organizer never changed has the series’ content', () => {
    const { items } = plan([
      { owner: JIMI, text: calendarText(...eventLines(daily, ...people)) },
      { owner: JERRY, text: calendarText(...override(8, '20270608T090000', ...people)) },
    ]);
    expect(items.map(({ part, item }) => [part, item.start, item.subject])).toEqual([
      ['master', '2027-06-07T09:00:00+02:00', 'Rehearsal'],
      ['orphan:20270608T070000Z', '2027-06-08T09:00:00+02:00', 'Rehearsal'],
    ]);
  });

  it('of an instance that stands alone anyway is that one', () => {
    const rule = 'RRULE:FREQ=MONTHLY;BYDAY=5MO,5TU;COUNT=4';
    const lead = calendarText(...eventLines('DTSTART;TZID=Europe/Berlin:20270629T090000', 'DURATION:PT1H', rule, ...people));
    const own = calendarText(
      ...['BEGIN:VEVENT', 'UID:event-1', 'RECURRENCE-ID;TZID=Europe/Berlin:20270830T090000'],
      ...['DTSTART;TZID=Europe/Berlin:20270830T090000', 'DURATION:PT1H', ...people, 'END:VEVENT'],
    );
    const { items } = plan([
      { owner: JIMI, text: lead },
      { owner: JERRY, text: own },
    ]);
    expect(starts(items, JERRY)).toEqual(['2027-08-30T07:00']);
  });

  it('follows what the organizer changed where the guest’s copy knows nothing of it', () => {
    const moved = [...override(8, '20270608T140000', ...people), ...override(9, '20270613T090000', ...people)];
    const { items } = plan([
      { owner: JIMI, text: calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=5', ...people), ...moved) },
      { owner: JERRY, text: calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=5', ...people)) },
    ]);
    expect(starts(items, JERRY)).toEqual(starts(items, JIMI));
    expect(starts(items, JIMI)).toContain('2027-06-13T07:00');
  });

  it('stands on its own where the organizer’s copy does not name the guest, or has no series', () => {
    const nobody = calendarText(...eventLines(daily, organizer(JIMI), attendee(JANIS)));
    const loose = calendarText(...override(8, '20270608T090000', ...people));
    for (const text of [nobody, loose]) {
      const { items } = plan([
        { owner: JIMI, text },
        { owner: JERRY, text: calendarText(...eventLines(daily, ...people)) },
      ]);
      const copies = items.filter(({ source }) => source.owner === JERRY);
      expect([copies.flatMap(codes), starts(items, JERRY).length]).toEqual([['copy-differs'], 3]);
    }
  });

  it('has the guest’s own answer to an instance the organizer knows nothing of', () => {
    const { items } = plan([
      { owner: JIMI, text: calendarText(...eventLines(daily, ...people)) },
      {
        owner: JERRY,
        text: calendarText(
          ...eventLines(daily, ...people),
          ...override(8, '20270608T090000', organizer(JIMI), attendee(JIMI), attendee(JERRY, 'TENTATIVE')),
        ),
      },
    ]);
    const copy = items.find(({ source }) => source.owner === JERRY);
    expect(copy?.item.modifiedOccurrences.map(({ myResponse }) => myResponse)).toEqual(['Tentative']);
  });

  it('reads dates in the one time zone its text defines', () => {
    const untilUtc = 'RRULE:FREQ=DAILY;UNTIL=20270608T220000Z';
    const text = (rule: string): string =>
      calendarText(...TIME_ZONE, ...eventLines('DTSTART;VALUE=DATE:20270607', rule, organizer(JIMI), attendee(JERRY)));
    const { items } = plan([
      { owner: JIMI, text: text(untilUtc) },
      { owner: JERRY, text: text(untilUtc) },
    ]);
    // Midnight of the 9th in Berlin, written in UTC.
    expect([starts(items, JIMI), starts(items, JERRY)]).toEqual(
      Array.from({ length: 2 }, () => ['2027-06-07T00:00', '2027-06-08T00:00', '2027-06-09T00:00']),
    );
  });

  it('is asked for answers only where there are guests', () => {
    const text = calendarText(...eventLines(daily, organizer(JIMI)), ...override(8, '20270608T090000', ...people));
    const { items } = plan([{ owner: JIMI, text }], { ...CONTEXT, responsesInBody: true });
    expect(items.map(({ item }) => [item.body.text, item.modifiedOccurrences[0]?.body?.text ?? ''])).toEqual([['', '']]);
  });
});

describe('an event without a length', () => {
  it.each([
    ['2027-06-07T07:00:00Z', 1],
    ['2027-06-07T07:00:01Z', 0],
  ])('counts at its start: from %s', (from, count) => {
    const text = calendarText('BEGIN:VEVENT', 'UID:event-1', 'DTSTART:20270607T070000Z', 'END:VEVENT');
    expect(plan([{ text }], { ...CONTEXT, from }).items.length).toBe(count);
  });
});

describe('a shifted series', () => {
  it.each<[string, EwsRecurrence, number, EwsRecurrence | null]>([
    [
      'ends as many days later',
      { pattern: { type: 'Daily', interval: 3 }, range: { type: 'EndDate', startDate: '2027-02-27', endDate: '2027-12-31' } },
      1,
      { pattern: { type: 'Daily', interval: 3 }, range: { type: 'EndDate', startDate: '2027-02-28', endDate: '2028-01-01' } },
    ],
    [
      'of a weekday of the year is none',
      {
        pattern: { type: 'RelativeYearly', daysOfWeek: ['Monday'], dayOfWeekIndex: 'First', month: 'May' },
        range: { type: 'NoEnd', startDate: '2027-05-03' },
      },
      -1,
      null,
    ],
    [
      'of a weekday of the year stays where nothing is shifted',
      {
        pattern: { type: 'RelativeYearly', daysOfWeek: ['Monday'], dayOfWeekIndex: 'First', month: 'May' },
        range: { type: 'NoEnd', startDate: '2027-05-03' },
      },
      0,
      {
        pattern: { type: 'RelativeYearly', daysOfWeek: ['Monday'], dayOfWeekIndex: 'First', month: 'May' },
        range: { type: 'NoEnd', startDate: '2027-05-03' },
      },
    ],
  ])('%s', (_name, recurrence, days, expected) => {
    expect(shiftRecurrence(recurrence, days)).toEqual(expected);
  });
});

describe('travel', () => {
  it('that the owner’s data hold for a free event says why it is left out', () => {
    const text = calendarText(...eventLines('TRANSP:TRANSPARENT'), ...perUser(JIMI, ['X-APPLE-TRAVEL-DURATION:PT30M']));
    const { items } = plan([{ text }]);
    expect(items.map((item) => [item.kind, codes(item)])).toEqual([['appointment', ['travel-free']]]);
  });
});

describe('dates as text', () => {
  it('are right however many were asked for', () => {
    const day = 86_400_000;
    const wrong = Array.from({ length: 10_500 }, (_unused, index) => index * day).filter(
      (wall) => isoDate(wall) !== new Date(wall).toISOString().slice(0, 10),
    );
    expect([wrong, isoDate(0)]).toEqual([[], '1970-01-01']);
  });
});
