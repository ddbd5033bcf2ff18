import { describe, expect, it } from 'vitest';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import {
  BEAMER,
  CARLOS,
  CONTEXT,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  LIVE,
  ROOM,
  STAFF,
  UNDECIDED,
  attendee,
  calendarText,
  codes,
  eventLines,
  eventText,
  itemOf,
  mappingOf,
  organizer,
  perUser,
  plan,
} from './fixture.ts';

function addresses({ item }: PlannedItem): readonly (readonly string[])[] {
  const list = (people: PlannedItem['item']['resources']): readonly string[] =>
    people.map(({ email, response }) => `${email.split('@')[0] ?? ''} ${response}`);
  return [list(item.requiredAttendees), list(item.optionalAttendees), list(item.resources)];
}

describe('guests', () => {
  it.each([
    ['ACCEPTED', 'Accept', []],
    ['TENTATIVE', 'Tentative', []],
    ['DECLINED', 'Decline', []],
    ['NEEDS-ACTION', 'NoResponseReceived', []],
    ['DELEGATED', 'NoResponseReceived', ['guest-delegated']],
    ['CONFIRMED', 'NoResponseReceived', ['answer-unknown']],
  ])('who answered %s', (partstat, response, notes) => {
    const item = itemOf(eventText(organizer(JIMI), attendee(JERRY, partstat)));
    expect([addresses(item)[0], codes(item)]).toEqual([[`jerry ${response}`], notes]);
  });

  it('without PARTSTAT have not answered', () => {
    expect(addresses(itemOf(eventText(organizer(JIMI), `ATTENDEE:urn:x-uid:${JERRY}`)))[0]).toEqual(['jerry NoResponseReceived']);
  });

  it.each([
    ['ROLE=CHAIR', [['jerry Accept'], [], []]],
    ['ROLE=REQ-PARTICIPANT', [['jerry Accept'], [], []]],
    ['ROLE=OPT-PARTICIPANT', [[], ['jerry Accept'], []]],
    ['ROLE=NON-PARTICIPANT', [[], ['jerry Accept'], []]],
    ['CUTYPE=ROOM', [[], [], ['jerry Accept']]],
    ['CUTYPE=RESOURCE', [[], [], ['jerry Accept']]],
  ])('listed with %s', (parameter, lists) => {
    expect(addresses(itemOf(eventText(organizer(JIMI), attendee(JERRY, 'ACCEPTED', parameter))))).toEqual(lists);
  });

  it('that the mapping knows as rooms and resources need no CUTYPE; a room names the place, a projector does not', () => {
    const item = itemOf(eventText(organizer(JIMI), attendee(ROOM), attendee(BEAMER)));
    expect(addresses(item)).toEqual([[], [], ['room01 Accept', 'beamer01 Accept']]);
    expect([item.item.location, codes(item)]).toEqual(['Conference Room 01', ['location-from-room']]);
  });

  it('do not include the organizer, however written', () => {
    const item = itemOf(eventText(organizer(JIMI), attendee(JIMI), 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:Jimi@Example.com', attendee(JERRY)));
    expect(addresses(item)).toEqual([['jerry Accept'], [], []]);
  });

  it('listed twice are one, with the answer that was given', () => {
    const item = itemOf(eventText(organizer(JIMI), attendee(JERRY, 'NEEDS-ACTION'), attendee(JANIS), attendee(JERRY, 'TENTATIVE')));
    expect([addresses(item)[0], codes(item)]).toEqual([['jerry Tentative', 'janis Accept'], ['guest-twice']]);
  });

  it.each([
    ['not migrated', attendee(GONE), 'Gone Person', 'guest-left-out'],
    ['undecided', attendee(UNDECIDED), 'Undecided Person', 'guest-unmapped'],
    ['no address at all', 'ATTENDEE;CN=Some Body:invalid:nomail', 'Some Body', 'guest-address-invalid'],
    ['an empty address', 'ATTENDEE;CN=Some Body:mailto:', 'Some Body', 'guest-address-invalid'],
  ])('%s are named in the body', (_, line, name, code) => {
    const item = itemOf(eventText(organizer(JIMI), attendee(JERRY), line));
    expect([addresses(item), item.item.body.text, codes(item)]).toEqual([[['jerry Accept'], [], []], `Also invited: ${name}`, [code]]);
  });

  it('outside keep their address', () => {
    const item = itemOf(eventText(organizer(JIMI), 'ATTENDEE;CN="Partner, Ext.":mailto:partner@elsewhere.example.net'));
    expect(item.item.requiredAttendees).toEqual([
      { email: 'partner@elsewhere.example.net', name: 'Partner', response: 'NoResponseReceived' },
    ]);
  });

  it.each(['3.7', '3.8', '5.1', '5.3'])('the old server could not reach (%s) are noted', (status) => {
    expect(codes(itemOf(eventText(organizer(JIMI), attendee(JERRY, 'NEEDS-ACTION', `SCHEDULE-STATUS=${status}`))))).toEqual([
      'guest-undeliverable',
    ]);
  });

  it.each(['1.1', '1.2', '2.0'])('it reached (%s) are not', (status) => {
    expect(codes(itemOf(eventText(organizer(JIMI), attendee(JERRY, 'NEEDS-ACTION', `SCHEDULE-STATUS=${status}`))))).toEqual([]);
  });
});

describe('groups', () => {
  const group = `ATTENDEE;CUTYPE=X-SERVER-GROUP:urn:x-uid:${STAFF}`;
  const member = (uid: string): string => attendee(uid, 'ACCEPTED', `MEMBER="urn:x-uid:${STAFF}"`);
  const mailEnabled = mappingOf({ [`uid:${STAFF}`]: { state: 'mapped', email: 'staff@contoso.com', name: 'All Staff', kind: 'group' } });

  it('with an address are invited as one, without their members’ lines', () => {
    const { items } = plan([{ text: eventText(organizer(JIMI), group, member(JERRY), attendee(JANIS)) }], CONTEXT, mailEnabled);
    expect(items.map((item) => [addresses(item)[0], codes(item)])).toEqual([
      [['staff NoResponseReceived', 'janis Accept'], ['group-kept']],
    ]);
  });

  it('without one become the members the server listed', () => {
    const item = itemOf(eventText(organizer(JIMI), group, member(JERRY), attendee(CARLOS)));
    expect([addresses(item)[0], codes(item)]).toEqual([['jerry Accept', 'carlos Accept'], ['group-expanded']]);
  });

  it('without one and without listed members invite nobody of theirs, and are named in the body', () => {
    const item = itemOf(eventText(organizer(JIMI), group, attendee(JANIS, 'TENTATIVE')));
    expect([addresses(item)[0], item.item.body.text]).toEqual([['janis Tentative'], 'Also invited: All Staff']);
    expect(codes(item)).toEqual(['group-not-expanded', 'guest-unmapped']);
  });

  it('without one make no guest of a member who is not listed', () => {
    const text = eventText(organizer(JIMI), group, attendee(JANIS));
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text },
    ]);
    expect(items.map(({ kind, source }) => [kind, source.role])).toEqual([
      ['meeting', 'organizer'],
      ['appointment', 'none'],
    ]);
  });

  it('nobody can expand are named in the body', () => {
    const nobody = { ...mappingOf(), group: () => null };
    const { items } = plan([{ text: eventText(organizer(JIMI), group, attendee(JANIS)) }], CONTEXT, nobody);
    expect(items.map(({ item }) => item.body.text)).toEqual(['Also invited: All Staff']);
  });

  it('make guests of their members, whose answers nobody knows', () => {
    const text = eventText(organizer(JIMI), group);
    const { items } = plan(
      [
        { owner: JIMI, text },
        { owner: JERRY, text },
      ],
      CONTEXT,
      mailEnabled,
    );
    expect(items.map(({ kind, source, item }) => [kind, source.role, item.myResponse])).toEqual([
      ['meeting', 'organizer', 'Organizer'],
      ['guest-copy', 'guest', 'Unknown'],
    ]);
  });
});

