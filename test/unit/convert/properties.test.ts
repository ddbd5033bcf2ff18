import { describe, expect, it } from 'vitest';
import { CONTEXT, JERRY, JIMI, attendee, calendarText, codes, eventLines, eventText, itemOf, organizer, perUser } from './fixture.ts';

const ALL_DAY = 'DTSTART;VALUE=DATE:20270607';
const LONG = 'x'.repeat(300);

describe('subject', () => {
  it.each([
    ['as it is', 'SUMMARY:Tea', 'Tea', []],
    ['line breaks become blanks', 'SUMMARY:Tea\\nand cake', 'Tea and cake', ['text-one-line']],
    ['trimmed', 'SUMMARY:  Tea  ', 'Tea', []],
    ['cut at 255', `SUMMARY:${LONG}`, 'x'.repeat(255), ['text-cut']],
    ['may be empty', 'SUMMARY:', '', []],
    ['no half emoji at the cut', `SUMMARY:${'x'.repeat(254)}😀`, 'x'.repeat(254), ['text-cut']],
  ])('%s', (_, line, subject, notes) => {
    const item = itemOf(eventText(line));
    expect([item.item.subject, codes(item)]).toEqual([subject, notes]);
  });
});

describe('location', () => {
  const place = (parameters: string): string => `X-APPLE-STRUCTURED-LOCATION;VALUE=URI;${parameters}:geo:52.06,5.12`;
  it.each([
    ['lines joined by commas', ['LOCATION:Olympus 1\\n3524 WB Utrecht'], 'Olympus 1, 3524 WB Utrecht', ['text-one-line']],
    ['cut at 255', [`LOCATION:${LONG}`], 'x'.repeat(255), ['text-cut']],
    [
      'the place stands in',
      [place('X-ADDRESS=Olympus 1\\n3524 WB Utrecht;X-TITLE=Office')],
      'Office, Olympus 1, 3524 WB Utrecht',
      ['location-from-place', 'place-details-dropped'],
    ],
    [
      'an address that begins with the title says it once',
      [place('X-ADDRESS=Olympus 1\\nUtrecht;X-TITLE=Olympus 1')],
      'Olympus 1, Utrecht',
      ['location-from-place', 'place-details-dropped'],
    ],
    ['LOCATION beats the place', ['LOCATION:Here', place('X-TITLE=There')], 'Here', ['place-details-dropped']],
    ['coordinates are noted', ['LOCATION:Here', 'GEO:52.06;5.12'], 'Here', ['place-details-dropped']],
    ['none', [], '', []],
  ])('%s', (_, lines, location, notes) => {
    const item = itemOf(eventText(...lines));
    expect([item.item.location, codes(item)]).toEqual([location, notes]);
  });
});

describe('busy status', () => {
  it.each([
    ['nothing said', [], 'Busy'],
    ['opaque', ['TRANSP:OPAQUE'], 'Busy'],
    ['transparent', ['TRANSP:TRANSPARENT'], 'Free'],
    ['tentative', ['STATUS:TENTATIVE'], 'Tentative'],
    ['tentative but transparent', ['STATUS:TENTATIVE', 'TRANSP:TRANSPARENT'], 'Free'],
    ['confirmed', ['STATUS:CONFIRMED'], 'Busy'],
    ['all-day without TRANSP', [ALL_DAY], 'Free'],
    ['all-day and opaque', [ALL_DAY, 'TRANSP:OPAQUE'], 'Busy'],
    ['Apple’s own word', ['X-APPLE-EWS-BUSYSTATUS:FREE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'], 'Free'],
    ['Apple’s OOO', ['X-APPLE-EWS-BUSYSTATUS:OOO'], 'OOF'],
    ['Microsoft’s word beats TRANSP', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'TRANSP:TRANSPARENT'], 'OOF'],
    [
      'CDO beats MSNCALENDAR',
      ['X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:FREE', 'X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'],
      'WorkingElsewhere',
    ],
    ['MSNCALENDAR alone', ['X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:TENTATIVE'], 'Tentative'],
    ['an unknown word falls through', ['X-APPLE-EWS-BUSYSTATUS:MAYBE', 'TRANSP:TRANSPARENT'], 'Free'],
  ])('%s', (_, lines, status) => {
    expect(itemOf(eventText(...lines)).item.legacyFreeBusyStatus).toBe(status);
  });

  it('is free in a transparent calendar, whatever the event says', () => {
    const item = itemOf(eventText('X-APPLE-EWS-BUSYSTATUS:BUSY'), CONTEXT, { route: { isTransparent: true } });
    expect([item.item.legacyFreeBusyStatus, codes(item)]).toEqual(['Free', ['calendar-was-transparent']]);
  });

  it('says nothing of a transparent calendar where the event was free anyway', () => {
    expect(codes(itemOf(eventText('TRANSP:TRANSPARENT'), CONTEXT, { route: { isTransparent: true } }))).toEqual([]);
  });

  it.each([
    ['ACCEPTED', 'TRANSP:OPAQUE', 'Busy'],
    ['ACCEPTED', 'TRANSP:TRANSPARENT', 'Free'],
    ['TENTATIVE', 'TRANSP:OPAQUE', 'Tentative'],
    ['NEEDS-ACTION', 'TRANSP:TRANSPARENT', 'Tentative'],
    ['NEEDS-ACTION', 'X-APPLE-EWS-BUSYSTATUS:FREE', 'Free'],
  ])('of a guest who said %s with %s', (partstat, line, status) => {
    const item = itemOf(eventText(organizer(JERRY), attendee(JIMI, partstat), line));
    expect([item.kind, item.item.legacyFreeBusyStatus]).toEqual(['guest-copy', status]);
  });

  it('comes from the owner’s personal data', () => {
    const text = calendarText(...eventLines(), ...perUser(JIMI, ['TRANSP:TRANSPARENT']));
    expect(itemOf(text).item.legacyFreeBusyStatus).toBe('Free');
  });
});

