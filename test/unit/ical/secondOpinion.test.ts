import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ICalComponent } from '../../../shared/ical/model.ts';
import { parseCalendars } from '../../../shared/ical/parseCalendars.ts';
import { RepairLog } from '../../../shared/ical/repairLog.ts';
import { fixtureText } from './fixtures.ts';
import { plainProperty, readByIcalJs } from './icalJs.ts';
import type { PlainComponent } from './icalJs.ts';

function plain({ name, properties, components }: ICalComponent): PlainComponent {
  return { name, properties: properties.map(plainProperty), components: components.map(plain) };
}

function readByUs(text: string): readonly PlainComponent[] {
  const log = new RepairLog();
  const calendars = parseCalendars(text, log);
  expect(
    [log, ...calendars.flatMap(({ components }) => components.map((parsed) => parsed.log))].flatMap((each) => each?.notes ?? []),
  ).toEqual([]);
  return calendars.map(({ properties, components }) =>
    plain({ name: 'VCALENDAR', properties, components: components.map(({ component }) => component) }),
  );
}

const escapeText = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
const fold = (line: string): string => line.replace(/(.{60})(?=.)/gsu, '$1\r\n ');
const words = fc.string({ unit: fc.constantFrom(...Array.from('abc XYZ 0123 äß🎸.,;:\\\n"=-/')), maxLength: 150 });
const parameter = fc.string({ unit: fc.constantFrom(...Array.from('abc XYZ,;:ä=-/')), minLength: 1, maxLength: 40 });

const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('SUMMARY', 'DESCRIPTION', 'LOCATION', 'COMMENT', 'STATUS'), words)
    .map(([name, value]) => `${name}:${escapeText(value)}`),
  fc.tuple(parameter, parameter).map(([cn, member]) => `ATTENDEE;CN="${cn}";MEMBER="${member}";ROLE=CHAIR:mailto:a@example.com`),
  // ical.js takes the comma of `\\\\,` for an escaped one.
  fc
    .array(
      words.map((word) => word.replaceAll('\\', '')),
      { minLength: 1, maxLength: 3 },
    )
    .map((values) => `CATEGORIES:${values.map(escapeText).join(',')}`),
  fc.constantFrom(
    'EXDATE;TZID=Europe/Berlin:20270105T090000,20270106T090000',
    'RRULE:FREQ=DAILY;COUNT=3',
    'DURATION:PT1H',
    'SEQUENCE:7',
    'URL:http://a/?b=c;d',
  ),
  parameter.map((title) => `X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="${title}":geo:1.5,2.5`),
);

describe('a second opinion by ical.js', () => {
  it.each([
    'regular',
    'bare-minimum',
    'calendar-properties',
    'several-vcalendars',
    'per-user-series',
    'poll',
    'this-and-future',
    'unknown-sub-component',
  ])('agrees on %s', (name) => {
    expect(readByUs(fixtureText(name))).toEqual(readByIcalJs(fixtureText(name)));
  });

  it('agrees on any regular calendar', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = [
          'BEGIN:VCALENDAR',
          'VERSION:2.0',
          'BEGIN:VEVENT',
          'UID:1',
          ...lines,
          'BEGIN:VALARM',
          'TRIGGER:-PT5M',
          'END:VALARM',
          'END:VEVENT',
          'END:VCALENDAR',
          '',
        ]
          .map(fold)
          .join('\r\n');
        expect(readByUs(text)).toEqual(readByIcalJs(text));
      }),
      { numRuns: 500 },
    );
  });
});
