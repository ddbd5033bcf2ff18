import fc from 'fast-check';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import { readEvents, testZones } from './support.ts';

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Zones that behave: with and without summer time, in both hemispheres, with half an hour, and some that changed their minds. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'UTC',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Almaty',
  'America/Chihuahua',
  'America/Scoresbysund',
  'Pacific/Auckland',
  '',
];

export interface ArbitraryEvent {
  readonly text: string;
}

const some = <T>(values: readonly T[], maxLength = 3): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const list = (name: string, values: fc.Arbitrary<readonly (string | number)[]>): fc.Arbitrary<string> =>
  values.map((all) => `;${name}=${all.join(',')}`);
const maybe = (weight: number, text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant('') }, { weight, arbitrary: text });
const integers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_unused, index) => from + index);

const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const weekdays = list('BYDAY', some(WEEKDAYS, 5));
const ordinals = list(
  'BYDAY',
  some(
    WEEKDAYS.flatMap((day) => [-2, -1, 1, 2, 3, 4, 5].map((ordinal) => `${ordinal}${day}`)),
    2,
  ),
);
const workdays = fc.constantFrom(';BYDAY=MO,TU,WE,TH,FR', ';BYDAY=SA,SU', `;BYDAY=${WEEKDAYS.join(',')}`);
const monthDays = list('BYMONTHDAY', some([...integers(1, 31), 29, 30, 31, -1, -2, -31], 2));
const months = list('BYMONTH', some(integers(1, 12), 4));
const positions = list('BYSETPOS', some([1, 2, 3, 4, 5, -1, -2], 2));
const hours = list('BYHOUR', some(integers(0, 23), 3));
const wkst = fc.constantFrom('', '', ';WKST=SU', ';WKST=WE');
const week = fc.constantFrom(
  ';BYDAY=MO;BYMONTHDAY=1,2,3,4,5,6,7',
  ';BYDAY=FR;BYMONTHDAY=13',
  ';BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
  ';BYMONTHDAY=30,-1;BYSETPOS=1',
);

const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((all) => all.join(''));

const rule = fc.oneof(
  join(fc.constant('FREQ=DAILY'), maybe(4, weekdays), maybe(1, months), maybe(1, monthDays), maybe(1, hours), wkst),
  join(fc.constant('FREQ=WEEKLY'), maybe(7, weekdays), maybe(1, months), maybe(1, positions), maybe(1, hours), wkst),
  join(
    fc.constant('FREQ=MONTHLY'),
    fc.oneof(fc.constant(''), monthDays, ordinals, join(fc.oneof(workdays, weekdays), positions), week),
    maybe(2, months),
    maybe(1, hours),
  ),
  join(
    fc.constant('FREQ=YEARLY'),
    maybe(5, months),
    fc.oneof(fc.constant(''), monthDays, ordinals, join(fc.oneof(workdays, weekdays), positions), week),
    maybe(1, hours),
  ),
  join(
    fc.constant('FREQ=YEARLY'),
    fc.constantFrom(
      ';BYYEARDAY=40',
      ';BYYEARDAY=60,100',
      ';BYYEARDAY=-1',
      ';BYWEEKNO=20;BYDAY=MO',
      ';BYDAY=20MO',
      ';BYDAY=-1FR',
      ';BYDAY=MO',
    ),
  ),
  join(
    fc.constantFrom(
      'FREQ=HOURLY;INTERVAL=8;COUNT=90',
      'FREQ=HOURLY;INTERVAL=12;COUNT=200',
      'FREQ=HOURLY;INTERVAL=5;COUNT=20',
      'FREQ=MINUTELY;INTERVAL=90;COUNT=9',
    ),
    maybe(2, weekdays),
  ),
  fc.constantFrom(
    'RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD',
    'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD',
    'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=BACKWARD',
  ),
);

const interval = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 4, arbitrary: fc.integer({ min: 2, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 7, max: 120 }) },
);

function stamp(wall: number): string {
  return new Date(wall)
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .slice(0, 15);
}

/** A property line for a wall-clock time in that zone, or a date. */
function time(name: string, wall: number, zone: string, isDate: boolean): string {
  if (isDate) return `${name};VALUE=DATE:${stamp(wall).slice(0, 8)}`;
  if (zone === 'UTC') return `${name}:${stamp(wall)}Z`;
  return zone === '' ? `${name}:${stamp(wall)}` : `${name};TZID=${zone}:${stamp(wall)}`;
}

const change = fc.record({
  index: fc.nat(12),
  kind: fc.constantFrom(
    'exdate',
    'exdate',
    'override',
    'override',
    'override',
    'cancelled',
    'this-and-future',
    'rdate',
    'stray-exdate',
    'stray-override',
    'moved-by-rdate',
  ),
  days: fc.constantFrom(0, 0, 0, 0, 1, -1, 2, -3, 7, 30),
  minutes: fc.constantFrom(0, 0, 30, -90, 240, 600),
  length: fc.constantFrom(30, 60, 60, 1500),
});

