import { describe, expect, it } from 'vitest';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { CONTEXT, JANIS, JERRY, JIMI, LIVE, ROOM, attendee, calendarText, codes, eventLines, organizer, perUser, plan } from './fixture.ts';
import type { CopyText } from './fixture.ts';

const PEOPLE = [organizer(JIMI), attendee(JIMI), attendee(JERRY), attendee(JANIS)];
const SERIES = ['RRULE:FREQ=DAILY;COUNT=5', ...PEOPLE];

/** An override of 2027-06-DAY, moved to HOUR o'clock, with these lines. */
function override(day: number, hour: number, ...lines: readonly string[]): readonly string[] {
  const at = (start: number): string => `;TZID=Europe/Berlin:202706${String(day).padStart(2, '0')}T${String(start).padStart(2, '0')}0000`;
  return [
    'BEGIN:VEVENT',
    'UID:event-1',
    `RECURRENCE-ID${at(9)}`,
    `DTSTART${at(hour)}`,
    `DTEND${at(hour + 1)}`,
    'SUMMARY:Rehearsal',
    ...lines,
    'END:VEVENT',
  ];
}

function occurrence(day: number, hour = 9): string {
  return `2027-06-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+02:00`;
}

function guestOf(copies: readonly CopyText[], context = CONTEXT, owner = JERRY): PlannedItem | undefined {
  return plan(copies, context).items.find(({ source, kind }) => source.owner === owner && kind !== 'travel');
}

const ORGANIZERS: CopyText = { owner: JIMI, text: calendarText(...eventLines(...SERIES)) };

