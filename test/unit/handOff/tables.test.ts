import { describe, expect, it } from 'vitest';
import type { HandOff, HandOffPerson } from '../../../electron/usecases/handOff/HandOff.ts';
import { delegatesTable, roomsTable, sharesTable } from '../../../electron/usecases/handOff/handOffTables.ts';

const ADA: HandOffPerson = { mailbox: 'ada@contoso.com', name: 'Ada', without: '' };
const BEA: HandOffPerson = { mailbox: 'bea@contoso.com', name: '=HYPERLINK("http://x")', without: '' };
const GONE: HandOffPerson = { mailbox: '', name: '-Nora', without: 'unmapped' };
const ROOM: HandOffPerson = { mailbox: 'room1@contoso.com', name: 'Room 1', without: '' };

const HAND_OFF: HandOff = {
  variant: 'online',
  account: { name: 'x' },
  mailboxes: [],
  rooms: [
    { mailbox: 'room1@contoso.com', name: 'Room 1', kind: 'room', capacity: 14, autoSchedule: 'decline-if-busy' },
    { mailbox: 'van@contoso.com', name: '@van', kind: 'resource', capacity: null, autoSchedule: null },
    { mailbox: 'room2@contoso.com', name: 'Room 2', kind: 'room', capacity: null, autoSchedule: 'astrology' },
  ],
  delegates: [
    { owner: ADA, delegate: BEA, readWrite: true },
    { owner: ROOM, delegate: ADA, readWrite: true },
    { owner: ROOM, delegate: GONE, readWrite: false },
  ],
  shares: [
    { owner: ADA, sharee: BEA, calendar: 'Work', folder: 'Calendar\\Work', category: '', readWrite: true, status: 'accepted' },
    { owner: ADA, sharee: GONE, calendar: 'Home', folder: 'Calendar', category: 'Home', readWrite: false, status: 'invited' },
    { owner: ADA, sharee: BEA, calendar: 'Old', folder: null, category: '', readWrite: false, status: 'accepted' },
  ],
};

describe('hand-off lists', () => {
  it('rooms with what they hold and how they answered', () => {
    expect(roomsTable(HAND_OFF).slice(1)).toEqual([
      ['room1@contoso.com', 'Room 1', 'room', '14', 'decline-if-busy', expect.stringContaining('AllRequestInPolicy $true') as string, ''],
      [
        'van@contoso.com',
        "'@van",
        'resource',
        '',
        'automatic',
        'AutomateProcessing AutoAccept; AllowConflicts $false',
        'the source says nothing; automatic is its default',
      ],
      ['room2@contoso.com', 'Room 2', 'room', '', 'astrology', '', 'this mode is not known; the source knows no capacity'],
    ]);
  });

  it('delegates with their rights, a room’s as its own delegates', () => {
    expect(
      delegatesTable(HAND_OFF)
        .slice(1)
        .map((row) => row.slice(2)),
    ).toEqual([
      ['bea@contoso.com', '\'=HYPERLINK("http://x")', 'read-write', 'Editor', ''],
      ['ada@contoso.com', 'Ada', 'read-write', 'Set-CalendarProcessing -ResourceDelegates', ''],
      ['', "'-Nora", 'read', 'Reviewer', 'no mailbox for -Nora (unmapped)'],
    ]);
  });

  it('shares with the folder a right would be given on, and what it would show besides', () => {
    expect(
      sharesTable(HAND_OFF)
        .slice(1)
        .map((row) => row.slice(2)),
    ).toEqual([
      ['Work', 'Calendar\\Work', 'bea@contoso.com', '\'=HYPERLINK("http://x")', 'read-write', 'Editor', ''],
      [
        'Home',
        'Calendar',
        '',
        "'-Nora",
        'read',
        'Reviewer',
        'no mailbox for -Nora (unmapped); its events lie in the Calendar under the category «Home»; a right on it shows everything there; was never accepted',
      ],
      ['Old', '', 'bea@contoso.com', '\'=HYPERLINK("http://x")', 'read', 'Reviewer', 'the calendar is left out'],
    ]);
  });

  it('hold nothing a spreadsheet would run', () => {
    for (const table of [roomsTable, delegatesTable, sharesTable]) {
      for (const cell of table(HAND_OFF).flat()) expect(cell).not.toMatch(/^[=+@-]/);
    }
  });
});
