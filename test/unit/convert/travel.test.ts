import { describe, expect, it } from 'vitest';
import { CONTEXT, JERRY, JIMI, LIVE, attendee, calendarText, codes, eventLines, eventText, organizer, perUser, plan } from './fixture.ts';
import { back, times, travel, travelled } from './travelled.ts';

describe('travel to a single event', () => {
  it('is an appointment of its own right before it', () => {
    const place = 'X-APPLE-TRAVEL-START;ROUTING=CAR;VALUE=URI;X-ADDRESS=Storgatan 1\\n111 22 Stockholm;X-TITLE=Home:';
    const { event, blocks } = travelled({
      text: eventText(
        travel('PT1H30M'),
        place,
        'CLASS:PRIVATE',
        'CATEGORIES:Band',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT15M',
        'END:VALARM',
      ),
    });
    const [block] = blocks;
    expect(blocks.length).toBe(1);
    expect(block).toMatchObject({
      part: 'travel-to:master',
      kind: 'travel',
      mode: 'silent',
      deliveredBy: 'create',
      parentKey: event.key,
      waitsFor: [event.key],
      folder: 'Calendar',
    });
    expect({ ...block?.item, uid: '' }).toEqual({
      uid: '',
      subject: 'Travel time: Rehearsal',
      start: '2027-06-07T07:30:00+02:00',
      end: '2027-06-07T09:00:00+02:00',
      isAllDayEvent: false,
      startTimeZone: 'W. Europe Standard Time',
      endTimeZone: 'W. Europe Standard Time',
      legacyFreeBusyStatus: 'OOF',
      sensitivity: 'Private',
      importance: 'Normal',
      categories: ['Band'],
      location: 'Home, Storgatan 1, 111 22 Stockholm',
      reminderMinutesBeforeStart: null,
      body: { type: 'Text', text: '' },
      myResponse: 'Organizer',
      requiredAttendees: [],
      optionalAttendees: [],
      resources: [],
      isOrganizer: true,
      organizer: null,
      recurrence: null,
      modifiedOccurrences: [],
      deletedOccurrences: [],
    });
    expect([event.item.reminderMinutesBeforeStart, codes(event)]).toEqual([15, ['travel-added']]);
  });

  it('and back', () => {
    const { blocks } = travelled({ text: eventText(travel('PT30M'), back('PT45M')) });
    expect(times(blocks)).toEqual([
      ['travel-to:master', '2027-06-07T08:30:00+02:00', '2027-06-07T09:00:00+02:00'],
      ['travel-from:master', '2027-06-07T10:00:00+02:00', '2027-06-07T10:45:00+02:00'],
    ]);
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(2);
    expect(new Set(blocks.map(({ item }) => item.uid)).size).toBe(2);
  });

  it.each([
    ['minutes', 'PT120M', '2027-06-07T07:00:00+02:00'],
    ['a day', 'P1D', '2027-06-06T09:00:00+02:00'],
    ['the day before', 'PT10H', '2027-06-06T23:00:00+02:00'],
  ])('takes %s', (_, duration, start) => {
    expect(travelled({ text: eventText(travel(duration)) }).blocks[0]?.item.start).toBe(start);
  });

  it('follows title and status of the options, with any subject', () => {
    const context = { ...CONTEXT, travelTime: { enabled: true, title: 'Weg: {subject} ({subject})', showAs: 'Busy' as const } };
    const { blocks } = travelled({ text: eventText(travel('PT30M'), 'SUMMARY:$& tea') }, context);
    expect(blocks.map(({ item }) => [item.subject, item.legacyFreeBusyStatus])).toEqual([['Weg: $& tea ($& tea)', 'Busy']]);
  });

  it('goes to the default Calendar also where the event goes to a folder', () => {
    const { event, blocks } = travelled({ text: eventText(travel('PT30M')), route: { folder: { kind: 'folder', name: 'Band' } } });
    expect([event.folder, blocks[0]?.folder]).toEqual(['Calendar/Band', 'Calendar']);
  });

  it.each([
    ['all-day', ['DTSTART;VALUE=DATE:20270607', 'TRANSP:OPAQUE', travel('PT30M')], CONTEXT, ['travel-all-day']],
    ['free', ['TRANSP:TRANSPARENT', travel('PT30M')], CONTEXT, ['travel-free']],
    ['switched off', [travel('PT30M')], { ...CONTEXT, travelTime: { ...CONTEXT.travelTime, enabled: false } }, ['travel-disabled']],
    ['unreadable', [travel('soon')], CONTEXT, ['travel-unreadable']],
    ['negative', [travel('-PT30M')], CONTEXT, ['travel-unreadable']],
    ['no time', [travel('PT0S')], CONTEXT, []],
    ['only advice', ['X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'], CONTEXT, []],
  ])('is left out when %s', (_, lines, context, notes) => {
    const { event, blocks } = travelled({ text: eventText(...lines) }, context);
    expect([blocks, codes(event)]).toEqual([[], notes]);
  });

  it('is left out with a declined or cancelled event', () => {
    for (const line of ['STATUS:CANCELLED', attendee(JIMI, 'DECLINED')]) {
      expect(plan([{ text: eventText(organizer(JERRY), line, travel('PT30M')) }]).items).toEqual([]);
    }
  });
});

describe('travel of each person', () => {
  it('is their own, in their own calendar, and nobody else’s', () => {
    const people = [organizer(JIMI), attendee(JIMI), attendee(JERRY)];
    const text = (owner: string, duration: string): string => calendarText(...eventLines(...people), ...perUser(owner, [travel(duration)]));
    const { items } = plan(
      [
        { owner: JIMI, text: text(JIMI, 'PT30M') },
        { owner: JERRY, text: text(JERRY, 'PT1H') },
      ],
      LIVE,
    );
    const blocks = items.filter(({ kind }) => kind === 'travel');
    expect(blocks.map(({ mailbox, item, mode }) => [mailbox, item.start, mode])).toEqual([
      ['jimi@contoso.com', '2027-06-07T08:30:00+02:00', 'silent'],
      ['jerry@contoso.com', '2027-06-07T08:00:00+02:00', 'silent'],
    ]);
    expect(new Set(blocks.map(({ item }) => item.uid)).size).toBe(2);
    expect(blocks.every(({ item }) => item.organizer === null && item.requiredAttendees.length === 0)).toBe(true);
  });
});
