import { describe, expect, test } from 'vitest';
import { buildCalendars } from '../../../shared/domain/snapshot/buildCalendars.ts';
import { buildHomes } from '../../../shared/domain/snapshot/buildHomes.ts';
import { buildOwnership } from '../../../shared/domain/snapshot/buildOwnership.ts';
import { buildPlaces } from '../../../shared/domain/snapshot/buildPlaces.ts';
import { buildShares } from '../../../shared/domain/snapshot/buildShares.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';
import type { SourceCalendar } from '../../../shared/domain/source.ts';
import { bind, home, JANIS, JIMI, property, smallTables } from '../../support/snapshotRows.ts';
import type { Tables } from '../../support/snapshotRows.ts';

const CALDAV = 'urn:ietf:params:xml:ns:caldav';

function calendarsOf(tables: Tables): { readonly calendars: readonly SourceCalendar[]; readonly notes: readonly ReadingNote[] } {
  const read = smallTables(tables);
  const owners = buildOwnership(read.tables, (note) => read.notes.push(note));
  return { calendars: buildCalendars(read.tables, owners), notes: read.notes };
}

function defaultOf(tables: Tables): string | undefined {
  return calendarsOf(tables).calendars.find(({ isDefault }) => isDefault)?.calendarId;
}

/** One home of a server of version 12: no column says what is the default, in what zone, or whether it counts. */
const OLD: Tables = {
  calendarserver: [{ name: 'CALENDAR-DATAVERSION', value: '3' }],
  calendar_home: [home('10', JIMI)],
  calendar_bind: [bind('10', '11', 'calendar'), bind('10', '12', 'inbox'), bind('10', '13', 'B1-Wörk')],
};

function defaultUrl(href: string, viewer = JIMI): Tables {
  const xml = `<schedule-default-calendar-URL xmlns='${CALDAV}'><href xmlns='DAV:'>${href}</href></schedule-default-calendar-URL>`;
  return { ...OLD, resource_property: [property('12', `{${CALDAV}}schedule-default-calendar-URL`, xml, viewer)] };
}

describe('the default calendar', () => {
  test.each<[string, Tables, string | undefined]>([
    ['is what the home says', { ...OLD, calendar_home_metadata: [{ resource_id: '10', default_events: '13' }] }, '13'],
    ['is what the inbox says on an old server', defaultUrl(`/calendars/__uids__/${JIMI}/B1-W%C3%B6rk`), '13'],
    [
      'is what the inbox says, with a slash at the end and nobody as its viewer',
      defaultUrl(`/calendars/__uids__/${JIMI}/B1-W%C3%B6rk/`, ''),
      '13',
    ],
    ['is the one called calendar where nothing is said', OLD, '11'],
    ['is the one called calendar where what is said is gone', defaultUrl('/calendars/__uids__/X/gone'), '11'],
    ['is the one called calendar where the inbox would be it', defaultUrl('/calendars/__uids__/X/inbox'), '11'],
    ['is not somebody else’s', { ...OLD, calendar_home_metadata: [{ resource_id: '10', default_events: '99' }] }, '11'],
    [
      'is not in the trash',
      {
        ...OLD,
        calendar_home_metadata: [{ resource_id: '10', default_events: '13' }],
        calendar_metadata: [{ resource_id: '13', is_in_trash: 't' }],
      },
      '11',
    ],
    ['may be missing', { ...OLD, calendar_bind: [bind('10', '13', 'B1')] }, undefined],
  ])('%s', (_what, tables, expected) => {
    expect(defaultOf(tables)).toBe(expected);
  });
});

