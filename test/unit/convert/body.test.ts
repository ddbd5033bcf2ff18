import { ASSUMED_CAPABILITIES } from '../../../shared/domain/targetCapabilities.ts';
import { describe, expect, it } from 'vitest';
import {
  CONTEXT,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  LIVE,
  attendee,
  calendarText,
  codes,
  eventLines,
  eventText,
  itemOf,
  organizer,
  perUser,
  plan,
} from './fixture.ts';

describe('description', () => {
  it.each([
    [
      'unescaped',
      ['DESCRIPTION:Line one\\nLine two\\, with comma\\; and \\\\'],
      { type: 'Text', text: 'Line one\nLine two, with comma; and \\' },
    ],
    ['text that looks like HTML stays text', ['DESCRIPTION:<b>bold</b>'], { type: 'Text', text: '<b>bold</b>' }],
    ['X-ALT-DESC is HTML', ['DESCRIPTION:plain', 'X-ALT-DESC;FMTTYPE=text/html:<p>rich</p>'], { type: 'HTML', text: '<p>rich</p>' }],
    ['X-ALT-DESC of another type is not', ['DESCRIPTION:plain', 'X-ALT-DESC;FMTTYPE=text/rtf:rich'], { type: 'Text', text: 'plain' }],
    [
      'ALTREP that carries HTML',
      ['DESCRIPTION;ALTREP="data:text/html,%3Cp%3Erich%3C%2Fp%3E":plain'],
      { type: 'HTML', text: '<p>rich</p>' },
    ],
    ['ALTREP that points elsewhere', ['DESCRIPTION;ALTREP="http://example.com/":plain'], { type: 'Text', text: 'plain' }],
    ['empty', [], { type: 'Text', text: '' }],
  ])('%s', (_, lines, body) => {
    expect(itemOf(eventText(...lines)).item.body).toEqual(body);
  });

  it('falls back to the text where the HTML cannot be read', () => {
    const item = itemOf(eventText('DESCRIPTION;ALTREP="data:text/html,%E0%A4%A":plain'));
    expect([item.item.body.text, codes(item)]).toEqual(['plain', ['html-body-unreadable']]);
  });
});

describe('what Exchange has no field for', () => {
  it.each([
    ['URL:https://example.com/x', 'URL: https://example.com/x'],
    ['CONFERENCE;VALUE=URI;LABEL=Audio:tel:+49-30', 'Conference: Audio tel:+49-30'],
    ['X-GOOGLE-CONFERENCE:https://meet.example.com/a', 'Conference: https://meet.example.com/a'],
    ['CONTACT:Jerry\\, 555', 'Contact: Jerry, 555'],
    ['RESOURCES:Easel,Chair', 'Resources: Easel, Chair'],
    ['COMMENT:Be early', 'Comment: Be early'],
    ['ATTACH:https://example.com/file.pdf', 'Attachment: https://example.com/file.pdf'],
  ])('%s becomes a line', (line, expected) => {
    const item = itemOf(eventText('DESCRIPTION:Text', line));
    expect([item.item.body.text, codes(item)]).toEqual([`Text\n\n${expected}`, ['said-in-body']]);
  });

  it('is not said twice', () => {
    const item = itemOf(eventText('DESCRIPTION:See https://example.com/x', 'URL:https://example.com/x'));
    expect([item.item.body.text, codes(item)]).toEqual(['See https://example.com/x', []]);
  });

  it('stands inside an HTML body, escaped', () => {
    const item = itemOf(eventText('X-ALT-DESC;FMTTYPE=text/html:<html><body><p>x</p></body></html>', 'CONTACT:A & B'));
    expect(item.item.body.text).toBe('<html><body><p>x</p><p>Contact: A &amp; B</p></body></html>');
  });
});

describe('attachments', () => {
  it.each([
    [
      'managed',
      'ATTACH;FILENAME=Agenda Q4.pdf;FMTTYPE=application/pdf;MANAGED-ID=F5B5;SIZE=460:https://old.example.com/a/dropbox/9/Agenda.pdf',
      'Agenda Q4.pdf (460 bytes)',
    ],
    ['in a dropbox', 'ATTACH:https://old.example.com/calendars/__uids__/X/dropbox/9/Big%20plan.pdf', 'Big plan.pdf'],
    ['inline', 'ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:aGVsbG8=', 'a.txt (5 bytes)'],
    ['inline without a name', 'ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/plain:aGVsbG8=', 'text/plain (5 bytes)'],
    ['by CID', 'ATTACH:CID:part1.example', 'CID:part1.example'],
  ])('%s: named with size in a note', (_, line, was) => {
    const item = itemOf(eventText(line));
    expect(item.notes.map((note) => [note.code, note.was])).toEqual([['attachment-not-migrated', was]]);
    expect(item.item.body.text).toBe('');
  });
});

