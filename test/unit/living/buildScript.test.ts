import { describe, expect, it } from 'vitest';
import type { EwsAttendee, EwsCalendarItem, EwsModifiedOccurrence, ResponseType } from '../../../shared/ews/item.ts';
import { buildScript, type ScriptInput } from '../../../shared/run/living/buildScript.ts';
import { detachMeeting, withoutDetachedMeetings } from '../../../shared/run/living/detachMeeting.ts';
import { dressing } from '../../../shared/run/living/dressing.ts';
import { calendarItem, plannedItem } from '../run/planned.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';

const [JIMI, JERRY, JANIS, ROOM, GROUP, PAT] = [
  'jimi@contoso.com',
  'jerry@contoso.com',
  'janis@contoso.com',
  'room@contoso.com',
  'band@contoso.com',
  'pat@customer.example',
];
const [FIRST, SECOND, THIRD] = ['2026-12-07T09:00:00+01:00', '2026-12-14T09:00:00+01:00', '2026-12-21T09:00:00+01:00'];

const one = (email: string, response: ResponseType = 'Unknown'): EwsAttendee => ({ email, name: email, response });
const people = (...attendees: readonly EwsAttendee[]) => ({ requiredAttendees: attendees, optionalAttendees: [], resources: [] });
const change = (originalStart: string, more: Partial<EwsModifiedOccurrence> = {}): EwsModifiedOccurrence => ({
  ...{ originalStart, start: originalStart, end: originalStart.replace('T09', 'T10') },
  ...more,
});

const SERIES = {
  ...{ start: FIRST, end: FIRST.replace('T09', 'T10') },
  recurrence: {
    pattern: { type: 'Weekly', interval: 1, daysOfWeek: ['Monday'], firstDayOfWeek: 'Monday' },
    range: { type: 'Numbered', startDate: '2026-12-07', numberOfOccurrences: 3 },
  },
} as const;

function meeting(item: Partial<EwsCalendarItem>): PlannedItem {
  return planned('meeting', JIMI, 'master', { ...SERIES, ...item });
}

function copyOf(mailbox: string, item: Partial<EwsCalendarItem> = {}, part = 'master'): PlannedItem {
  return planned('guest-copy', mailbox, part, { ...SERIES, myResponse: 'Accept', ...item });
}

function planned(kind: 'meeting' | 'guest-copy', mailbox: string, part: string, item: Partial<EwsCalendarItem>): PlannedItem {
  const role = kind === 'meeting' ? 'organizer' : 'guest';
  const source = { owner: mailbox, calendar: 'calendar', resourceName: 'a.ics', uid: 'planning@example.com', role, md5: '' } as const;
  return plannedItem(calendarItem(item), { key: `${mailbox} ${part}`, kind, mode: 'live', mailbox, part, source });
}

function script(organizer: PlannedItem, given: Partial<ScriptInput> = {}) {
  const inside = new Set([JIMI, JERRY, JANIS, ROOM]);
  return buildScript({ organizer, globalObjectId: '04', copies: [], declined: new Set(), inside, groups: new Map(), ...given });
}

const answersOf = (built: ReturnType<typeof script>, mailbox: string) => built.guests.find((guest) => guest.mailbox === mailbox)?.answers;