describe('a calendar', () => {
  const transp = (word: string, viewer: string): Tables => ({
    ...OLD,
    resource_property: [
      property(
        '13',
        `{${CALDAV}}schedule-calendar-transp`,
        `<schedule-calendar-transp xmlns='${CALDAV}'><${word}/></schedule-calendar-transp>`,
        viewer,
      ),
    ],
  });
  const zone = (text: string): Tables => ({
    ...OLD,
    resource_property: [
      property('13', `{${CALDAV}}calendar-timezone`, `<calendar-timezone xmlns='${CALDAV}'>${text}</calendar-timezone>`, JIMI),
    ],
  });
  test.each<[string, Tables, Partial<SourceCalendar>]>([
    ['is transparent by a property of old', transp('transparent', JIMI), { isTransparent: true }],
    ['is transparent by a property without a viewer', transp('transparent', ''), { isTransparent: true }],
    ['is opaque by a property of old', transp('opaque', JIMI), { isTransparent: false }],
    ['has its zone in a property of old', zone('BEGIN:VTIMEZONE\r\nTZID:Europe/Rome\r\nEND:VTIMEZONE'), { timeZone: 'Europe/Rome' }],
    ['has no zone when the property holds none', zone('x y'), { timeZone: null }],
    [
      'has its components in CALENDAR on version 7',
      { ...OLD, calendar: [{ resource_id: '13', supported_components: 'VTODO' }] },
      { supportedComponents: ['VTODO'] },
    ],
    [
      'has its components in a property before that',
      {
        ...OLD,
        resource_property: [
          property(
            '13',
            `{${CALDAV}}supported-calendar-component-set`,
            `<set xmlns='${CALDAV}'><comp name='VEVENT'/><comp name='VTODO'/></set>`,
            '',
          ),
        ],
      },
      { supportedComponents: ['VEVENT', 'VTODO'] },
    ],
    ['is called by its resource name when nobody named it', OLD, { name: 'B1-Wörk', color: null, order: null }],
    [
      'is called by its resource name when its name is empty',
      { ...OLD, resource_property: [property('13', '{DAV:}displayname', "<displayname xmlns='DAV:'> </displayname>", JIMI)] },
      { name: 'B1-Wörk' },
    ],
    [
      'is called what its owner calls it, in whatever case the server has the owner',
      {
        ...OLD,
        resource_property: [property('13', '{DAV:}displayname', "<displayname xmlns='DAV:'>Work</displayname>", JIMI.toLowerCase())],
      },
      { name: 'Work' },
    ],
    [
      'is not called what those it is shared with call it',
      {
        ...OLD,
        calendar_home: [home('10', JIMI), home('20', JANIS)],
        calendar_bind: [...(OLD.calendar_bind ?? []), bind('20', '13', 'S', { bind_mode: '1' })],
        resource_property: [property('13', '{DAV:}displayname', "<displayname xmlns='DAV:'>Jimi</displayname>", JANIS)],
      },
      { name: 'B1-Wörk' },
    ],
    [
      'has no colour or order that is none',
      {
        ...OLD,
        resource_property: [
          property('13', '{http://apple.com/ns/ical/}calendar-color', "<calendar-color xmlns='x'>red</calendar-color>", JIMI),
          property('13', '{http://apple.com/ns/ical/}calendar-order', "<calendar-order xmlns='x'>first</calendar-order>", JIMI),
        ],
      },
      { color: null, order: null },
    ],
    ['is trash by its type', { ...OLD, calendar_metadata: [{ resource_id: '13', child_type: '2' }] }, { isTrash: true }],
    ['is an inbox by its type', { ...OLD, calendar_metadata: [{ resource_id: '13', child_type: '1' }] }, { isInbox: true }],
  ])('%s', (_what, tables, expected) => {
    expect(calendarsOf(tables).calendars.find(({ calendarId }) => calendarId === '13')).toMatchObject(expected);
  });

  test('that two homes claim goes to the active one, and that is noted', () => {
    const { calendars, notes } = calendarsOf({
      calendar_home: [home('10', JIMI, { status: '2' }), home('20', JANIS, { status: '0' })],
      calendar_bind: [bind('10', '11', 'calendar'), bind('20', '11', 'mine')],
    });
    expect(calendars.map(({ ownerUid, resourceName }) => [ownerUid, resourceName])).toEqual([[JANIS, 'mine']]);
    expect(notes.map(({ where, note }) => [where, note.code])).toEqual([['calendar 11', 'calendar-owned-twice']]);
  });
});