describe('sensitivity', () => {
  it.each([
    ['CLASS:PUBLIC', 'Normal', []],
    ['CLASS:PRIVATE', 'Private', []],
    ['CLASS:CONFIDENTIAL', 'Private', ['confidential-as-private']],
    ['CLASS:X-SECRET', 'Private', ['class-unknown']],
  ])('%s', (line, sensitivity, notes) => {
    const item = itemOf(eventText(line));
    expect([item.item.sensitivity, codes(item)]).toEqual([sensitivity, notes]);
  });

  it.each([
    ['PRIVATE', 'Private', []],
    ['CONFIDENTIAL', 'Private', ['confidential-as-private']],
    ['RESTRICTED', 'Private', ['restricted-as-private']],
    ['PUBLIC', 'Normal', []],
  ] as const)('X-CALENDARSERVER-ACCESS:%s, in the column or in the text', (access, sensitivity, notes) => {
    const byColumn = itemOf(eventText(), CONTEXT, { object: { access } });
    const byText = itemOf(calendarText(`X-CALENDARSERVER-ACCESS:${access}`, ...eventLines()));
    for (const item of [byColumn, byText]) expect([item.item.sensitivity, codes(item)]).toEqual([sensitivity, notes]);
  });

  it('keeps CLASS:PRIVATE where access is public', () => {
    expect(itemOf(eventText('CLASS:PRIVATE'), CONTEXT, { object: { access: 'PUBLIC' } }).item.sensitivity).toBe('Private');
  });
});

describe('importance', () => {
  it.each([
    [[], 'Normal'],
    [['PRIORITY:0'], 'Normal'],
    [['PRIORITY:1'], 'High'],
    [['PRIORITY:4'], 'High'],
    [['PRIORITY:5'], 'Normal'],
    [['PRIORITY:6'], 'Low'],
    [['PRIORITY:9'], 'Low'],
    [['PRIORITY:soon'], 'Normal'],
    [['PRIORITY:9', 'X-MICROSOFT-CDO-IMPORTANCE:2'], 'High'],
    [['PRIORITY:1', 'X-MICROSOFT-CDO-IMPORTANCE:0'], 'Low'],
  ])('%j', (lines, importance) => {
    expect(itemOf(eventText(...lines)).item.importance).toBe(importance);
  });
});

describe('categories', () => {
  it('merges lines, drops doubles of any letter case, takes separators out, adds the calendar’s', () => {
    const text = eventText('CATEGORIES:Work,work', 'CATEGORIES:A\\, B', `CATEGORIES:${LONG}`);
    const item = itemOf(text, CONTEXT, { route: { category: 'Band' } });
    expect(item.item.categories).toEqual(['Work', 'A B', 'x'.repeat(255), 'Band']);
    expect(codes(item)).toEqual(['category-adjusted', 'category-adjusted', 'calendar-as-category']);
  });

  it('names the calendar’s category once when the event has it already', () => {
    expect(itemOf(eventText('CATEGORIES:band'), CONTEXT, { route: { category: 'Band' } }).item.categories).toEqual(['band']);
  });
});

describe('texts', () => {
  it('hold nothing XML cannot carry', () => {
    const bad = 'a\u0001b\ufffec\ud800d';
    const { item } = itemOf(eventText(`SUMMARY:${bad}`, `DESCRIPTION:${bad}`, `LOCATION:${bad}`, `CATEGORIES:${bad}`));
    expect([item.subject, item.body.text, item.location, item.categories]).toEqual(['abcd', 'abcd', 'abcd', ['abcd']]);
  });
});

describe('folder', () => {
  it.each([
    [{ kind: 'default' }, 'Calendar', []],
    [{ kind: 'folder', name: 'Band' }, 'Calendar/Band', ['not-in-free-busy']],
  ] as const)('of a plain event routed to %j', (folder, expected, notes) => {
    const item = itemOf(eventText(), CONTEXT, { route: { folder } });
    expect([item.folder, codes(item)]).toEqual([expected, notes]);
  });

  it('of a meeting is always the default Calendar', () => {
    const text = eventText(organizer(JIMI), attendee(JERRY));
    const item = itemOf(text, CONTEXT, { route: { folder: { kind: 'folder', name: 'Band' } } });
    expect([item.kind, item.folder, codes(item)]).toEqual(['meeting', 'Calendar', ['meeting-in-default-calendar']]);
  });
});
