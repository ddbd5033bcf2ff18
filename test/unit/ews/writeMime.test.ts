import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeMime } from '../../../electron/adapters/ews/items/writeMime.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import { eventLines, unescapeText } from '../../simulator/mime/calendarLines.ts';
import { mimeBody } from '../../simulator/mime/mimeBody.ts';
import { calendarItem, silentCopy } from '../../support/ewsItems.ts';

const JIMI = { email: 'jimi@contoso.com', name: 'Jimi Hendrix' };
const JERRY = { email: 'jerry@contoso.com', name: 'Jerry Garcia' };

function guestCopy(change: Partial<EwsCalendarItem> = {}): EwsCalendarItem {
  return calendarItem({ isOrganizer: false, organizer: JIMI, myResponse: 'Tentative', ...change });
}

function textOf(item: EwsCalendarItem, mailbox = JERRY.email): string {
  const [, base64 = ''] =
    /^<t:MimeContent CharacterSet="UTF-8">([A-Za-z0-9+/=]+)<\/t:MimeContent>$/.exec(
      writeMime(item, mailbox, silentCopy(item.uid, { sequence: 2 })),
    ) ?? [];
  return mimeBody(base64);
}

function linesOf(item: EwsCalendarItem, mailbox?: string): readonly string[] {
  return eventLines(textOf(item, mailbox)).map(({ name, parameters, value }) =>
    [name, ...[...parameters].map((pair) => pair.join('=')), value].join(' '),
  );
}

describe('a silent meeting in MIME', () => {
  it('says whose it is, who was invited, and what they answered', () => {
    const item = guestCopy({
      requiredAttendees: [{ ...JERRY, response: 'Accept' }],
      optionalAttendees: [{ email: 'a@x.org', name: 'A', response: 'Decline' }],
    });
    expect(linesOf(item)).toEqual([
      'UID a-uid@example.com',
      'SEQUENCE 2',
      'DTSTAMP 20261120T000000Z',
      'DTSTART 20261207T080000Z',
      'DTEND 20261207T090000Z',
      'SUMMARY Appointment',
      'ORGANIZER CN=Jimi Hendrix mailto:jimi@contoso.com',
      'ATTENDEE ROLE=REQ-PARTICIPANT PARTSTAT=TENTATIVE CN=Jerry Garcia mailto:jerry@contoso.com',
      'ATTENDEE ROLE=OPT-PARTICIPANT PARTSTAT=DECLINED CN=A mailto:a@x.org',
    ]);
  });

  it('names its owner where only a group they belong to was invited', () => {
    expect(linesOf(guestCopy()).filter((line) => line.startsWith('ATTENDEE'))).toEqual([
      'ATTENDEE ROLE=REQ-PARTICIPANT PARTSTAT=TENTATIVE CN=jerry@contoso.com mailto:jerry@contoso.com',
    ]);
  });

  it('leaves the organizer’s own list as it is', () => {
    const item = calendarItem({ organizer: JIMI, resources: [{ ...JERRY, response: 'Accept' }] });
    expect(linesOf(item, JIMI.email).filter((line) => line.startsWith('ATTENDEE'))).toEqual([
      'ATTENDEE CUTYPE=ROOM ROLE=NON-PARTICIPANT PARTSTAT=ACCEPTED CN=Jerry Garcia mailto:jerry@contoso.com',
    ]);
  });

  it('writes an all-day meeting by its dates', () => {
    const item = guestCopy({ isAllDayEvent: true, start: '2026-12-24', end: '2026-12-25' });
    expect(linesOf(item).slice(3, 5)).toEqual(['DTSTART VALUE=DATE 20261224', 'DTEND VALUE=DATE 20261225']);
  });

  it('survives whatever a title and a name may hold, in lines of 75 octets', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 120 });
    fc.assert(
      fc.property(anything, anything, (subject, name) => {
        const text = textOf(guestCopy({ subject, organizer: { ...JIMI, name } }));
        expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        const lines = eventLines(text);
        expect(lines.map((line) => line.name)).toEqual([
          'UID',
          'SEQUENCE',
          'DTSTAMP',
          'DTSTART',
          'DTEND',
          'SUMMARY',
          'ORGANIZER',
          'ATTENDEE',
        ]);
        expect(unescapeText(lines[5]?.value ?? '')).toBe(subject.replace(/\r\n|\r/g, '\n'));
      }),
      { numRuns: 300, seed: 20_261_120 },
    );
  });
});