describe('what is to happen with a living meeting', () => {
  it('invites whoever is inside, and nobody else: outsiders come last, the organizer is no guest', () => {
    const built = script(meeting(people(one(JIMI), one('Jerry@Contoso.com'), one(PAT))));
    expect(built.guests.map(({ mailbox }) => mailbox)).toEqual([JERRY]);
    expect([built.outsiders, built.completes]).toEqual([[PAT], { series: true, occurrences: [] }]);
  });

  it('invites a group as a group, where all its members are inside; else it is an outsider', () => {
    const organizer = meeting(people(one(GROUP)));
    expect(script(organizer, { groups: new Map([[GROUP, [JERRY]]]) })).toMatchObject({
      groups: [GROUP],
      outsiders: [],
      completes: { series: false },
    });
    expect(script(organizer)).toMatchObject({ groups: [], outsiders: [GROUP], completes: { series: true } });
  });

  it('knows a room by its list, also where only an occurrence holds it', () => {
    const organizer = meeting({ resources: [one(ROOM)], modifiedOccurrences: [change(SECOND, { resources: [one(ROOM), one(JANIS)] })] });
    expect(script(organizer).guests.map(({ mailbox, isRoom, invitedTo }) => [mailbox, isRoom, invitedTo])).toEqual([
      [ROOM, true, 'series'],
      [JANIS, true, [SECOND]],
    ]);
  });

  it.each<readonly [string, ResponseType, Partial<ScriptInput>, unknown]>([
    ['the guest’s own copy has the last word', 'Tentative', { copies: [copyOf(JERRY)] }, [{ instance: null, response: 'Accept' }]],
    ['without a copy the organizer’s tracking is what is known', 'Tentative', {}, [{ instance: null, response: 'Tentative' }]],
    ['who deleted the meeting declined it', 'Accept', { declined: new Set([JERRY]) }, [{ instance: null, response: 'Decline' }]],
    ['who has not answered is not answered for', 'NoResponseReceived', {}, []],
    ['a copy that says nothing is not answered for', 'Accept', { copies: [copyOf(JERRY, { myResponse: 'NoResponseReceived' })] }, []],
  ])('answers: %s', (_, tracked, given, answers) => {
    expect(answersOf(script(meeting(people(one(JERRY, tracked))), given), JERRY)).toEqual(answers);
  });

  it('answers the series first, then occurrences, declines last, deletions of the guest’s own among them', () => {
    const copy = copyOf(JERRY, {
      modifiedOccurrences: [change(FIRST, { myResponse: 'Decline' }), change(SECOND, { myResponse: 'Tentative' })],
      deletedOccurrences: [THIRD],
    });
    expect(answersOf(script(meeting(people(one(JERRY))), { copies: [copy] }), JERRY)).toEqual([
      { instance: null, response: 'Accept' },
      { instance: SECOND, response: 'Tentative' },
      { instance: FIRST, response: 'Decline' },
      { instance: THIRD, response: 'Decline' },
    ]);
  });

  it('takes no deletion for a decline that the organizer has too, or of a date the guest is not on', () => {
    const organizer = meeting({
      ...people(one(JERRY)),
      deletedOccurrences: [THIRD],
      modifiedOccurrences: [change(SECOND, people(one(JANIS)))],
    });
    const copy = copyOf(JERRY, { deletedOccurrences: [SECOND, THIRD.replace('T09:00:00+01:00', 'T08:00:00Z')] });
    expect(answersOf(script(organizer, { copies: [copy] }), JERRY)).toEqual([{ instance: null, response: 'Accept' }]);
  });

  it('invites to single dates who is on no more, with or without a copy', () => {
    const organizer = meeting({
      modifiedOccurrences: [change(SECOND, people(one(JERRY), one(JANIS, 'Decline')))],
    });
    const copy = copyOf(JERRY, { myResponse: 'Tentative', recurrence: null }, 'orphan:20261214T080000Z');
    const { guests } = script(organizer, { copies: [copy] });
    expect(guests).toEqual([
      { mailbox: JERRY, isRoom: false, hasCopy: true, invitedTo: [SECOND], answers: [{ instance: SECOND, response: 'Tentative' }] },
      { mailbox: JANIS, isRoom: false, hasCopy: false, invitedTo: [SECOND], answers: [{ instance: SECOND, response: 'Decline' }] },
    ]);
  });

  it('names as exceptions what guests can see, and puts people right where only they differ', () => {
    const organizer = meeting({
      ...people(one(JERRY), one(JANIS)),
      modifiedOccurrences: [change(SECOND, people(one(JERRY))), change(THIRD, { subject: 'other' })],
    });
    expect(script(organizer)).toMatchObject({ exceptions: [THIRD], completes: { series: false, occurrences: [SECOND] } });
  });
});

