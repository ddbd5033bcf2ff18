import { describe, expect, it } from 'vitest';
import type { ReadObject } from '../../../shared/ical/readCalendarText.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';

const EVENTS = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:same',
  'DTSTART;TZID=Europe/Berlin:20270105T090000',
  'RRULE:FREQ=WEEKLY;COUNT=3;;',
  'SUMMARY:Same for all',
  'END:VEVENT',
];

function perUser(guid: string, minutes: number): readonly string[] {
  return [
    'BEGIN:X-CALENDARSERVER-PERUSER',
    'UID:same',
    `X-CALENDARSERVER-PERUSER-UID:${guid}`,
    'BEGIN:X-CALENDARSERVER-PERINSTANCE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${minutes}M`,
    'END:VALARM',
    'END:X-CALENDARSERVER-PERINSTANCE',
    'END:X-CALENDARSERVER-PERUSER',
  ];
}

const text = (...lines: readonly string[]): string => [...lines, 'END:VCALENDAR', ''].join('\r\n');
const read = (calendar: string): readonly ReadObject[] => readCalendarText(calendar, { ownerUid: 'A' });

/** As it is read when the text before it had nothing in common with it. */
function readAlone(calendar: string): readonly ReadObject[] {
  read(text('BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:other', 'DTSTART:20270101', 'END:VEVENT'));
  return read(calendar);
}

describe('a text that begins like the one read before', () => {
  it.each([
    ['the same once more', text(...EVENTS, ...perUser('A', 5))],
    ['other personal data', text(...EVENTS, ...perUser('A', 30))],
    ["somebody else's personal data", text(...EVENTS, ...perUser('B', 5))],
    ['another event of the object', text(...EVENTS, 'BEGIN:VEVENT', 'UID:same', 'RECURRENCE-ID:20270112T080000Z', 'END:VEVENT')],
    ['another object', text(...EVENTS, 'BEGIN:VEVENT', 'UID:second', 'DTSTART:20270101', 'END:VEVENT')],
    ['a second calendar', text(...EVENTS, 'END:VCALENDAR', 'BEGIN:VCALENDAR', 'BEGIN:VTODO', 'UID:task', 'END:VTODO')],
    ['a property of the calendar', text(...EVENTS, 'X-WR-CALNAME:late')],
    ['a continuation of the last line', text(...EVENTS, ' S', 'SUMMARY:still inside')],
    ['a byte order mark in the middle', text(...EVENTS, '\ufeffBEGIN:X-CALENDARSERVER-PERUSER')],
    ['line ends of another kind', `${text(...EVENTS)}X-WR-CALNAME:old\rVERSION:2.0\r`],
    ['control characters', text(...EVENTS, 'X-WR-CALNAME:\u0007')],
    ['nothing at all', EVENTS.join('\r\n')],
    ['a shorter beginning', text(...EVENTS.slice(0, 4), ...EVENTS.slice(6))],
  ])('and goes on with %s is read as if it were alone', (_name, calendar) => {
    const alone = readAlone(calendar);
    const first = read(text(...EVENTS, ...perUser('A', 15)));
    const before = structuredClone(first);
    expect(read(calendar)).toEqual(alone);
    expect(first).toEqual(before);
  });

  it('keeps the notes of what both begin with', () => {
    read(text(...EVENTS, ...perUser('A', 15)));
    const [object] = read(text(...EVENTS, ...perUser('A', 20)));
    expect(object?.notes.map(({ code }) => code)).toEqual(['rule-repaired']);
  });
});
