import { describe, it } from 'vitest';
import { GONE, JANIS, JERRY, JIMI } from './fixture.ts';
import { checkSaid, type SaidRow } from './checkSaid.ts';

/** Conversion table §7: what becomes of each property, and every word that is said about it. */
const BODIES: readonly SaidRow[] = [
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
  it.each(BODIES.map(([name, ...row]) => ({ name, row })))('$name', ({ row }) => {
    checkSaid(row);
  });
});
