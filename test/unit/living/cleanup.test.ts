import { describe, expect, it } from 'vitest';
import { mayRemove, type CleanupFacts, type MeetingMessage } from '../../../shared/run/living/cleanup.ts';

const facts: CleanupFacts = {
  globalObjectId: 'aa',
  organizer: 'jimi@contoso.com',
  guests: ['jerry@contoso.com', 'janis@contoso.com'],
  since: 1000,
  before: new Set(['old']),
};
const request: MeetingMessage = {
  id: 'new',
  folder: 'inbox',
  itemClass: 'IPM.Schedule.Meeting.Request',
  globalObjectId: 'aa',
  from: 'jimi@contoso.com',
  receivedAt: 1000,
  hasAttachments: false,
  instanceDate: null,
};
const response: MeetingMessage = { ...request, itemClass: 'IPM.Schedule.Meeting.Resp.Pos', from: 'jerry@contoso.com' };

/** Everything must agree before a message is removed; in doubt it stays. */
describe('a meeting message', () => {
  it.each([
    ['the invitation in a guest’s inbox', request, 'jerry@contoso.com', true],
    ['the invitation a guest’s Outlook threw away', { ...request, folder: 'deleteditems' }, 'jerry@contoso.com', true],
    ['the answer in the organizer’s inbox', response, 'jimi@contoso.com', true],
    ['a tentative answer', { ...response, itemClass: 'IPM.Schedule.Meeting.Resp.Tent' }, 'jimi@contoso.com', true],
    [
      'a declined meeting among a guest’s deleted items',
      { ...request, itemClass: 'IPM.Appointment', folder: 'deleteditems' },
      'jerry@contoso.com',
      true,
    ],
    ['one that was there before', { ...request, id: 'old' }, 'jerry@contoso.com', false],
    ['an old invitation with the same UID', { ...request, receivedAt: 999 }, 'jerry@contoso.com', false],
    ['one of another meeting', { ...request, globalObjectId: 'bb' }, 'jerry@contoso.com', false],
    ['one without GlobalObjectId', { ...request, globalObjectId: '' }, 'jerry@contoso.com', false],
    ['one with an attachment', { ...request, hasAttachments: true }, 'jerry@contoso.com', false],
    ['one from somebody else', { ...request, from: 'grace@contoso.com' }, 'jerry@contoso.com', false],
    ['a forwarded one from a guest', { ...request, from: 'janis@contoso.com' }, 'jerry@contoso.com', false],
    ['a cancellation: we cancel nothing', { ...request, itemClass: 'IPM.Schedule.Meeting.Canceled' }, 'jerry@contoso.com', false],
    ['a note', { ...request, itemClass: 'IPM.Note' }, 'jerry@contoso.com', false],
    ['an answer of somebody who was not invited', { ...response, from: 'grace@contoso.com' }, 'jimi@contoso.com', false],
    ['an answer in a guest’s inbox', response, 'janis@contoso.com', false],
    ['the calendar item itself', { ...request, itemClass: 'IPM.Appointment' }, 'jerry@contoso.com', false],
    ['a meeting the organizer threw away', { ...request, itemClass: 'IPM.Appointment', folder: 'deleteditems' }, 'jimi@contoso.com', false],
  ] as const)('%s', (_, message, mailbox, isOurs) => {
    expect(mayRemove(message, mailbox, facts)).toBe(isOurs);
  });
});