describe('a guest’s own copy', () => {
  const organizer = meeting({ body: { type: 'Text', text: 'Agenda' }, modifiedOccurrences: [change(SECOND, { subject: 'moved' })] });
  const nothing = { modified: [], deleted: [] };

  it('says its owner’s busy status, reminder and categories, and a body only where that is the owner’s', () => {
    const own = { legacyFreeBusyStatus: 'Free', reminderMinutesBeforeStart: 5, categories: ['Band'] } as const;
    const copy = copyOf(JERRY, { ...own, body: { type: 'Text', text: 'Agenda' } });
    expect(dressing(copy.item, organizer.item, nothing)).toEqual({ fields: own, occurrences: [], deletions: [] });
    const commented = copyOf(JERRY, { ...own, body: { type: 'Text', text: 'Agenda\n\nMy comment:\nlate' } });
    expect(dressing(commented.item, organizer.item, nothing).fields.body?.text).toContain('My comment');
  });

  it('says its sensitivity only where it is not the organizer’s', () => {
    expect(dressing(copyOf(JERRY, { sensitivity: 'Private' }).item, organizer.item, nothing).fields.sensitivity).toBe('Private');
    expect('sensitivity' in dressing(copyOf(JERRY).item, organizer.item, nothing).fields).toBe(false);
  });

  it('loses the dates its owner is not on, unless they are gone already', () => {
    const copy = copyOf(JERRY, { deletedOccurrences: [FIRST, THIRD] });
    expect(dressing(copy.item, organizer.item, { ...nothing, deleted: [FIRST] }).deletions).toEqual([3]);
  });

  it('says again for an exception that was delivered what follows its series', () => {
    const copy = copyOf(JERRY, { legacyFreeBusyStatus: 'Free' });
    const { occurrences } = dressing(copy.item, organizer.item, { ...nothing, modified: [SECOND] });
    expect(occurrences).toMatchObject([{ instanceIndex: 2, fields: { legacyFreeBusyStatus: 'Free' } }]);
  });
});

describe('an occurrence that becomes a meeting of its own', () => {
  const moved = change(SECOND, { start: '2026-12-16T11:00:00+01:00', end: '2026-12-16T12:00:00+01:00', subject: 'moved' });
  const organizer = meeting({ ...people(one(JERRY), one(JANIS)), modifiedOccurrences: [moved] });
  const jerry = copyOf(JERRY, { modifiedOccurrences: [{ ...moved, originalStart: '2026-12-14T08:00:00Z', myResponse: 'Tentative' }] });
  const janis = copyOf(JANIS, { deletedOccurrences: [SECOND] });
  const orphan = copyOf('jim@contoso.com', { recurrence: null }, 'orphan:20261214T080000Z');
  const items = { organizer, copies: [jerry, janis, orphan], declined: new Set<string>() };

  it('has one name in all Calendars, each guest’s own answer, and who declined it', () => {
    const single = detachMeeting(items, SECOND);
    expect(single?.organizer.item).toMatchObject({
      subject: 'moved',
      recurrence: null,
      requiredAttendees: organizer.item.requiredAttendees,
    });
    expect(single?.copies.map(({ planned: copy, originalStart }) => [copy.mailbox, copy.item.myResponse, originalStart])).toEqual([
      [JERRY, 'Tentative', '2026-12-14T08:00:00Z'],
      ['jim@contoso.com', 'Accept', null],
    ]);
    expect(new Set(single?.copies.map(({ planned: copy }) => copy.item.uid))).toEqual(new Set([single?.organizer.item.uid]));
    expect(single?.declined).toEqual(new Set([JANIS]));
  });

  it('is gone from the series, for everybody', () => {
    const left = withoutDetachedMeetings(items, [SECOND]);
    expect(left.organizer.item).toMatchObject({ modifiedOccurrences: [], deletedOccurrences: [SECOND] });
    expect(left.copies.map(({ mailbox, item }) => [mailbox, item.modifiedOccurrences.length, item.deletedOccurrences.length])).toEqual([
      [JERRY, 0, 1],
      [JANIS, 0, 1],
    ]);
  });

  it('is none where the series has no such date', () => {
    expect([detachMeeting(items, THIRD), withoutDetachedMeetings(items, [])]).toEqual([null, items]);
  });
});
