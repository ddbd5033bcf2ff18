import { describe, expect, it } from 'vitest';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import { compareItems, uncompared } from '../../../shared/run/compareItems.ts';
import { calendarItem, weekly } from '../run/planned.ts';

const JIMI = { email: 'jimi@contoso.com', name: 'Jimi', response: 'Accept' } as const;
const JANIS = { email: 'janis@contoso.com', name: 'Janis' } as const;

/** A meeting's item that says something in every field. */
const PLANNED: EwsCalendarItem = weekly({
  organizer: JANIS,
  requiredAttendees: [JIMI],
  optionalAttendees: [{ ...JIMI, email: 'jerry@contoso.com' }],
  resources: [{ ...JIMI, email: 'room@contoso.com' }],
  modifiedOccurrences: [
    { originalStart: '2026-12-14T09:00:00+01:00', start: '2026-12-15T09:00:00+01:00', end: '2026-12-15T10:00:00+01:00' },
  ],
  deletedOccurrences: ['2026-12-07T09:00:00+01:00'],
});

/** What each field reads when the server did not keep it: its own default, or nothing. */
const IGNORED: { readonly [Field in keyof EwsCalendarItem]: EwsCalendarItem[Field] } = {
  uid: 'made-up-by-the-server',
  subject: '',
  start: '2026-11-23T00:00:00Z',
  end: '2026-11-23T00:30:00Z',
  startTimeZone: 'UTC',
  endTimeZone: 'UTC',
  isAllDayEvent: true,
  legacyFreeBusyStatus: 'Tentative',
  sensitivity: 'Private',
  importance: 'Low',
  categories: [],
  location: '',
  reminderMinutesBeforeStart: null,
  body: { type: 'Text', text: '' },
  isOrganizer: false,
  myResponse: 'Unknown',
  organizer: { email: 'svc@contoso.com', name: 'svc' },
  requiredAttendees: [],
  optionalAttendees: [],
  resources: [],
  recurrence: null,
  modifiedOccurrences: [],
  deletedOccurrences: [],
};

const fields = Object.keys(IGNORED).filter((field): field is keyof EwsCalendarItem => field in PLANNED);
const asGuest: EwsCalendarItem = { ...PLANNED, isOrganizer: false, myResponse: 'Accept' };
const ignoring = (planned: EwsCalendarItem, field: keyof EwsCalendarItem): EwsCalendarItem => ({
  ...planned,
  [field]: field === 'isOrganizer' ? !planned.isOrganizer : IGNORED[field],
});

describe('every field of an item', () => {
  it('is known to the comparison', () => {
    expect([...fields].sort()).toEqual(Object.keys(PLANNED).sort());
  });

  it.each([
    ['meeting', PLANNED],
    ['guest-copy', asGuest],
    ['appointment', { ...PLANNED, organizer: null }],
    ['travel', { ...PLANNED, organizer: null }],
  ] as const)('of a %s differs when the server ignores it, with both sides, or is named with its reason', (kind, planned) => {
    const reasons = new Map(uncompared(kind));
    for (const field of fields) {
      const found = compareItems(planned, ignoring(planned, field), kind);
      if (reasons.has(field)) expect([field, found, reasons.get(field) === '']).toEqual([field, [], false]);
      else {
        expect(found.map((difference) => difference.field)).toEqual([field]);
        expect(found[0]?.source).not.toBe(found[0]?.target);
      }
    }
  });

  it('is compared in a guest’s copy but for the list of guests', () => {
    expect(uncompared('guest-copy').map(([field]) => field)).toEqual(['requiredAttendees', 'optionalAttendees', 'resources']);
  });

  it('is compared in a meeting but for an answer nobody gives to themselves', () => {
    expect(uncompared('meeting').map(([field]) => field)).toEqual(['myResponse']);
  });
});

describe('what is no difference', () => {
  it.each<[string, Partial<EwsCalendarItem>]>([
    ['somebody who has not answered, in either of Exchange’s words', { myResponse: 'NoResponseReceived' }],
    ['a UID that comes back as the GlobalObjectId made of it', { uid: hexOf('planning@example.com') }],
    ['the case of the organizer’s address', { organizer: { ...JANIS, email: 'Janis@Contoso.com' } }],
    [
      'a body handed out as HTML',
      { body: { type: 'HTML', text: '<html><head><style>p {}</style></head><body><p>Agenda</p></body></html>' } },
    ],
  ])('is %s', (_, change) => {
    const planned: EwsCalendarItem = { ...asGuest, myResponse: 'Unknown' };
    expect(compareItems(planned, { ...planned, ...change }, 'guest-copy')).toEqual([]);
  });
});

describe('nonsense from the server', () => {
  it('is a difference and no crash', () => {
    const found = calendarItem({ start: '', end: 'never' });
    expect(compareItems(calendarItem(), found, 'appointment')).toEqual([
      { field: 'start', source: '2026-11-23T08:00:00.000Z', target: '' },
      { field: 'end', source: '2026-11-23T09:00:00.000Z', target: 'never' },
    ]);
  });
});

/** [MS-OXOCAL] 2.2.1.27, written down here a second time. */
function hexOf(uid: string): string {
  const text = Buffer.from(uid, 'utf8').toString('hex');
  const data = `7643616c2d55696401000000${text}00`;
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length / 2);
  return `040000008200E00074C5B7101A82E00800000000${'00'.repeat(16)}${size.toString('hex')}${data}`.toUpperCase();
}