describe('who organizes', () => {
  it.each([
    ['with nobody else', [organizer(JIMI)], []],
    ['with only oneself', [organizer(JIMI), attendee(JIMI)], ['no-guests']],
    ['with nobody who is migrated', [organizer(JIMI), attendee(GONE)], ['no-guests', 'guest-left-out']],
  ])('a meeting %s is an appointment', (_, lines, notes) => {
    const item = itemOf(eventText(...lines));
    expect([item.kind, item.source.role, item.item.isOrganizer, item.item.organizer, codes(item)]).toEqual([
      'appointment',
      'organizer',
      true,
      null,
      notes,
    ]);
  });

  it('is the mailbox itself on the organizer’s copy', () => {
    const { item, kind } = itemOf(eventText(organizer(JIMI), attendee(JERRY)));
    expect([kind, item.isOrganizer, item.myResponse, item.organizer]).toEqual([
      'meeting',
      true,
      'Organizer',
      { email: 'jimi@contoso.com', name: 'Jimi Hendrix' },
    ]);
  });

  it.each([
    ['left', GONE, ['organizer-left-out'], []],
    ['is undecided', UNDECIDED, ['organizer-unmapped'], [{ code: 'unmapped-organizer', subject: UNDECIDED }]],
  ])('when the organizer %s the guest’s copy becomes an appointment', (_, uid, notes, decisions) => {
    const planned = plan([{ text: eventText(organizer(uid), attendee(JIMI)) }]);
    expect(planned.items.map((item) => [item.kind, item.source.role, item.item.organizer, codes(item)])).toEqual([
      ['appointment', 'guest', null, notes],
    ]);
    expect(planned.decisions).toEqual(decisions);
  });

  it('may be somebody outside: the copy stays a guest’s, silent, and waits for nobody', () => {
    const text = eventText(
      'ORGANIZER;SCHEDULE-AGENT=NONE;SCHEDULE-STATUS=5.3:mailto:partner@elsewhere.example.net',
      attendee(JIMI, 'TENTATIVE'),
    );
    const item = itemOf(text, LIVE);
    expect([item.kind, item.mode, item.deliveredBy, item.waitsFor, item.item.organizer?.email]).toEqual([
      'guest-copy',
      'silent',
      'create',
      [],
      'partner@elsewhere.example.net',
    ]);
    expect([item.item.isOrganizer, item.item.myResponse, item.item.legacyFreeBusyStatus, codes(item)]).toEqual([
      false,
      'Tentative',
      'Tentative',
      ['silent-outside-organizer'],
    ]);
  });

  it('without a copy of the meeting leaves the guest’s copy to stand alone', () => {
    const item = itemOf(eventText(organizer(JERRY), attendee(JIMI)));
    expect([item.kind, item.item.organizer?.email, codes(item)]).toEqual(['guest-copy', 'jerry@contoso.com', ['organizer-copy-missing']]);
  });

  it('and who is not invited has an appointment', () => {
    const item = itemOf(eventText(organizer(JERRY), attendee(JANIS)));
    expect([item.kind, item.source.role, item.item.body.text, codes(item)]).toEqual([
      'appointment',
      'none',
      'Organizer: Jerry Garcia\nInvited: Janis Joplin',
      ['not-invited'],
    ]);
  });

  it.each([
    [`urn:uuid:${JIMI.toLowerCase()}`],
    [`/principals/__uids__/${JIMI}/`],
    [`https://old.example.com:8443/principals/__uids__/${JIMI}/`],
    ['mailto:jimi@example.com'],
    ['MAILTO:JIMI@EXAMPLE.COM'],
  ])('is recognised as %s', (value) => {
    expect(itemOf(eventText(`ORGANIZER:${value}`, attendee(JERRY))).source.role).toBe('organizer');
  });
});

