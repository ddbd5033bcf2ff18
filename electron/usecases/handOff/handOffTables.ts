import { escapeCell } from '../../../shared/directory/mappingTable.ts';
import type { HandOff, HandOffPerson, HandOffRoom, HandOffShare } from './HandOff.ts';

type Row = readonly string[];

function table(header: Row, rows: readonly Row[]): string[][] {
  return [[...header], ...rows.map((row) => row.map(escapeCell))];
}

function missing(...people: readonly HandOffPerson[]): string {
  return people
    .filter(({ without }) => without !== '')
    .map(({ name, without }) => `no mailbox for ${name} (${without})`)
    .join('; ');
}

/** Who acted for whom. In Exchange that is a right on the Calendar, or booking in the place of a room. */
export function delegatesTable({ delegates, rooms }: HandOff): string[][] {
  const isRoom = new Set(rooms.map(({ mailbox }) => mailbox));
  return table(
    ['mailbox', 'name', 'delegate', 'delegatename', 'rights', 'exchange', 'note'],
    delegates.map(({ owner, delegate, readWrite }) => [
      owner.mailbox,
      owner.name,
      delegate.mailbox,
      delegate.name,
      readWrite ? 'read-write' : 'read',
      isRoom.has(owner.mailbox) && readWrite ? 'Set-CalendarProcessing -ResourceDelegates' : readWrite ? 'Editor' : 'Reviewer',
      missing(owner, delegate),
    ]),
  );
}

function shareNote({ owner, sharee, folder, category, status }: HandOffShare): string {
  const notes = [
    missing(owner, sharee),
    folder === null ? 'the calendar is left out' : '',
    // Rights are given on folders: whoever may see one category sees the whole Calendar.
    category === '' ? '' : `its events lie in the Calendar under the category «${category}»; a right on it shows everything there`,
    status === 'invited' ? 'was never accepted' : '',
  ];
  return notes.filter((note) => note !== '').join('; ');
}

/** Calendars people let others see. */
export function sharesTable({ shares }: HandOff): string[][] {
  return table(
    ['mailbox', 'name', 'calendar', 'folder', 'sharedwith', 'sharedwithname', 'rights', 'exchange', 'note'],
    shares.map((share) => [
      share.owner.mailbox,
      share.owner.name,
      share.calendar,
      share.folder ?? '',
      share.sharee.mailbox,
      share.sharee.name,
      share.readWrite ? 'read-write' : 'read',
      share.readWrite ? 'Editor' : 'Reviewer',
      shareNote(share),
    ]),
  );
}

/** What Set-CalendarProcessing would be told for each mode of Calendar Server (twistedcaldav/resource.py, auto-schedule-mode). */
const PROCESSING: Readonly<Record<string, string>> = {
  none: 'AutomateProcessing AutoUpdate; AllBookInPolicy $false; ForwardRequestsToDelegates $true',
  'accept-always': 'AutomateProcessing AutoAccept; AllowConflicts $true',
  'decline-always': 'AutomateProcessing AutoAccept; AllBookInPolicy $false; AllRequestInPolicy $false',
  'accept-if-free': 'AutomateProcessing AutoAccept; AllowConflicts $false',
  'decline-if-busy': 'AutomateProcessing AutoAccept; AllBookInPolicy $false; AllRequestInPolicy $true',
  automatic: 'AutomateProcessing AutoAccept; AllowConflicts $false',
};

function roomRow({ mailbox, name, kind, capacity, autoSchedule }: HandOffRoom): Row {
  const mode = autoSchedule ?? 'automatic';
  const notes = [
    autoSchedule === null ? 'the source says nothing; automatic is its default' : '',
    autoSchedule !== null && PROCESSING[autoSchedule] === undefined ? 'this mode is not known' : '',
    kind === 'room' && capacity === null ? 'the source knows no capacity' : '',
  ];
  return [
    mailbox,
    name,
    kind,
    capacity === null ? '' : String(capacity),
    mode,
    PROCESSING[mode] ?? '',
    notes.filter((note) => note !== '').join('; '),
  ];
}

/** Rooms and things: what they hold, and how they answered invitations. */
export function roomsTable({ rooms }: HandOff): string[][] {
  return table(['mailbox', 'name', 'kind', 'capacity', 'autoschedule', 'exchange', 'note'], rooms.map(roomRow));
}
