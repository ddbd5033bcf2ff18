import { describe, it } from 'vitest';
import { checkSaid, type SaidRow } from './checkSaid.ts';

/** Conversion table §7: what becomes of each property, and every word that is said about it. */
const REMINDERS: readonly SaidRow[] = [
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
];

describe('what is said of', () => {
  it.each(REMINDERS.map(([name, ...row]) => ({ name, row })))('$name', ({ row }) => {
    checkSaid(row);
  });
});
