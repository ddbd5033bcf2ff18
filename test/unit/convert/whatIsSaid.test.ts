import { describe, expect, it } from 'vitest';
import { JERRY, JIMI, ROOM, eventText, itemOf } from './fixture.ts';
import { checkSaid, type SaidRow } from './checkSaid.ts';

/** Conversion table §7: what becomes of each property, and every word that is said about it. */
const FIELDS: readonly SaidRow[] = [
  ['categories of several lines, none twice', ['CATEGORIES:One', 'CATEGORIES: one ,Two'], ['categories ["One","Two"]']],
  [
    'the category of the calendar',
    [],
    ['categories ["Band and"]', 'category-adjusted CATEGORIES: Band; and -> Band and', 'calendar-as-category CATEGORIES:  -> Band; and'],
    { route: { category: 'Band; and' } },
  ],
  [
    'a busy event of a transparent calendar',
    ['TRANSP:OPAQUE'],
    ['legacyFreeBusyStatus Free', 'calendar-was-transparent TRANSP: Busy -> Free'],
    { route: { isTransparent: true } },
  ],
  [
    'an event of a transparent calendar',
    [],
    ['legacyFreeBusyStatus Free', 'calendar-was-transparent TRANSP: Busy -> Free'],
    { route: { isTransparent: true } },
  ],
  ['a transparent event', ['TRANSP:TRANSPARENT'], ['legacyFreeBusyStatus Free']],
  ['Apple’s busy status wins', ['X-APPLE-EWS-BUSYSTATUS: busy ', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'], []],
  [
    'Microsoft’s busy status wins over TRANSP',
    ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE', 'X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:FREE', 'TRANSP:TRANSPARENT'],
    ['legacyFreeBusyStatus WorkingElsewhere'],
  ],
  ['the old Microsoft busy status', ['X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:TENTATIVE'], ['legacyFreeBusyStatus Tentative']],
  ['TRANSP wins over STATUS', ['STATUS:TENTATIVE', 'TRANSP:TRANSPARENT'], ['legacyFreeBusyStatus Free']],
  ['priority 4', ['PRIORITY:4'], ['importance High']],
  ['priority 5', ['PRIORITY:5'], []],
  ['priority 6', ['PRIORITY:6'], ['importance Low']],
  ['priority 9', ['PRIORITY:9'], ['importance Low']],
  ['priority 10', ['PRIORITY:10'], []],
  ['priority 1', ['PRIORITY:1'], ['importance High']],
  ['priority 0', ['PRIORITY:0'], []],
  ['Microsoft’s importance 0', ['PRIORITY:1', 'X-MICROSOFT-CDO-IMPORTANCE:0'], ['importance Low']],
  ['Microsoft’s importance 1', ['PRIORITY:1', 'X-MICROSOFT-CDO-IMPORTANCE:1'], []],
  ['Microsoft’s importance 2', ['X-MICROSOFT-CDO-IMPORTANCE:2'], ['importance High']],
  ['an importance nobody knows', ['PRIORITY:1', 'X-MICROSOFT-CDO-IMPORTANCE:9'], ['importance High']],
  ['CLASS:CONFIDENTIAL', ['CLASS:confidential'], ['sensitivity Private', 'confidential-as-private CLASS: CONFIDENTIAL -> Private']],
  ['an unknown CLASS', ['CLASS:X-WHO'], ['sensitivity Private', 'class-unknown CLASS: X-WHO -> Private']],
  ['CLASS:PUBLIC', ['CLASS:PUBLIC'], []],
  ['CLASS:PRIVATE', ['CLASS:PRIVATE'], ['sensitivity Private']],
  [
    'confidential access',
    [],
    ['sensitivity Private', 'confidential-as-private X-CALENDARSERVER-ACCESS: CONFIDENTIAL -> Private'],
    { object: { access: 'CONFIDENTIAL' } },
  ],
  [
    'restricted access',
    [],
    ['sensitivity Private', 'restricted-as-private X-CALENDARSERVER-ACCESS: RESTRICTED -> Private'],
    { object: { access: 'RESTRICTED' } },
  ],
  ['private access wins', ['CLASS:PUBLIC'], ['sensitivity Private'], { object: { access: 'PRIVATE' } }],
  ['CLASS wins over public access', ['CLASS:PRIVATE'], ['sensitivity Private'], { object: { access: 'PUBLIC' } }],
  ['a place of two lines', ['LOCATION: a\\nb ,c'], ['location a, b ,c', 'text-one-line LOCATION: a\nb ,c -> a, b ,c']],
  [
    'a blank place, and Apple’s own',
    ['LOCATION: \\n ', 'X-APPLE-STRUCTURED-LOCATION;X-TITLE=Hall;X-ADDRESS="Street 1\\\\nTown\\\\, Land":geo:1,2'],
    [
      'location Hall, Street 1, Town, Land',
      'location-from-place X-APPLE-STRUCTURED-LOCATION:  -> Hall, Street 1, Town, Land',
      'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ',
    ],
  ],
  [
    'a place whose address begins with its title',
    ['X-APPLE-STRUCTURED-LOCATION;X-TITLE=Hall;X-ADDRESS="Hall, Street 1":geo:1,2'],
    [
      'location Hall, Street 1',
      'location-from-place X-APPLE-STRUCTURED-LOCATION:  -> Hall, Street 1',
      'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ',
    ],
  ],
  [
    'a place whose title holds its address',
    ['X-APPLE-STRUCTURED-LOCATION;X-TITLE="Hall, Street 1";X-ADDRESS="Street 1":geo:1,2'],
    [
      'location Hall, Street 1',
      'location-from-place X-APPLE-STRUCTURED-LOCATION:  -> Hall, Street 1',
      'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ',
    ],
  ],
  [
    'a place that is an address',
    ['X-APPLE-STRUCTURED-LOCATION;X-ADDRESS="Street 1":geo:1,2'],
    [
      'location Street 1',
      'location-from-place X-APPLE-STRUCTURED-LOCATION:  -> Street 1',
      'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ',
    ],
  ],
  [
    'a place that is a title',
    ['X-APPLE-STRUCTURED-LOCATION;X-TITLE=Hall:geo:1,2'],
    [
      'location Hall',
      'location-from-place X-APPLE-STRUCTURED-LOCATION:  -> Hall',
      'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ',
    ],
  ],
  [
    'a place in words and coordinates',
    ['LOCATION:Here', 'X-APPLE-STRUCTURED-LOCATION;X-TITLE=Hall:geo:1,2', 'GEO:1;2'],
    ['location Here', 'place-details-dropped X-APPLE-STRUCTURED-LOCATION: geo:1,2 -> ', 'place-details-dropped GEO: 1;2 -> '],
  ],
  [
    'a place that is its rooms',
    [
      `ORGANIZER:urn:x-uid:${JIMI}`,
      `ATTENDEE;PARTSTAT=ACCEPTED;CUTYPE=ROOM:urn:x-uid:${ROOM}`,
      `ATTENDEE;PARTSTAT=ACCEPTED;CUTYPE=ROOM:urn:x-uid:${JERRY}`,
    ],
    ['location Conference Room 01; Jerry Garcia', 'location-from-room ATTENDEE:  -> Conference Room 01; Jerry Garcia'],
  ],
  ['a title of two lines', ['SUMMARY: a\\n b\\t'], ['subject a b\\t', 'text-one-line SUMMARY:  a\n b\\t -> a b\\t']],
  ['a title with blanks around it', ['SUMMARY:\\n a '], ['subject a']],
];

describe('what is said of', () => {
  it.each(FIELDS.map(([name, ...row]) => ({ name, row })))('$name', ({ row }) => {
    checkSaid(row);
  });

  it.each([255, 256])('a title of %i characters', (length) => {
    const { item, notes } = itemOf(eventText(`SUMMARY:${'y'.repeat(length)}`));
    expect([item.subject.length, notes.map(({ code, property }) => `${code} ${property}`)]).toEqual([
      255,
      length > 255 ? ['text-cut SUMMARY'] : [],
    ]);
  });

  it('a category of three hundred characters', () => {
    const { item, notes } = itemOf(eventText(`CATEGORIES: a\\,b ,c\\;;d,${'x'.repeat(300)}`));
    expect(item.categories).toEqual(['a b', 'c d', 'x'.repeat(255)]);
    expect(notes.map(({ code, property, was }) => `${code} ${property} ${was.slice(0, 5)}`)).toEqual([
      'category-adjusted CATEGORIES  a,b ',
      'category-adjusted CATEGORIES c;;d',
      'category-adjusted CATEGORIES xxxxx',
    ]);
  });
});
