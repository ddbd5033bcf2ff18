import { describe, expect, it } from 'vitest';
import { expectedMails } from '../../../shared/run/living/expectedMails.ts';
import type { GuestScript, MeetingScript } from '../../../shared/run/living/MeetingScript.ts';

const [FIRST, SECOND] = ['2026-12-07T09:00:00Z', '2026-12-14T09:00:00Z'];
const JIMI = 'jimi@contoso.com';

function guest(name: string, change: Partial<GuestScript> = {}): GuestScript {
  return { mailbox: `${name}@contoso.com`, isRoom: false, invitedTo: 'series', answers: [], hasCopy: true, ...change };
}

function script(...guests: readonly GuestScript[]): MeetingScript {
  return {
    ...{ key: 'key', organizer: JIMI, globalObjectId: 'aa', guests, groups: [], exceptions: [FIRST, SECOND], outsiders: [] },
    completes: { series: false, occurrences: [] },
  };
}

const yes = { instance: null, response: 'Accept' } as const;

describe('mails of a living meeting', () => {
  it.each<[string, MeetingScript, object]>([
    ['one a guest', script(guest('jerry'), guest('janis')), { invitations: 2, answers: 0, forExceptions: 4 }],
    [
      'one a guest and answer, and again for each exception that does not travel',
      script(guest('jerry', { answers: [yes] })),
      { invitations: 1, answers: 1, forExceptions: 4 },
    ],
    [
      'no second answer to an occurrence that has its own',
      script(guest('jerry', { answers: [yes, { instance: FIRST, response: 'Decline' }] })),
      { invitations: 1, answers: 2, forExceptions: 3 },
    ],
    [
      'no answer to an exception of a meeting that was declined',
      script(guest('jerry', { answers: [{ instance: null, response: 'Decline' }] })),
      { invitations: 1, answers: 1, forExceptions: 2 },
    ],
    [
      'one for each single occurrence',
      script(guest('janis', { invitedTo: [FIRST, SECOND], answers: [{ instance: FIRST, response: 'Accept' }] })),
      { invitations: 2, answers: 1, forExceptions: 0 },
    ],
  ])('are %s', (_, meeting, expected) => {
    expect(expectedMails(meeting)).toMatchObject(expected);
  });

  it('leave their senders as messages: an update that invites many is one, rooms get one of their own', () => {
    const room = guest('room', { isRoom: true, answers: [yes] });
    const single = guest('janis', { invitedTo: [FIRST], answers: [{ instance: FIRST, response: 'Accept' }] });
    const { messages } = expectedMails(script(guest('jerry', { answers: [yes] }), guest('carlos'), room, single));
    expect([...messages].sort()).toEqual([
      ['carlos@contoso.com', 0],
      ['janis@contoso.com', 1],
      ['jerry@contoso.com', 1],
      [JIMI, 3],
      ['room@contoso.com', 1],
    ]);
  });
});