describe('comments', () => {
  const meeting = [organizer(JIMI), attendee(JIMI), attendee(JERRY)];
  const organizers = calendarText(
    ...eventLines(...meeting),
    ...perUser(JIMI, [`X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x-uid:${JERRY}":Running late\\, sorry`]),
  );
  const guests = calendarText(...eventLines(...meeting), ...perUser(JERRY, ['X-CALENDARSERVER-PRIVATE-COMMENT:Running late\\, sorry']));
  const copies = [
    { owner: JIMI, text: organizers },
    { owner: JERRY, text: guests },
  ];

  it('reach only the copy they belong to', () => {
    const { items } = plan(copies);
    expect(items.map(({ mailbox, item }) => [mailbox, item.body.text])).toEqual([
      ['jimi@contoso.com', 'Comments of guests:\nJerry Garcia: Running late, sorry'],
      ['jerry@contoso.com', 'My comment:\nRunning late, sorry'],
    ]);
    expect(items.map(codes)).toEqual([['attendee-comment-in-body'], ['private-comment-in-body']]);
  });

  it('of the organizer’s own stay out of a body that Exchange sends to everybody; a guest’s own does not travel', () => {
    const own = calendarText(...eventLines(...meeting), ...perUser(JIMI, ['X-CALENDARSERVER-PRIVATE-COMMENT:Do not tell Jerry']));
    const [lead, copy] = plan([{ owner: JIMI, text: own }, ...copies.slice(1)], LIVE).items;
    expect([lead?.mode, lead?.item.body.text, copy?.item.body.text]).toEqual(['live', '', 'My comment:\nRunning late, sorry']);
    expect(lead?.notes.map((note) => [note.code, note.was])).toEqual([['private-comment-withheld', 'Do not tell Jerry']]);
  });

  it('of guests stay out of a body that Exchange sends to everybody', () => {
    const { items } = plan(copies, LIVE);
    const [lead] = items;
    expect([lead?.mode, lead?.item.body.text]).toEqual(['live', '']);
    expect(lead?.notes.map((note) => [note.code, note.was])).toEqual([['attendee-comment-withheld', 'Jerry Garcia: Running late, sorry']]);
  });

  it('on the series hold for its exceptions, and change nothing there', () => {
    const override = [
      'BEGIN:VEVENT',
      'UID:event-1',
      'RECURRENCE-ID;TZID=Europe/Berlin:20270608T090000',
      'DTSTART;TZID=Europe/Berlin:20270608T090000',
      'DTEND;TZID=Europe/Berlin:20270608T100000',
      'SUMMARY:Rehearsal',
      'END:VEVENT',
    ];
    const text = calendarText(
      ...eventLines('RRULE:FREQ=DAILY;COUNT=3'),
      ...override,
      ...perUser(
        JIMI,
        ['X-CALENDARSERVER-PRIVATE-COMMENT:mine'],
        ['RECURRENCE-ID;TZID=Europe/Berlin:20270608T090000', 'TRANSP:TRANSPARENT'],
      ),
    );
    expect(itemOf(text).item.modifiedOccurrences).toEqual([
      {
        originalStart: '2027-06-08T09:00:00+02:00',
        start: '2027-06-08T09:00:00+02:00',
        end: '2027-06-08T10:00:00+02:00',
        legacyFreeBusyStatus: 'Free',
      },
    ]);
  });
});

describe('people in the body', () => {
  it('names the guests who are not migrated', () => {
    const item = itemOf(eventText(organizer(JIMI), attendee(JERRY), attendee(GONE)));
    expect([item.kind, item.item.body.text]).toEqual(['meeting', 'Also invited: Gone Person']);
  });

  it('names everybody where a meeting became an appointment', () => {
    const item = itemOf(eventText('DESCRIPTION:Text', organizer(GONE), attendee(JIMI), attendee(JANIS)));
    expect([item.kind, item.item.body.text]).toEqual([
      'appointment',
      'Text\n\nOrganizer: Gone Person\nInvited: Jimi Hendrix, Janis Joplin',
    ]);
  });

  it('lists the answers where the operator wants it and tracking is not kept', () => {
    const text = eventText(organizer(JIMI), attendee(JERRY, 'DECLINED'), attendee(JANIS, 'NEEDS-ACTION'));
    const block = 'Responses at migration:\nJerry Garcia: declined\nJanis Joplin: no answer';
    const silent = itemOf(text, { ...CONTEXT, responsesInBody: true, target: ASSUMED_CAPABILITIES });
    const kept = itemOf(text, { ...CONTEXT, responsesInBody: true });
    const live = itemOf(text, { ...LIVE, responsesInBody: true });
    expect([silent.item.body.text, codes(silent)]).toEqual([block, ['responses-in-body', 'answers-not-kept']]);
    expect([kept, live].map((item) => [item.item.body.text, codes(item)])).toEqual([
      ['', []],
      ['', []],
    ]);
  });
});
