import { describe, expect, it } from 'vitest';
import { sourceAnswers } from '../../../shared/convert/sourceAnswers.ts';
import { CONTEXT, JANIS, JERRY, JIMI, ROOM, attendee, calendarText, copyOf, eventLines, mappingOf, organizer } from '../convert/fixture.ts';
import type { CopyText } from '../convert/fixture.ts';

const WINDOW = { from: Date.parse('2020-01-01'), to: Date.parse('2028-11-20') };
const MEETING = [organizer(JIMI), attendee(JIMI)];
const SERIES = ['RRULE:FREQ=DAILY;COUNT=5', ...MEETING];

/** An override of 2027-06-DAY, moved to HOUR o'clock, with these lines. */
function override(day: number, hour: number, ...lines: readonly string[]): readonly string[] {
  const at = (start: number): string => `;TZID=Europe/Berlin:202706${String(day).padStart(2, '0')}T${String(start).padStart(2, '0')}0000`;
  const times = [`RECURRENCE-ID${at(9)}`, `DTSTART${at(hour)}`, `DTEND${at(hour + 1)}`];
  return ['BEGIN:VEVENT', 'UID:event-1', ...times, 'SUMMARY:Rehearsal', ...lines, 'END:VEVENT'];
}

/** Each answer in a line: who, what, to which occurrence, and where it stands when it was moved. */
function answersIn(...copies: readonly CopyText[]): readonly string[] {
  return sourceAnswers(copies.map(copyOf), mappingOf(), CONTEXT, WINDOW).map(({ guest, response, instance, organizer: owner, hasCopy }) => {
    const [name = ''] = guest.split('@');
    const when = instance === null ? '' : ` ${new Date(instance.originalStart).toISOString().slice(8, 10)}`;
    const moved = instance === null || instance.start === instance.originalStart ? '' : ` moved`;
    return `${name} ${response}${when}${moved}${hasCopy ? '' : ', no copy'}${owner === null ? ', no organizer' : ''}`;
  });
}

const ofJimi = (...lines: readonly string[]): CopyText => ({ owner: JIMI, text: calendarText(...lines) });
const ofJerry = (...lines: readonly string[]): CopyText => ({ owner: JERRY, text: calendarText(...lines) });

describe('what guests answered', () => {
  it('is what the organizer’s copy says, of everybody who has said anything', () => {
    const lines = eventLines(...MEETING, attendee(JERRY, 'TENTATIVE'), attendee(JANIS, 'DECLINED'), attendee(ROOM, 'NEEDS-ACTION'));
    expect(answersIn(ofJimi(...lines), ofJerry(...lines))).toEqual(['jerry Tentative', 'janis Decline, no copy']);
  });

  it('is what the guest’s own copy says where the reply never arrived', () => {
    const said = (partstat: string): readonly string[] => eventLines(...MEETING, attendee(JERRY, partstat));
    expect(answersIn(ofJimi(...said('NEEDS-ACTION')), ofJerry(...said('DECLINED')))).toEqual(['jerry Decline']);
  });

  it('is told of one occurrence where it differs from the series, and where that stands now', () => {
    const lines = [...eventLines(...SERIES, attendee(JERRY)), ...override(8, 14, ...MEETING, attendee(JERRY, 'TENTATIVE'))];
    const same = override(9, 9, ...MEETING, attendee(JERRY));
    expect(answersIn(ofJimi(...lines, ...same), ofJerry(...lines, ...same))).toEqual(['jerry Accept', 'jerry Tentative 08 moved']);
  });

  it('is told of somebody invited to one occurrence alone', () => {
    const series = eventLines(...SERIES, attendee(JERRY));
    const one = override(8, 9, ...MEETING, attendee(JERRY), attendee(ROOM, 'DECLINED'));
    expect(answersIn(ofJimi(...series, ...one), ofJerry(...series))).toEqual(['jerry Accept', 'room01 Decline 08, no copy']);
  });

  it('is no for an occurrence a guest took out of the calendar', () => {
    const series = [...SERIES, attendee(JERRY)];
    const without = eventLines(...series, 'EXDATE;TZID=Europe/Berlin:20270609T090000');
    expect(answersIn(ofJimi(...eventLines(...series)), ofJerry(...without))).toEqual(['jerry Accept', 'jerry Decline 09']);
  });

  it('is nothing for an occurrence the organizer has cancelled for all', () => {
    const without = eventLines(...SERIES, attendee(JERRY), 'EXDATE;TZID=Europe/Berlin:20270609T090000');
    expect(answersIn(ofJimi(...without), ofJerry(...without))).toEqual(['jerry Accept']);
  });

  it('is known of a lone guest whose organizer is somebody outside', () => {
    const lines = eventLines('ORGANIZER:mailto:partner@elsewhere.example.net', attendee(JERRY, 'TENTATIVE'), attendee(JANIS));
    expect(answersIn(ofJerry(...lines))).toEqual(['jerry Tentative, no organizer']);
  });

  it('is nothing in a meeting that was cancelled', () => {
    expect(answersIn(ofJimi(...eventLines(...MEETING, attendee(JERRY), 'STATUS:CANCELLED')))).toEqual([]);
  });
});