describe('homes', () => {
  test('of one person in two cases are told', () => {
    const read = smallTables({ calendar_home: [home('10', JIMI), home('11', JIMI.toLowerCase()), home('12', JIMI, { status: '2' })] });
    const homes = buildHomes(read.tables, new Map(), (note) => read.notes.push(note));
    expect(homes.map(({ homeId }) => homeId)).toEqual(['10', '11', '12']);
    expect(read.notes.map(({ where, note }) => [where, note.code])).toEqual([['calendar_home 11', 'home-duplicate']]);
  });

  test('of old have their availability in a property of the inbox', () => {
    const read = smallTables({
      ...OLD,
      resource_property: [
        property(
          '12',
          '{http://calendarserver.org/ns/}calendar-availability',
          "<calendar-availability xmlns='x'>BEGIN:VCALENDAR</calendar-availability>",
          JIMI,
        ),
      ],
    });
    const owners = buildOwnership(read.tables, (note) => read.notes.push(note));
    expect(buildHomes(read.tables, owners, (note) => read.notes.push(note))).toEqual([
      { homeId: '10', ownerUid: JIMI, status: 0, hasAvailability: true },
    ]);
  });
});

describe('places', () => {
  test('rank by owner and name, never by id, and say why an object is out', () => {
    const read = smallTables({
      calendar_home: [home('10', JIMI), home('20', JANIS), home('30', JANIS, { status: '2' })],
      calendar_metadata: [{ resource_id: '23', is_in_trash: 't' }],
      calendar_bind: [
        bind('10', '11', 'calendar'),
        bind('20', '21', 'calendar'),
        bind('20', '22', 'inbox'),
        bind('20', '23', 'old'),
        bind('30', '31', 'calendar'),
        bind('77', '41', 'lost'),
        bind('10', '51', 'foreign', { bind_mode: '2' }),
        bind('77', '61', 'foreign', { bind_mode: '2' }),
      ],
    });
    const owners = buildOwnership(read.tables, (note) => read.notes.push(note));
    const places = buildPlaces(read.tables, owners, [71, 72]);
    expect(
      places.map(({ rank, calendarId, homeId, resourceName, outOfCalendar }) => [rank, calendarId, homeId, resourceName, outOfCalendar]),
    ).toEqual([
      [1, 71, '', '', 'orphan-object'],
      [1, 72, '', '', 'orphan-object'],
      [2, 51, '', 'foreign', 'calendar-not-owned'],
      [2, 61, '', 'foreign', 'orphan-object'],
      [3, 41, '', 'lost', 'orphan-object'],
      [4, 21, '20', 'calendar', null],
      [4, 31, '30', 'calendar', 'home-not-active'],
      [5, 22, '20', 'inbox', 'inbox'],
      [6, 23, '20', 'old', 'trash'],
      [7, 11, '10', 'calendar', null],
    ]);
  });
});

describe('shares', () => {
  test.each([
    ['1', '0', 'read', 'invited'],
    ['2', '1', 'write', 'accepted'],
    ['3', '2', 'direct', 'declined'],
    ['4', '3', 'indirect', 'invalid'],
    ['5', '4', 'group', 'deleted'],
    ['6', '1', 'group-read', 'accepted'],
    ['7', '9', 'group-write', 'invalid'],
  ])('of mode %s and status %s are %s, %s', (mode, status, expectedMode, expectedStatus) => {
    const read = smallTables({
      calendar_home: [home('10', JIMI), home('20', JANIS)],
      calendar_bind: [bind('10', '11', 'calendar'), bind('20', '11', 'S', { bind_mode: mode, bind_status: status })],
    });
    const owners = buildOwnership(read.tables, (note) => read.notes.push(note));
    const shares = buildShares(read.tables, buildCalendars(read.tables, owners), (note) => read.notes.push(note));
    expect([shares, read.notes]).toEqual([
      [{ calendarId: '11', ownerUid: JIMI, shareeUid: JANIS, name: 'calendar', mode: expectedMode, status: expectedStatus }],
      [],
    ]);
  });

  test('of a mode nobody knows are noted', () => {
    const read = smallTables({
      calendar_home: [home('10', JIMI), home('20', JANIS)],
      calendar_bind: [bind('10', '11', 'calendar'), bind('20', '11', 'S', { bind_mode: '17' })],
    });
    const owners = buildOwnership(read.tables, (note) => read.notes.push(note));
    expect(buildShares(read.tables, buildCalendars(read.tables, owners), (note) => read.notes.push(note))).toEqual([]);
    expect(read.notes.map(({ note }) => note.code)).toEqual(['share-dangling']);
  });
});
