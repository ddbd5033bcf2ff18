import { describe, expect, it } from 'vitest';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { GONE, JANIS, JERRY, JIMI, ROOM, calendarText, eventLines, eventText, itemOf, plan } from './fixture.ts';
import type { CopyText } from './fixture.ts';

/** Name, lines of the event, what differs from an event without them (fields first, then notes), what is special about the copy. */
type Row = readonly [string, readonly string[], readonly string[], Partial<CopyText>?];

const FIELDS = [
  ...['subject', 'body', 'location', 'legacyFreeBusyStatus', 'sensitivity', 'importance', 'categories', 'reminderMinutesBeforeStart'],
] as readonly (keyof PlannedItem['item'])[];

const PLAIN = itemOf(eventText()).item;

function fieldText(item: PlannedItem['item'], field: keyof PlannedItem['item']): string {
  const { type, text } = item.body;
  if (field === 'body') return `body ${type === 'HTML' ? 'HTML ' : ''}${text}`;
  const value = item[field];
  return `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** Conversion table §7, whole: what becomes of each property, and every word that is said about it. */
const ROWS: readonly Row[] = [
  [
    'links stay links',
    ['ATTACH: http://a.example/x ', 'ATTACH:https://b.example/y', 'ATTACH:ftp://c.example/', 'ATTACH:ftps://d.example/'],
    [
      'body Attachment: http://a.example/x\nAttachment: https://b.example/y\nAttachment: ftp://c.example/\nAttachment: ftps://d.example/',
      'said-in-body ATTACH: http://a.example/x -> Attachment: http://a.example/x',
      'said-in-body ATTACH: https://b.example/y -> Attachment: https://b.example/y',
      'said-in-body ATTACH: ftp://c.example/ -> Attachment: ftp://c.example/',
      'said-in-body ATTACH: ftps://d.example/ -> Attachment: ftps://d.example/',
    ],
  ],
  [
    'links of unknown kinds are files nobody can fetch',
    ['ATTACH:xcid:1', 'ATTACH:about:http://x/'],
    ['attachment-not-migrated ATTACH: file without a name -> '],
  ],
  [
    'names of files, wherever they stand',
    ['ATTACH;X-FILENAME=a.txt:cid:1', 'ATTACH;X-APPLE-FILENAME=b.txt:cid:2', 'ATTACH;FILENAME="c.txt";SIZE=7:cid:3'],
    [
      'attachment-not-migrated ATTACH: a.txt -> ',
      'attachment-not-migrated ATTACH: b.txt -> ',
      'attachment-not-migrated ATTACH: c.txt (7 bytes) -> ',
    ],
  ],
  [
    'files inside the event, with their size',
    [
      'ATTACH:data:text/plain;base64,aGVsbG8=',
      'ATTACH;FMTTYPE=text/plain:xdata:text/plain;base64,aGVsbG8=',
      'ATTACH;ENCODING=BASE64;VALUE=BINARY:aGVsbG8=',
    ],
    ['attachment-not-migrated ATTACH: file without a name (5 bytes) -> ', 'attachment-not-migrated ATTACH: text/plain -> '],
  ],
  [
    'paths on the old server',
    ['ATTACH:folder/file', 'ATTACH:/calendars/__uids__/x/dropbox/y/z.doc?q#f', 'ATTACH;MANAGED-ID=9;FMTTYPE=a/b:http://h/'],
    [
      'attachment-not-migrated ATTACH: file without a name -> ',
      'attachment-not-migrated ATTACH: z.doc -> ',
      'attachment-not-migrated ATTACH: a/b -> ',
    ],
  ],
  ['text keeps its beginning and loses blank ends', ['DESCRIPTION:  two \\n\\n '], ['body   two']],
  [
    'HTML, and what has no field below it',
    ['X-ALT-DESC;FMTTYPE=TEXT/HTML:  <b>x</b> \\n', 'URL:https://a.example/', 'CONTACT:Me'],
    [
      'body HTML <b>x</b><p>URL: https://a.example/<br>\nContact: Me</p>',
      'said-in-body URL: https://a.example/ -> URL: https://a.example/',
      'said-in-body CONTACT: Me -> Contact: Me',
    ],
  ],
  ['HTML carried by reference', ['DESCRIPTION;ALTREP=" data:text/html,%3Cb%3Ex%3C/b%3E ":t'], ['body HTML <b>x</b>']],
  ['a reference that only looks like HTML', ['DESCRIPTION;ALTREP="xdata:text/html,%3Cb%3E":t'], ['body t']],
  [
    'HTML in base64',
    ['DESCRIPTION;ALTREP="data:text/html;charset=utf-8;base64,AAAA":t'],
    ['body t', 'html-body-unreadable ALTREP: data:text/html;charset=utf-8;base64,AAAA -> '],
  ],
  ['HTML of several lines', ['DESCRIPTION;ALTREP="data:text/html,a%0Ab":t'], ['body HTML a\nb']],
  [
    'HTML with two ends',
    ['X-ALT-DESC;FMTTYPE=text/html:<body>a</body><body>b</body >', 'CONTACT:Me', 'COMMENT:Hm'],
    [
      'body HTML <body>a</body><body>b<p>Contact: Me<br>\nComment: Hm</p></body >',
      'said-in-body CONTACT: Me -> Contact: Me',
      'said-in-body COMMENT: Hm -> Comment: Hm',
    ],
  ],
  [
    'conference lines, with their labels',
    [
      'CONFERENCE;LABEL= Audio :tel:1',
      'CONFERENCE;LABEL=Empty: ',
      'RESOURCES:Chair,Table',
      'COMMENT: ',
      'X-GOOGLE-CONFERENCE:g',
      'X-APPLE-TELMEET:t',
    ],
    [
      'body Conference: Audio tel:1\nConference: g\nConference: t\nResources: Chair, Table',
      'said-in-body CONFERENCE: Audio tel:1 -> Conference: Audio tel:1',
      'said-in-body X-GOOGLE-CONFERENCE: g -> Conference: g',
      'said-in-body X-APPLE-TELMEET: t -> Conference: t',
      'said-in-body RESOURCES: Chair, Table -> Resources: Chair, Table',
    ],
  ],
  [
    'lines below the text',
    ['DESCRIPTION:above', 'CONTACT:A', 'COMMENT:B', 'ATTACH:http://x/'],
    [
      'body above\n\nContact: A\nComment: B\nAttachment: http://x/',
      'said-in-body CONTACT: A -> Contact: A',
      'said-in-body COMMENT: B -> Comment: B',
      'said-in-body ATTACH: http://x/ -> Attachment: http://x/',
    ],
  ],
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
  [
    'one’s own comments',
    [
      'X-CALENDARSERVER-PRIVATE-COMMENT: mine ',
      'X-CALENDARSERVER-PRIVATE-COMMENT: ',
      'X-CALENDARSERVER-PRIVATE-COMMENT:more',
      `ORGANIZER:urn:x-uid:${JERRY}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${JIMI}`,
    ],
    [
      'body My comment:\nmine\nmore',
      'organizer-copy-missing ORGANIZER: jerry@contoso.com -> ',
      'private-comment-in-body X-CALENDARSERVER-PRIVATE-COMMENT:  -> ',
    ],
  ],
  [
    'comments of guests',
    [
      `X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF=" urn:x-uid:${JERRY} ": hi `,
      'X-CALENDARSERVER-ATTENDEE-COMMENT: ',
      'X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x-uid:Q":who',
      'X-CALENDARSERVER-ATTENDEE-COMMENT:nobody',
      `ORGANIZER:urn:x-uid:${JIMI}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${JERRY}`,
    ],
    [
      'body Comments of guests:\nJerry Garcia: hi\nurn:x-uid:Q: who\nA guest: nobody',
      'attendee-comment-in-body X-CALENDARSERVER-ATTENDEE-COMMENT:  -> ',
    ],
  ],
  [
    'of three reminders the nearest that shows',
    [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT15M',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:AUDIO',
      'TRIGGER:-PT30M',
      'END:VALARM',
      'BEGIN:VALARM',
      'ACTION:EMAIL',
      'TRIGGER:-PT5M',
      'END:VALARM',
    ],
    ['reminderMinutesBeforeStart 15', 'reminder-chosen VALARM: -PT30M -> 15 min', 'reminder-chosen VALARM: -PT5M -> 15 min'],
  ],
  [
    'a reminder by mail',
    ['BEGIN:VALARM', 'ACTION:EMAIL', 'TRIGGER:-PT5M', 'END:VALARM'],
    ['reminderMinutesBeforeStart 5', 'reminder-as-display ACTION: -PT5M -> 5 min'],
  ],
  [
    'a reminder by program',
    ['BEGIN:VALARM', 'ACTION:PROCEDURE', 'TRIGGER:-PT5M', 'END:VALARM'],
    ['reminderMinutesBeforeStart 5', 'reminder-as-display ACTION: -PT5M -> 5 min'],
  ],
  [
    'a reminder eight years ahead',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P3000D', 'END:VALARM'],
    ['reminderMinutesBeforeStart 2629800', 'reminder-too-early TRIGGER: -P3000D -> 2629800 min'],
  ],
  [
    'a reminder after the start',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT5M', 'END:VALARM'],
    ['reminder-after-start TRIGGER: PT5M -> '],
  ],
  [
    'a reminder nobody can read',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER: soon P ', 'END:VALARM'],
    ['reminder-unreadable TRIGGER: soon P -> '],
  ],
  ['an alarm that is none', ['BEGIN:VALARM', 'ACTION:NONE', 'TRIGGER:-PT5M', 'END:VALARM'], []],
  ['an alarm without a trigger', ['BEGIN:VALARM', 'ACTION:DISPLAY', 'END:VALARM'], ['reminder-unreadable TRIGGER:  -> ']],
  [
    'a reminder at an instant',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER;VALUE=DATE-TIME:20270607T063000Z', 'END:VALARM'],
    ['reminderMinutesBeforeStart 30'],
  ],
  [
    'a reminder at a time of a zone',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER;VALUE=DATE-TIME;TZID=Europe/Berlin:20270607T083000', 'END:VALARM'],
    ['reminderMinutesBeforeStart 30'],
  ],
  [
    'a reminder at a floating time',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER;VALUE=DATE-TIME:20270607T083000', 'END:VALARM'],
    ['reminderMinutesBeforeStart 30'],
  ],
  [
    'a reminder before the end',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER;RELATED=END:-PT90M', 'END:VALARM'],
    ['reminderMinutesBeforeStart 30'],
  ],
  ['a reminder at the start', ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT0S', 'END:VALARM'], ['reminderMinutesBeforeStart 0']],
  [
    'a reminder of a minute and a second',
    ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT61S', 'END:VALARM'],
    ['reminderMinutesBeforeStart 2'],
  ],
  [
    'a reminder of what ends now',
    ['DTSTART:20261120T070000Z', 'DTEND:20261120T080000Z', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'END:VALARM'],
    ['reminder-past VALARM: -PT5M -> '],
  ],
  [
    'a reminder of what ends in a second',
    ['DTSTART:20261120T070000Z', 'DTEND:20261120T080001Z', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'END:VALARM'],
    ['reminderMinutesBeforeStart 5'],
  ],
  ['a title of two lines', ['SUMMARY: a\\n b\\t'], ['subject a b\\t', 'text-one-line SUMMARY:  a\n b\\t -> a b\\t']],
  ['a title with blanks around it', ['SUMMARY:\\n a '], ['subject a']],
  [
    'people of a meeting whose organizer left',
    [
      `ORGANIZER:urn:x-uid:${GONE}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${JIMI}`,
      `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${JERRY}`,
      `ATTENDEE;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:urn:x-uid:${JANIS}`,
    ],
    [
      'body Organizer: Gone Person\nInvited: Jimi Hendrix, Jerry Garcia, Janis Joplin',
      `organizer-left-out ORGANIZER: urn:x-uid:${GONE} -> Gone Person`,
    ],
  ],
  [
    'people of a meeting nobody asked the owner to',
    [`ORGANIZER:urn:x-uid:${JERRY}`, `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${JANIS}`],
    ['body Organizer: Jerry Garcia\nInvited: Janis Joplin', `not-invited ORGANIZER: urn:x-uid:${JERRY} -> Jerry Garcia`],
  ],
  [
    'people of a meeting nobody else can come to',
    [`ORGANIZER:urn:x-uid:${JIMI}`, `ATTENDEE;PARTSTAT=ACCEPTED:urn:x-uid:${GONE}`],
    ['body Invited: Gone Person', 'no-guests ATTENDEE: Jimi Hendrix -> ', `guest-left-out ATTENDEE: urn:x-uid:${GONE} -> Gone Person`],
  ],
];

describe('what is said of', () => {
  it.each(ROWS.map(([name, ...row]) => ({ name, row })))('$name', ({ row: [lines, expected, more] }) => {
    const { items } = plan([{ text: calendarText(...eventLines(...lines)), ...more }]);
    expect(items.length).toBe(1);
    const said = items.flatMap(({ item, notes }) => [
      ...FIELDS.filter((field) => fieldText(item, field) !== fieldText(PLAIN, field)).map((field) => fieldText(item, field)),
      ...notes.map(({ code, property, was, became }) => `${code} ${property}: ${was} -> ${became}`),
    ]);
    expect(said).toEqual(expected);
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
