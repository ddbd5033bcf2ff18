import { describe, expect, it } from 'vitest';
import { applyScope } from '../../../shared/convert/applyScope.ts';
import type { Scope, ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { SealedContext } from '../../../shared/domain/plan.ts';
import { ASSUMED_CAPABILITIES } from '../../../shared/domain/targetCapabilities.ts';
import type { CopyText } from './fixture.ts';
import {
  CARLOS,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  LIVE,
  attendee,
  calendarText,
  codes,
  eventLines,
  mappingOf,
  organizer,
  plan,
} from './fixture.ts';

const INSIDE = new Set(['jimi@contoso.com', 'jerry@contoso.com', 'janis@contoso.com', 'carlos@contoso.com']);
const MEETING = calendarText(...eventLines(organizer(JIMI), attendee(JIMI), attendee(JERRY)));
const PLAIN = calendarText(...eventLines());

function scoped(copies: readonly CopyText[], mailboxes: readonly string[] | null, crossing: Scope['crossing'] = 'wait'): ScopedObject {
  const scope: Scope = { mailboxes: mailboxes === null ? null : new Set(mailboxes.map(mailboxOf)), inside: INSIDE, crossing };
  return applyScope(plan(copies, LIVE), scope, mappingOf(), () => plan(copies, { ...LIVE, meetings: 'silent' }));
}

function mailboxOf(name: string): string {
  return `${name}@contoso.com`;
}

/** Who gets what, why others get nothing, how many objects lie outside, and who is missing. */
function outcome({ items, skipped, outOfScope, missing }: ScopedObject): unknown {
  return [items.map(({ mailbox, mode }) => `${mailbox} ${mode}`), skipped.map(({ reason }) => reason), outOfScope, missing];
}

const both = (text: string): readonly CopyText[] => [
  { owner: JIMI, text },
  { owner: JERRY, text },
];

describe('a scope', () => {
  it.each<[string, readonly CopyText[], readonly string[] | null, unknown]>([
    ['of all mailboxes keeps everything', both(MEETING), null, [['jimi@contoso.com live', 'jerry@contoso.com live'], [], 0, []]],
    [
      'with everybody of a meeting keeps it',
      both(MEETING),
      ['jimi', 'jerry'],
      [['jimi@contoso.com live', 'jerry@contoso.com live'], [], 0, []],
    ],
    ['with nobody of a meeting counts its copies', both(MEETING), ['janis'], [[], [], 2, []]],
    ['with the organizer alone lets the meeting wait', both(MEETING), ['jimi'], [[], ['waits-crossing'], 1, ['jerry@contoso.com']]],
    ['with a guest alone lets the meeting wait', both(MEETING), ['jerry'], [[], ['waits-crossing'], 1, ['jimi@contoso.com']]],
    ['keeps a plain event whoever else has one', both(PLAIN), ['jimi'], [['jimi@contoso.com silent'], [], 1, []]],
  ])('%s', (_name, copies, mailboxes, expected) => {
    expect(outcome(scoped(copies, mailboxes))).toEqual(expected);
  });

  it('asks for those who are invited to a single occurrence only', () => {
    const occurrence = [
      'BEGIN:VEVENT',
      'UID:event-1',
      'RECURRENCE-ID;TZID=Europe/Berlin:20270608T090000',
      'DTSTART;TZID=Europe/Berlin:20270608T090000',
      'DURATION:PT1H',
      ...[organizer(JIMI), attendee(JERRY), attendee(JANIS)],
      'END:VEVENT',
    ];
    const text = calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=3', organizer(JIMI), attendee(JERRY)), ...occurrence);
    expect(scoped([{ owner: JIMI, text }], ['jimi', 'jerry']).missing).toEqual(['janis@contoso.com']);
    expect(scoped([{ owner: JIMI, text }], ['jimi', 'jerry', 'janis']).missing).toEqual([]);
  });

  it('asks for nobody outside the target', () => {
    const text = calendarText(...eventLines(organizer(JIMI), attendee(JERRY), 'ATTENDEE:mailto:partner@elsewhere.example.net'));
    expect(scoped([{ owner: JIMI, text }], ['jimi', 'jerry']).missing).toEqual([]);
  });

  it('keeps what became nothing in a mailbox of the scope, or in none', () => {
    const cancelled = calendarText(...eventLines('STATUS:CANCELLED'));
    const copies = [JIMI, CARLOS, GONE].map((owner) => ({ owner, text: cancelled }));
    expect(outcome(scoped(copies, ['jimi']))).toEqual([[], ['left-out', 'cancelled'], 1, []]);
  });

  it('names an object once, however many of its items wait', () => {
    const text = calendarText(...eventLines('RRULE:FREQ=MONTHLY;BYMONTHDAY=7,21', organizer(JIMI), attendee(JERRY)));
    expect(plan([{ owner: JIMI, text }], LIVE).items.length).toBe(2);
    expect(outcome(scoped([{ owner: JIMI, text }], ['jimi']))).toEqual([[], ['waits-crossing'], 0, ['jerry@contoso.com']]);
  });
});

describe('a crossing meeting that need not wait', () => {
  it.each([
    ['organizer', 'jimi'],
    ['guest', 'jerry'],
  ])('is written quietly for its %s, and waits for nothing', (_role, name) => {
    const { items, missing } = scoped(both(MEETING), [name], 'silent');
    expect(items.map(({ mailbox, mode, deliveredBy, waitsFor }) => [mailbox, mode, deliveredBy, waitsFor])).toEqual([
      [mailboxOf(name), 'silent', 'create', []],
    ]);
    expect(items.flatMap(codes)).toContain('crossing-silent');
    expect(missing.length).toBe(1);
  });

  it('says nothing where it was quiet anyway', () => {
    const past = calendarText(
      ...eventLines('DTSTART:20200607T090000Z', 'DTEND:20200607T100000Z', organizer(JIMI), attendee(JIMI), attendee(JERRY)),
    );
    const [item] = scoped(both(past), ['jimi'], 'silent').items;
    expect([item?.mode, item?.notes.some(({ code }) => code === 'crossing-silent')]).toEqual(['silent', false]);
  });

  it('writes a crossing meeting as this target takes silent ones', () => {
    const text = calendarText(...eventLines(organizer(JIMI), attendee(JERRY, 'ACCEPTED')));
    const context: SealedContext = { ...LIVE, target: { ...ASSUMED_CAPABILITIES, guestCopies: 'none' } };
    const scope: Scope = { mailboxes: new Set(['jerry@contoso.com']), inside: INSIDE, crossing: 'silent' };
    const { items } = applyScope(plan(both(text), context), scope, mappingOf(), () => plan(both(text), { ...context, meetings: 'silent' }));
    expect(items.map((item) => [item.mailbox, item.kind, item.mode, codes(item)])).toEqual([
      ['jerry@contoso.com', 'appointment', 'silent', ['guest-copy-plain', 'crossing-silent']],
    ]);
  });
});