describe('a guest’s view of a series', () => {
  it('has the organizer’s pattern, moves and deletions', () => {
    const text = calendarText(...eventLines(...SERIES, 'EXDATE;TZID=Europe/Berlin:20270610T090000'), ...override(8, 14, ...PEOPLE));
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    const [lead, copy] = items;
    expect(copy?.item.modifiedOccurrences).toEqual([{ originalStart: occurrence(8), start: occurrence(8, 14), end: occurrence(8, 15) }]);
    expect(copy?.item.deletedOccurrences).toEqual([occurrence(10)]);
    expect([copy?.item.recurrence, copy?.item.modifiedOccurrences, copy?.item.deletedOccurrences]).toEqual([
      lead?.item.recurrence,
      lead?.item.modifiedOccurrences,
      lead?.item.deletedOccurrences,
    ]);
  });

  it.each([
    ['not invited to (EXDATE)', [...eventLines(...SERIES, 'EXDATE;TZID=Europe/Berlin:20270609T090000')]],
    ['hidden by the guest', [...eventLines(...SERIES), ...override(9, 9, ...PEOPLE, 'X-CALENDARSERVER-HIDDEN-INSTANCE:T')]],
    ['cancelled for the guest', [...eventLines(...SERIES), ...override(9, 9, ...PEOPLE, 'STATUS:CANCELLED')]],
  ])('lacks the instances %s', (_, lines) => {
    const copy = guestOf([ORGANIZERS, { owner: JERRY, text: calendarText(...lines) }]);
    expect([copy?.item.deletedOccurrences, copy?.item.modifiedOccurrences]).toEqual([[occurrence(9)], []]);
    expect(copy === undefined ? [] : codes(copy)).toEqual([]);
  });

  it('lacks a moved instance the guest is not invited to', () => {
    const organizers = calendarText(...eventLines(...SERIES), ...override(9, 14, organizer(JIMI), attendee(JANIS)));
    const guests = calendarText(...eventLines(...SERIES, 'EXDATE;TZID=Europe/Berlin:20270609T090000'));
    const copy = guestOf([
      { owner: JIMI, text: organizers },
      { owner: JERRY, text: guests },
    ]);
    expect([copy?.item.deletedOccurrences, copy?.item.modifiedOccurrences]).toEqual([[occurrence(9)], []]);
  });

  it('has exceptions of the guest’s own reminder and busy status', () => {
    const guests = calendarText(
      ...eventLines(...SERIES),
      ...perUser(
        JERRY,
        ['TRANSP:OPAQUE'],
        [
          'RECURRENCE-ID;TZID=Europe/Berlin:20270609T090000',
          'TRANSP:TRANSPARENT',
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          'TRIGGER:-PT5M',
          'END:VALARM',
        ],
      ),
    );
    const copy = guestOf([ORGANIZERS, { owner: JERRY, text: guests }]);
    expect(copy?.item.modifiedOccurrences).toEqual([
      {
        originalStart: occurrence(9),
        start: occurrence(9),
        end: occurrence(9, 10),
        legacyFreeBusyStatus: 'Free',
        reminderMinutesBeforeStart: 5,
      },
    ]);
  });

  it('is equal when only the spelling of the rule differs', () => {
    const guests = calendarText(...eventLines('RRULE:FREQ=DAILY;UNTIL=20270611T070000Z', ...PEOPLE));
    const copy = guestOf([ORGANIZERS, { owner: JERRY, text: guests }]);
    expect([copy?.item.recurrence?.range.type, copy?.item.deletedOccurrences, copy?.notes]).toEqual(['Numbered', [], []]);
  });

  it('that is shorter loses the rest', () => {
    const copy = guestOf([ORGANIZERS, { owner: JERRY, text: calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=3', ...PEOPLE)) }]);
    expect(copy?.item.deletedOccurrences).toEqual([occurrence(10), occurrence(11)]);
  });

  it('that has more instances is planned on its own', () => {
    const guests = calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=9', ...PEOPLE));
    const { items } = plan([ORGANIZERS, { owner: JERRY, text: guests }], LIVE);
    const [lead, copy] = items;
    expect([copy?.item.recurrence?.range, copy?.mode, copy?.deliveredBy, copy?.waitsFor]).toEqual([
      { type: 'Numbered', startDate: '2027-06-07', numberOfOccurrences: 9 },
      'silent',
      'create',
      [lead?.key],
    ]);
    expect(copy === undefined ? [] : codes(copy)).toEqual(['copy-differs']);
  });
});

describe('a guest of single instances', () => {
  const organizers = calendarText(
    ...eventLines('RRULE:FREQ=DAILY;COUNT=5', organizer(JIMI), attendee(JANIS)),
    ...override(8, 14, organizer(JIMI), attendee(JANIS), attendee(JERRY, 'TENTATIVE')),
    ...override(10, 9, organizer(JIMI), attendee(JANIS), attendee(JERRY)),
  );
  const guests = calendarText(
    ...override(8, 14, organizer(JIMI), attendee(JERRY, 'TENTATIVE')),
    ...override(10, 9, organizer(JIMI), attendee(JERRY)),
  );

  it('has an item for each, with the meeting’s UID', () => {
    const { items } = plan(
      [
        { owner: JIMI, text: organizers },
        { owner: JERRY, text: guests },
      ],
      LIVE,
    );
    const [lead] = items;
    const copies = items.filter(({ source }) => source.owner === JERRY);
    expect(
      copies.map(({ part, item, deliveredBy, waitsFor }) => [
        part,
        item.start,
        item.recurrence,
        item.myResponse,
        item.uid,
        deliveredBy,
        waitsFor,
      ]),
    ).toEqual([
      ['orphan:20270608T070000Z', occurrence(8, 14), null, 'Tentative', 'event-1', 'exchange', [lead?.key]],
      ['orphan:20270610T070000Z', occurrence(10), null, 'Accept', 'event-1', 'exchange', [lead?.key]],
    ]);
  });

  it('appears in those instances of the organizer’s series only', () => {
    const { items } = plan([{ owner: JIMI, text: organizers }]);
    const names = items[0]?.item.modifiedOccurrences.map((one) => [one.originalStart, one.requiredAttendees?.map(({ email }) => email)]);
    expect([items[0]?.item.requiredAttendees.map(({ email }) => email), names]).toEqual([
      ['janis@contoso.com'],
      [
        [occurrence(8), ['janis@contoso.com', 'jerry@contoso.com']],
        [occurrence(10), ['janis@contoso.com', 'jerry@contoso.com']],
      ],
    ]);
  });

  it('keeps those nobody cancelled, and stands alone where the organizer lacks one', () => {
    const cancelled = organizers.replace(/(RECURRENCE-ID;TZID=Europe\/Berlin:20270610T090000)/, 'STATUS:CANCELLED\r\n$1');
    const { items } = plan([
      { owner: JIMI, text: cancelled },
      { owner: JERRY, text: guests },
    ]);
    const copies = items.filter(({ source }) => source.owner === JERRY);
    expect(copies.map(({ part, notes }) => [part, notes.map(({ code }) => code)])).toEqual([
      ['orphan:20270608T070000Z', ['copy-differs']],
      ['orphan:20270610T070000Z', []],
    ]);
  });
});

describe('answers to single instances', () => {
  const declined = (owner: string): readonly string[] =>
    override(
      9,
      9,
      organizer(JIMI),
      attendee(JIMI),
      attendee(JERRY, owner === JERRY ? 'DECLINED' : 'ACCEPTED'),
      attendee(JANIS, owner === JANIS ? 'DECLINED' : 'ACCEPTED'),
    );

  it('of others change nothing in a copy', () => {
    const text = calendarText(...eventLines(...SERIES), ...declined(JANIS));
    const copy = guestOf([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    expect([copy?.item.modifiedOccurrences, copy?.item.deletedOccurrences]).toEqual([[], []]);
  });

  it('are noted on a silent meeting, whose tracking cannot hold them', () => {
    const { items } = plan([{ owner: JIMI, text: calendarText(...eventLines(...SERIES), ...declined(JANIS)) }]);
    expect([items[0]?.item.modifiedOccurrences, items[0]?.notes.map(({ code, was }) => [code, was])]).toEqual([
      [],
      [['instance-answers-dropped', `${occurrence(9)} Janis Joplin: Decline`]],
    ]);
  });

  it('of the owner: declined is free in a silent copy', () => {
    const text = calendarText(...eventLines(...SERIES), ...declined(JERRY));
    const copy = guestOf([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    expect(copy?.item.modifiedOccurrences).toEqual([
      { originalStart: occurrence(9), start: occurrence(9), end: occurrence(9, 10), legacyFreeBusyStatus: 'Free', myResponse: 'Decline' },
    ]);
    expect(copy === undefined ? [] : codes(copy)).toEqual(['instance-declined']);
  });

  it('of the owner: Exchange removes what is declined in a live one', () => {
    const text = calendarText(...eventLines(...SERIES), ...declined(JERRY));
    const copy = guestOf(
      [
        { owner: JIMI, text },
        { owner: JERRY, text },
      ],
      LIVE,
    );
    expect([copy?.item.modifiedOccurrences, copy?.item.deletedOccurrences]).toEqual([[], [occurrence(9)]]);
  });

  it('of the owner: one accepted out of a declined series stands alone', () => {
    const master = ['RRULE:FREQ=DAILY;COUNT=5', organizer(JIMI), attendee(JERRY, 'DECLINED'), attendee(JANIS)];
    const text = calendarText(...eventLines(...master), ...override(9, 14, organizer(JIMI), attendee(JERRY, 'ACCEPTED'), attendee(JANIS)));
    const { items, skipped } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    const copies = items.filter(({ source }) => source.owner === JERRY);
    expect(copies.map(({ part, item, waitsFor }) => [part, item.start, item.myResponse, waitsFor])).toEqual([
      ['orphan:20270609T070000Z', occurrence(9, 14), 'Accept', [items[0]?.key]],
    ]);
    expect(skipped).toEqual([]);
  });
});

describe('a series that becomes several items', () => {
  it('has the same parts and UIDs in every copy; each guest’s part waits for the organizer’s', () => {
    const text = calendarText(...eventLines('RRULE:FREQ=MONTHLY;BYMONTHDAY=7,14;COUNT=8', ...PEOPLE));
    const { items } = plan(
      [
        { owner: JIMI, text },
        { owner: JERRY, text },
      ],
      LIVE,
    );
    const organizers = items.filter(({ source }) => source.owner === JIMI);
    const guests = items.filter(({ source }) => source.owner === JERRY);
    expect(organizers.length).toBe(2);
    expect(
      guests.map(({ part, item, waitsFor }) => [part, item.uid, waitsFor.includes(organizers.find((one) => one.part === part)?.key ?? '')]),
    ).toEqual(organizers.map(({ part, item }) => [part, item.uid, true]));
    expect(new Set(items.map(({ item }) => item.uid)).size).toBe(2);
    expect(new Set(items.map(({ key }) => key)).size).toBe(4);
  });

  it('of more than ten is silent, and says so', () => {
    const dates = Array.from(
      { length: 11 },
      (_, index) => `RDATE;TZID=Europe/Berlin:2027${String((index % 6) + 7).padStart(2, '0')}${String(index + 10)}T1${index % 9}0000`,
    );
    const text = calendarText(...eventLines(...dates, organizer(JIMI), attendee(JERRY)));
    const { items } = plan(
      [
        { owner: JIMI, text },
        { owner: JERRY, text },
      ],
      LIVE,
    );
    expect([
      new Set(items.map(({ mode }) => mode)),
      items.length > 20,
      codes(items[0] ?? { notes: [] }).includes('silent-many-items'),
    ]).toEqual([new Set(['silent']), true, true]);
  });

  it('has parents: a detached part belongs to the master and waits for it', () => {
    const text = calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=5', 'RDATE;TZID=Europe/Berlin:20270720T150000'));
    const { items } = plan([{ text }]);
    const [master, single] = items;
    expect([single?.part, single?.parentKey, single?.waitsFor]).toEqual(['single:20270720T130000Z', master?.key, [master?.key]]);
  });
});

describe('rooms', () => {
  it('keep their own copy of the meeting', () => {
    const text = calendarText(...eventLines(organizer(JIMI), attendee(ROOM, 'ACCEPTED', 'CUTYPE=ROOM')));
    const copy = guestOf(
      [
        { owner: JIMI, text },
        { owner: ROOM, text },
      ],
      CONTEXT,
      ROOM,
    );
    expect([copy?.kind, copy?.mailbox, copy?.item.resources]).toEqual([
      'guest-copy',
      'room01@contoso.com',
      [{ email: 'room01@contoso.com', name: 'Conference Room 01', response: 'Accept' }],
    ]);
  });
});