describe('the copies of one meeting', () => {
  const lines = [organizer(JIMI), attendee(JIMI), attendee(JERRY), attendee(JANIS, 'NEEDS-ACTION'), attendee(CARLOS, 'DECLINED')];
  const text = calendarText(...eventLines(...lines));
  const all = [JERRY, JIMI, JANIS, CARLOS].map((owner) => ({ owner, text }));

  it('share the UID, the times and the people; guests wait for the organizer', () => {
    const { items, skipped } = plan(all);
    const [lead] = items;
    expect(items.map((item) => [item.mailbox, item.kind, item.item.myResponse, item.waitsFor, item.item.uid])).toEqual([
      ['jimi@contoso.com', 'meeting', 'Organizer', [], 'event-1'],
      ['jerry@contoso.com', 'guest-copy', 'Accept', [lead?.key], 'event-1'],
      ['janis@contoso.com', 'guest-copy', 'NoResponseReceived', [lead?.key], 'event-1'],
    ]);
    expect(new Set(items.map((item) => JSON.stringify([addresses(item), item.item.start, item.item.organizer]))).size).toBe(1);
    expect(skipped.map(({ source, reason, notes }) => [source.owner, reason, notes.map((note) => note.code)])).toEqual([
      [CARLOS, 'declined', ['meeting-declined']],
    ]);
  });

  it('are made by Exchange when the meeting is live', () => {
    const { items } = plan(all, LIVE);
    expect(items.map(({ mode, deliveredBy }) => [mode, deliveredBy])).toEqual([
      ['live', 'create'],
      ['live', 'exchange'],
      ['live', 'exchange'],
    ]);
  });

  it('follow the organizer’s text and answers, and say so', () => {
    const guest = calendarText(...eventLines('SUMMARY:Old title', organizer(JIMI), attendee(JERRY, 'NEEDS-ACTION')));
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text: guest },
    ]);
    const copy = items.find(({ source }) => source.owner === JERRY);
    expect([copy?.item.subject, copy?.item.myResponse, copy?.notes.map(({ code, was, became }) => [code, was, became])]).toEqual([
      'Rehearsal',
      'Accept',
      [['organizer-text-used', 'Old title', 'Rehearsal']],
    ]);
  });

  it('take the guest’s own answer where it never reached the organizer', () => {
    const guest = calendarText(...eventLines(organizer(JIMI), attendee(JANIS, 'TENTATIVE')));
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JANIS, text: guest },
    ]);
    expect(items.find(({ source }) => source.owner === JANIS)?.item.myResponse).toBe('Tentative');
  });

  it('keep the guest’s own reminder and busy status', () => {
    const guest = calendarText(
      ...eventLines(...lines),
      ...perUser(JERRY, ['TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT20M', 'END:VALARM']),
    );
    const { items } = plan([
      { owner: JIMI, text },
      { owner: JERRY, text: guest },
    ]);
    expect(items.map(({ item }) => [item.reminderMinutesBeforeStart, item.legacyFreeBusyStatus])).toEqual([
      [null, 'Busy'],
      [20, 'Free'],
    ]);
  });

  it('are as private as the stricter of the two', () => {
    const { items } = plan([
      { owner: JIMI, text, object: { access: 'CONFIDENTIAL' } },
      { owner: JERRY, text },
    ]);
    expect(items.map(({ item }) => item.sensitivity)).toEqual(['Private', 'Private']);
  });

  it('lie on midnights of their owner’s own zone when all-day', () => {
    const day = calendarText(...eventLines('DTSTART;VALUE=DATE:20270607', ...lines));
    const context = { ...CONTEXT, mailboxTimeZones: { 'jerry@contoso.com': 'America/New_York' } };
    const { items } = plan(
      [
        { owner: JIMI, text: day },
        { owner: JERRY, text: day },
      ],
      context,
    );
    expect(items.map(({ item }) => [item.start, item.end, item.startTimeZone])).toEqual([
      ['2027-06-07', '2027-06-08', 'W. Europe Standard Time'],
      ['2027-06-07', '2027-06-08', 'Eastern Standard Time'],
    ]);
  });

  it('in one mailbox are one', () => {
    const { items, skipped } = plan([
      { owner: JERRY, text, calendar: 'other' },
      { owner: JERRY, text, calendar: 'calendar' },
      { owner: JIMI, text },
    ]);
    expect(items.map(({ source }) => [source.owner, source.calendar])).toEqual([
      [JIMI, 'calendar'],
      [JERRY, 'calendar'],
    ]);
    expect(skipped.map(({ source, reason }) => [source.calendar, reason])).toEqual([['other', 'duplicate']]);
  });
});