const seed = fc.record({
  day: fc.integer({ min: 9500, max: 21_000 }),
  minute: fc.constantFrom(0, 30, 120, 150, 540, 570, 1020, 1410),
  zone: fc.constantFrom(...ZONES),
  isDate: fc.constantFrom(false, false, false, true),
  length: fc.constantFrom(0, 30, 60, 60, 60, 480, 1500, 4400),
  useDuration: fc.boolean(),
  rules: fc.array(fc.tuple(rule, interval), { minLength: 1, maxLength: 1 }),
  second: rarely(fc.tuple(rule, interval)),
  exrule: rarely(rule),
  end: fc.oneof(
    fc.constant(null),
    fc.record({ count: fc.integer({ min: 1, max: 70 }) }),
    fc.record({ until: fc.integer({ min: -20, max: 1500 }), form: fc.constantFrom('utc', 'date', 'local') }),
  ),
  changes: fc.array(change, { maxLength: 5 }),
});

type Seed = typeof seed extends fc.Arbitrary<infer T> ? T : never;

function endText({ end, day, zone }: Seed, start: number): string {
  if (end === null) return '';
  if ('count' in end) return `;COUNT=${end.count}`;
  const wall = (day + end.until) * DAY + (start % DAY);
  if (end.form === 'date') return `;UNTIL=${stamp(wall).slice(0, 8)}`;
  if (end.form === 'local' || zone === '') return `;UNTIL=${stamp(wall)}`;
  return `;UNTIL=${stamp(ianaTimeZone(zone)?.toInstant(wall) ?? wall)}Z`;
}

function masterLines(one: Seed, start: number): readonly string[] {
  const { zone, isDate, useDuration } = one;
  const length = isDate ? Math.max(1440, Math.ceil(one.length / 1440) * 1440) : one.length;
  const rules = [...one.rules, ...(one.second === null ? [] : [one.second])];
  return [
    time('DTSTART', start, zone, isDate),
    useDuration ? `DURATION:PT${length}M` : time('DTEND', start + length * 60_000, zone, isDate),
    ...rules.map(([text, every], index) => {
      const withInterval = every === 1 || text.includes('INTERVAL') ? text : `${text};INTERVAL=${every}`;
      return `RRULE:${withInterval}${withInterval.includes('COUNT') || index > 0 ? '' : endText(one, start)}`;
    }),
    ...(one.exrule === null ? [] : [`EXRULE:${one.exrule}`]),
  ];
}

/** The walls of the first instances, which the changes refer to. */
function firstWalls(lines: readonly string[], start: number): readonly number[] {
  const zones = testZones();
  const window = { from: start - 2 * DAY, to: start + 3000 * DAY };
  return expandObject(readEvents(lines.join('\n')), (tzid) => zones.resolve(tzid).zone, window, { maxInstances: 13 }).instances.map(
    (one) => one.originalWall,
  );
}

function changeLines(one: Seed, walls: readonly number[]): { readonly inMaster: readonly string[]; readonly overrides: readonly string[] } {
  const inMaster: string[] = [];
  const overrides: string[] = [];
  const { zone, isDate } = one;
  for (const { index, kind, days, minutes, length } of one.changes) {
    const wall = walls[index % Math.max(1, walls.length)] ?? 0;
    const moved = wall + days * DAY + (isDate ? 0 : minutes * 60_000);
    const end = isDate ? moved + Math.ceil(length / 1440) * DAY : moved + length * 60_000;
    const override = (id: number, extra: readonly string[] = [], range = ''): void => {
      overrides.push(
        [
          time(`RECURRENCE-ID${range}`, id, zone, isDate),
          time('DTSTART', moved, zone, isDate),
          time('DTEND', end, zone, isDate),
          ...extra,
        ].join('\n'),
      );
    };
    if (kind === 'exdate' || kind === 'moved-by-rdate') inMaster.push(time('EXDATE', wall, zone, isDate));
    if (kind === 'rdate' || kind === 'moved-by-rdate') inMaster.push(time('RDATE', moved, zone, isDate));
    if (kind === 'stray-exdate') inMaster.push(time('EXDATE', wall + DAY + 60_000, zone, isDate));
    if (kind === 'override') override(wall);
    if (kind === 'stray-override') override(wall + DAY + 60_000);
    if (kind === 'cancelled') override(wall, ['STATUS:CANCELLED']);
    if (kind === 'this-and-future') override(wall, [], ';RANGE=THISANDFUTURE');
  }
  return { inMaster, overrides };
}

/** Recurring events of every kind, with changes that hit and changes that miss. */
export const arbitraryEvent: fc.Arbitrary<ArbitraryEvent> = seed.map((one) => {
  const start = one.day * DAY + (one.isDate ? 0 : one.minute * 60_000);
  const lines = masterLines(one, start);
  const { inMaster, overrides } = changeLines(one, firstWalls(lines, start));
  return { text: [[...lines, ...inMaster].join('\n'), ...overrides].join('\n\n') };
});
