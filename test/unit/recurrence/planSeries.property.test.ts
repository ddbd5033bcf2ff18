import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSeries } from '../../../shared/convert/recurrence/planSeries.ts';
import type { ICalEvent, ICalRecur } from '../../../shared/ical/model.ts';
import { arbitraryEvent } from './arbitraryEvent.ts';
import { breaches } from './breaches.ts';
import { expected, options, readEvents, shown, testZones } from './support.ts';

/** More runs and other seeds by hand: GODWIT_RUNS=5000 GODWIT_SEED=1. */
const runs = { numRuns: Number(process.env['GODWIT_RUNS'] ?? '300'), seed: Number(process.env['GODWIT_SEED'] ?? '20261120') };
const DAY = 86_400_000;

/** Said to hold up to the horizon only. */
const UNTIL_HORIZON = ['rule-cut-at-horizon', 'dates-excluded-until-horizon', 'past-left-out', 'rule-duplicate', 'zone-history-differs'];

const integer = fc.oneof(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -5, max: 60 }));
const numbers = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(integer, { maxLength: 4 }) });

const anyRule: fc.Arbitrary<ICalRecur> = fc.record({
  freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY', 'MINUTELY'),
  interval: fc.oneof(fc.constant(1), integer),
  count: fc.oneof(fc.constant(null), integer),
  until: fc.constant(null),
  bysecond: numbers,
  byminute: numbers,
  byhour: numbers,
  byday: fc.array(fc.record({ ordinal: fc.oneof(fc.constant(0), integer), weekday: fc.constantFrom('SU', 'MO', 'FR') }), { maxLength: 3 }),
  bymonthday: numbers,
  byyearday: numbers,
  byweekno: numbers,
  bymonth: numbers,
  bysetpos: numbers,
  wkst: fc.constantFrom('MO', 'SU'),
  rscale: fc.constantFrom(null, 'GREGORIAN', 'HEBREW'),
  skip: fc.constantFrom('OMIT', 'BACKWARD', 'FORWARD'),
  text: fc.constant('FREQ=X'),
});

describe('a planned series', () => {
  it('shows in Exchange what the source shows, within what Exchange allows', () => {
    fc.assert(
      fc.property(arbitraryEvent, ({ text }) => {
        const object = readEvents(text);
        const { parts, notes } = planSeries(object, testZones(), options);
        // Of more than 3000 single appointments the earliest are left out, and said so.
        const isCut = notes.some(({ code }) => code === 'past-left-out');
        const first = new Date(isCut ? Math.min(...parts.map(({ span }) => span.start.instant)) : 0).toISOString();
        const window = { from: Date.UTC(1990, 0, 1), to: options.horizon };
        expect(shown(parts, window)).toEqual(expected(object, window).filter((instance) => instance >= first));
        expect(parts.flatMap(breaches)).toEqual([]);
        expect(new Set(parts.map(({ part }) => part)).size).toBe(parts.length);
      }),
      runs,
    );
  });

  it('goes on beyond the horizon as the source does, unless it says otherwise', () => {
    const beyond = { from: options.horizon, to: options.horizon + 4 * 366 * DAY };
    const starts = (instances: readonly string[]): readonly string[] => instances.map((instance) => instance.split('/')[0] ?? '');
    fc.assert(
      fc.property(arbitraryEvent, ({ text }) => {
        const object = readEvents(text);
        const { parts, notes, seriesClass } = planSeries(object, testZones(), options);
        fc.pre(seriesClass !== 'nothing' && !notes.some(({ code }) => UNTIL_HORIZON.includes(code)));
        expect(starts(shown(parts, beyond))).toEqual(starts(expected(object, beyond)));
      }),
      { ...runs, maxSkipsPerRun: 1000 },
    );
  });

  it('makes something of any rule, however senseless, and never throws', () => {
    const base = readEvents('DTSTART;TZID=America/New_York:20251102T013000\nDURATION:PT90M');
    const { master } = base;
    fc.assert(
      fc.property(anyRule, (rule) => {
        const event: ICalEvent | null = master === null ? null : { ...master, rrules: [rule] };
        const { parts } = planSeries({ ...base, master: event }, testZones(), options);
        expect(parts.length).toBeGreaterThan(0);
        expect(parts.flatMap(breaches)).toEqual([]);
      }),
      { ...runs, numRuns: runs.numRuns / 3 },
    );
  });
});
