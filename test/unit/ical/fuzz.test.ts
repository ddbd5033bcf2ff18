import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ICalComponent, ICalProperty } from '../../../shared/ical/model.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import { fixtureNames, fixtureText, OWNER } from './fixtures.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;
const texts = fixtureNames.map(fixtureText);

/** Splices, repeats, drops and swaps of what real texts are made of. */
const mutation = fc.record({
  text: fc.constantFrom(...texts),
  edits: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      insert: fc.oneof(
        fc.string({ maxLength: 10, unit: 'binary' }),
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\r\n ',
          ':',
          ';',
          '"',
          '\\',
          '=',
          ',',
          'BEGIN:VEVENT\r\n',
          'END:VEVENT\r\n',
          'BEGIN:VCALENDAR\r\n',
          '\0',
          '\ud83d',
          'RRULE:',
          '9'.repeat(30),
        ),
      ),
    }),
    { maxLength: 8 },
  ),
});

function mutate({
  text,
  edits,
}: {
  readonly text: string;
  readonly edits: readonly { readonly at: number; readonly length: number; readonly insert: string }[];
}): string {
  return edits.reduce((mutated, { at, length, insert }) => {
    const from = Math.floor(at * mutated.length);
    return mutated.slice(0, from) + insert + mutated.slice(from + length);
  }, text);
}

function strings(component: ICalComponent): readonly string[] {
  return [...component.properties.flatMap(propertyStrings), ...component.components.flatMap(strings)];
}

function propertyStrings({ name, parameters, values }: ICalProperty): readonly string[] {
  return [name, ...Object.values(parameters), ...values];
}

function check(text: string): void {
  const started = performance.now();
  const objects = readCalendarText(text, { ownerUid: OWNER });
  expect(performance.now() - started).toBeLessThan(1000);
  expect(objects.length).toBeGreaterThan(0);
  for (const { object, reason } of objects) {
    expect(object === null).toBe(reason !== '');
    if (object === null) continue;
    const events = [...(object.master === null ? [] : [object.master]), ...object.overrides];
    for (const event of events) expect(Number.isFinite(event.dtstart.wall)).toBe(true);
    const values = [
      ...events.flatMap(({ properties, alarms }) => [...properties.flatMap(propertyStrings), ...alarms.flatMap(strings)]),
      ...object.others.flatMap(strings),
    ];
    expect(values.filter((value) => CONTROL.test(value) || !value.isWellFormed())).toEqual([]);
  }
}

describe('hostile texts', () => {
  it('never stop the reader, nor leave control characters behind', () => {
    fc.assert(fc.property(mutation.map(mutate), check), { numRuns: 3000 });
  });

  it('may be nothing like iCalendar', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), check), { numRuns: 500 });
  });

  const event = (line: string): string =>
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270105\r\n${line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  it.each([
    ['zeros', '\0'.repeat(10_000_000)],
    ['one line', 'A'.repeat(10_000_000)],
    ['colons', ':'.repeat(10_000_000)],
    ['semicolons', event(`ATTENDEE${';'.repeat(10_000_000)}:x`)],
    ['quotes', event(`ATTENDEE;CN=${'"'.repeat(10_000_000)}:mailto:a`)],
    ['colons in a name', event(`ATTENDEE;CN=${': '.repeat(5_000_000)}:mailto:a`)],
    ['addresses in a name', event(`ATTENDEE;CN=${':mailto:'.repeat(1_000_000)}a`)],
    ['backslashes', event(`CATEGORIES:${'\\,'.repeat(5_000_000)}`)],
    ['a long rule', event(`RRULE:FREQ=DAILY;BYDAY=${'MO,'.repeat(3_000_000)}`)],
    ['many rules', event(Array.from({ length: 200_000 }, (_, index) => `RRULE:FREQ=DAILY;COUNT=${index + 1}`).join('\r\n'))],
    ['many exceptions', event(`EXDATE:${Array(500_000).fill('20270106').join(',')}`)],
    ['folds', event(`DESCRIPTION:a${'\r\n b'.repeat(2_500_000)}`)],
    ['broken lines', event(`DESCRIPTION:a${'\r\nb'.repeat(2_500_000)}`)],
    ['events never closed', 'BEGIN:VEVENT\nUID:1\nDTSTART:20270105\n'.repeat(200_000)],
    ['line ends', '\r'.repeat(10_000_000)],
  ])('may be ten megabytes of %s', (_, text) => {
    const milliseconds = cpuTime(() => {
      expect(readCalendarText(text, { ownerUid: OWNER }).length).toBeGreaterThan(0);
    });
    expect(milliseconds).toBeLessThan(10_000);
  });
});
