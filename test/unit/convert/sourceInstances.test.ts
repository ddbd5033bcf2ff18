import { describe, expect, it } from 'vitest';
import { sourceInstances } from '../../../shared/convert/sourceInstances.ts';
import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { CopyText } from './fixture.ts';
import { CONTEXT, GONE, JERRY, JIMI, attendee, calendarText, copyOf, eventLines, mappingOf, organizer, perUser } from './fixture.ts';

const WINDOW = { from: Date.UTC(2027, 5, 1), to: Date.UTC(2027, 6, 1) };

function expectedOf(...copies: readonly CopyText[]): readonly ExpectedInstance[] {
  return sourceInstances(copies.map(copyOf), mappingOf(), CONTEXT, WINDOW);
}

/** `mailbox start busy`, and what a guest declined. */
function lines(...copies: readonly CopyText[]): readonly string[] {
  return expectedOf(...copies).map(({ mailbox, start, legacyFreeBusyStatus, isDeclined }) => {
    const time = new Date(start).toISOString().slice(5, 16);
    return `${mailbox.split('@')[0] ?? ''} ${time} ${legacyFreeBusyStatus}${isDeclined ? ' declined' : ''}`;
  });
}

function override(day: number, ...more: readonly string[]): readonly string[] {
  return [
    ...['BEGIN:VEVENT', 'UID:event-1', `RECURRENCE-ID;TZID=Europe/Berlin:202706${String(day).padStart(2, '0')}T090000`],
    ...more,
    'END:VEVENT',
  ];
}

function moved(day: number, hour: string, ...more: readonly string[]): readonly string[] {
  return override(day, `DTSTART;TZID=Europe/Berlin:202706${String(day).padStart(2, '0')}T${hour}0000`, 'DURATION:PT1H', ...more);
}

describe('the instances a mailbox must hold', () => {
  it.each<[string, readonly CopyText[], readonly string[]]>([
    ['of a single event', [{ text: calendarText(...eventLines()) }], ['jimi 06-07T07:00 Busy']],
    ['of an all-day event', [{ text: calendarText(...eventLines('DTSTART;VALUE=DATE:20270607')) }], ['jimi 06-07T00:00 Free']],
    ['outside the window are none', [{ text: calendarText(...eventLines('DTSTART:20280607T090000Z', 'DURATION:PT1H')) }], []],
    ['of a cancelled event are none', [{ text: calendarText(...eventLines('STATUS:CANCELLED')) }], []],
    ['of somebody who is not migrated are none', [{ owner: GONE, text: calendarText(...eventLines()) }], []],
    ['of an object out of any calendar are none', [{ text: calendarText(...eventLines()), object: { outOfCalendar: 'trash' } }], []],
    [
      'of a series lack what was excluded, cancelled or hidden, and have what was moved',
      [
        {
          text: calendarText(
            ...eventLines('RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;TZID=Europe/Berlin:20270608T090000'),
            ...moved(9, '14'),
            ...moved(10, '09', 'STATUS:CANCELLED'),
            ...moved(11, '09', 'X-CALENDARSERVER-HIDDEN-INSTANCE:T'),
          ),
        },
      ],
      ['jimi 06-07T07:00 Busy', 'jimi 06-09T12:00 Busy'],
    ],
    [
      'of the same file imported twice are there once',
      [{ text: calendarText(...eventLines()) }, { text: calendarText(...eventLines()), calendar: 'work' }],
      ['jimi 06-07T07:00 Busy'],
    ],
    [
      'of another file with the same UID are there too',
      [
        { text: calendarText(...eventLines()) },
        { text: calendarText(...eventLines('SUMMARY:Other')), calendar: 'work', object: { md5: 'other' } },
      ],
      ['jimi 06-07T07:00 Busy', 'jimi 06-07T07:00 Busy'],
    ],
    [
      'show the owner’s own transparency',
      [{ text: calendarText(...eventLines(), ...perUser(JIMI, ['TRANSP:TRANSPARENT'])) }],
      ['jimi 06-07T07:00 Free'],
    ],
  ])('%s', (_name, copies, expected) => {
    expect(lines(...copies)).toEqual(expected);
  });
});

describe('the instances of a meeting', () => {
  const people = (answer: string): readonly string[] => [organizer(JIMI), attendee(JIMI), attendee(JERRY, answer)];
  const series = (answer: string, ...more: readonly string[]): string =>
    calendarText(...eventLines('RRULE:FREQ=DAILY;COUNT=2', ...people(answer)), ...more);

  it.each([
    ['accepted', 'ACCEPTED', ['jerry 06-07T07:00 Busy', 'jerry 06-08T07:00 Busy']],
    ['tentative', 'TENTATIVE', ['jerry 06-07T07:00 Tentative', 'jerry 06-08T07:00 Tentative']],
    ['not answered', 'NEEDS-ACTION', ['jerry 06-07T07:00 Tentative', 'jerry 06-08T07:00 Tentative']],
    ['declined', 'DECLINED', []],
  ])('for a guest who %s', (_name, answer, expected) => {
    expect(lines({ owner: JERRY, text: series(answer) })).toEqual(expected);
  });

  it('that a guest declined out of an accepted series are marked', () => {
    const text = series('ACCEPTED', ...moved(8, '09', ...people('DECLINED')));
    expect(lines({ owner: JERRY, text })).toEqual(['jerry 06-07T07:00 Busy', 'jerry 06-08T07:00 Free declined']);
  });

  it('that a guest accepted out of a declined series are there', () => {
    const text = series('DECLINED', ...moved(8, '09', ...people('ACCEPTED')));
    expect(lines({ owner: JERRY, text })).toEqual(['jerry 06-08T07:00 Busy']);
  });

  it('have the organizer’s title, at the guest’s own times', () => {
    const text = series('ACCEPTED', ...moved(8, '09', 'SUMMARY:Dress rehearsal', ...people('ACCEPTED')));
    const found = expectedOf({ owner: JIMI, text }, { owner: JERRY, text: series('ACCEPTED') });
    expect(found.map(({ mailbox, subject }) => `${mailbox} ${subject}`)).toEqual([
      'jimi@contoso.com Rehearsal',
      'jimi@contoso.com Dress rehearsal',
      'jerry@contoso.com Rehearsal',
      'jerry@contoso.com Dress rehearsal',
    ]);
  });

  it('of single occurrences only are the guest’s whole calendar', () => {
    const guests = calendarText(...moved(8, '14', ...people('ACCEPTED')));
    expect(lines({ owner: JERRY, text: guests })).toEqual(['jerry 06-08T12:00 Busy']);
  });
});
