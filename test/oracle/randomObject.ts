import { ianaTimeZone } from '../../shared/domain/ianaTimeZone.ts';
import { ruleWalls } from '../../shared/ical/expandRule.ts';
import { parseRecur } from '../../shared/ical/recur.ts';
import type { Random } from '../sample/random.ts';
import { randomRule } from './randomRule.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const WEEK = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Zones both sides know alike: with and without summer time, both hemispheres, half hours, and some that changed their minds. */
const ZONES = [
  ...['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin', 'America/New_York', 'Europe/London', 'America/Los_Angeles', 'Asia/Kolkata'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'America/Sao_Paulo', 'Asia/Tokyo', 'Pacific/Apia', 'Asia/Almaty', 'Asia/Amman'],
  ...['America/Chihuahua', 'Europe/Istanbul', 'America/Scoresbysund', 'Asia/Tehran', 'America/St_Johns', 'Europe/Dublin', 'UTC', 'UTC'],
];

/** A calendar object made by chance. EXRULEs the other program does not know: what they exclude is a text of its own. */
export interface RandomObject {
  readonly text: string;
  readonly excluded: string | null;
}

interface Frame {
  readonly random: Random;
  readonly zone: string;
  readonly isDate: boolean;
  readonly start: number;
}

/** One recurring event with changes that hit and changes that miss; the same for the same state of `random`. */
export function randomObject(random: Random): RandomObject {
  const rule = randomRule(random);
  const isDate = !rule.isSubDaily && random.next() < 0.25;
  const zone = isDate ? '' : random.pick(ZONES);
  const rough = Date.UTC(1998 + random.below(31), random.below(12), 1 + random.below(31));
  const minute = random.pick([0, 30, 90, 120, 150, 180, 540, 540, 555, 600, 840, 1020, 1380, 1425]);
  const wanted = rough + (isDate ? 0 : minute * MINUTE);
  const start = rule.beginsWeek ? firstOfWeek(rule.text, wanted) : random.next() < 0.12 ? wanted : synchronised(rule.text, wanted, isDate);
  const frame = { random, zone, isDate, start };
  const end = rule.isDense ? randomEnd(frame, 40) : random.next() < 0.6 ? randomEnd(frame, 70) : '';
  const master = [
    time('DTSTART', start, frame),
    ...lengthLines(frame, rule.isSubDaily),
    `RRULE:${rule.text}${end}`,
    ...(random.next() < 0.06 ? [`RRULE:${sparseRule(random)}`] : []),
  ];
  const walls = firstWalls(master, frame);
  const exrule = random.next() < 0.06 ? sparseRule(random) : null;
  const changes = exrule === null ? randomChanges(frame, walls, rule.isSubDaily) : { inMaster: [], overrides: [] };
  return {
    text: calendar([[...master, ...(exrule === null ? [] : [`EXRULE:${exrule}`]), ...changes.inMaster], ...changes.overrides]),
    excluded: exrule === null ? null : calendar([[time('DTSTART', start, frame), `RRULE:${exrule}`]]),
  };
}

function sparseRule(random: Random): string {
  for (;;) {
    const { text, isDense, isSubDaily, beginsWeek } = randomRule(random);
    if (!isDense && !isSubDaily && !beginsWeek) return text;
  }
}

function firstOfWeek(rule: string, from: number): number {
  const first = WEEK.indexOf(/WKST=(..)/.exec(rule)?.[1] ?? 'MO');
  return from + ((first - new Date(from).getUTCDay() + 7) % 7) * DAY;
}

/** The first date of the rule from there on: most clients write nothing else as DTSTART. */
function synchronised(rule: string, from: number, isDate: boolean): number {
  const { recur } = parseRecur(rule);
  if (recur === null) return from;
  for (let day = from; day < from + 400 * DAY; day += DAY) {
    const range = { from: day, through: day };
    for (const wall of ruleWalls(recur, day, isDate, range, { left: 10_000 })) if (wall === day) return day;
  }
  return from;
}

function randomEnd(frame: Frame, most: number): string {
  const { random, start, isDate } = frame;
  if (random.next() < 0.5) return `;COUNT=${1 + random.below(random.next() < 0.05 ? 1500 : most)}`;
  const until = start + (random.below(most * 10) - 5) * DAY;
  if (isDate) return `;UNTIL=${stamp(until).slice(0, 8)}${random.next() < 0.2 ? 'T000000Z' : ''}`;
  const form = random.below(4);
  if (form === 0) return `;UNTIL=${stamp(until).slice(0, 8)}`;
  if (form === 1) return `;UNTIL=${stamp(until)}`;
  return `;UNTIL=${stamp(instant(until, frame))}Z`;
}

function lengthLines(frame: Frame, isSubDaily: boolean): readonly string[] {
  const { random, start, isDate } = frame;
  const days = random.pick([1, 1, 1, 2, 3, 8, 31]);
  if (isDate) return random.pick([[], [time('DTEND', start + days * DAY, frame)], [`DURATION:P${days}D`]]);
  const minutes = random.pick([0, 15, 30, 60, 60, 60, 90, 480, 1440, 1500, 4400]);
  const other = { ...frame, zone: random.pick(ZONES) };
  return random.pick([
    [time('DTEND', start + minutes * MINUTE, frame)],
    [time('DTEND', start + minutes * MINUTE, frame)],
    [time('DTEND', wallIn(instant(start + minutes * MINUTE, frame), other), other)],
    // Of two times of day that the change of the clocks makes one instant, each has its own nominal end.
    isSubDaily ? [] : [`DURATION:P${Math.floor(minutes / 1440)}DT${Math.floor((minutes % 1440) / 60)}H${minutes % 60}M`],
    [`DURATION:PT${minutes}M`],
    [],
  ]);
}

function firstWalls(master: readonly string[], { start, isDate }: Frame): readonly number[] {
  const { recur } = parseRecur(master.find((line) => line.startsWith('RRULE:'))?.slice(6) ?? '');
  const walls = [start];
  if (recur === null) return walls;
  for (const wall of ruleWalls(recur, start, isDate, { from: start, through: start + 4000 * DAY }, { left: 20_000 })) {
    if (walls.push(wall) > 40) break;
  }
  return walls;
}

interface Changes {
  readonly inMaster: readonly string[];
  readonly overrides: readonly (readonly string[])[];
}

function randomChanges(frame: Frame, walls: readonly number[], isSubDaily: boolean): Changes {
  const { random, isDate } = frame;
  const inMaster: string[] = [];
  const overrides: string[][] = [];
  const overridden = new Set<number>();
  for (let left = random.below(5); left > 0; left -= 1) {
    const wall = random.pick(walls);
    const days = random.pick([0, 0, 0, 1, -1, 3, 7, 30]);
    const moved = wall + days * DAY + (isDate ? 0 : random.pick([0, 0, 30, -90, 240, 600]) * MINUTE);
    const kind = random.pick([
      'exdate',
      'exdate',
      'exday',
      'override',
      'override',
      'override',
      'cancelled',
      'rdate',
      'period',
      'future',
      'stray',
    ]);
    const isKnown = overridden.has(wall) || overrides.some((lines) => lines.join().includes('RANGE='));
    const override = (id: number, range: string, ...more: readonly string[]): void => {
      if (isKnown || overridden.has(id)) return;
      overridden.add(id);
      overrides.push([idLine(id, range, frame), time('DTSTART', moved, frame), ...endLines(moved, frame), ...more]);
    };
    if (kind === 'exdate') inMaster.push(idLine(wall, '', frame).replace('RECURRENCE-ID', 'EXDATE'));
    if (kind === 'exday') inMaster.push(time('EXDATE', wall, { ...frame, isDate: true }));
    if (kind === 'rdate') inMaster.push(time('RDATE', moved, frame));
    if (kind === 'period' && !isDate)
      inMaster.push(`${time('RDATE', moved, frame).replace(';TZID', ';VALUE=PERIOD;TZID').replace('RDATE:', 'RDATE;VALUE=PERIOD:')}/PT45M`);
    if (kind === 'override') override(wall, '');
    if (kind === 'cancelled') override(wall, '', 'STATUS:CANCELLED');
    // Two hours of one rule can be one instant when the clocks change: which of them moves is anybody's guess.
    if (kind === 'future' && !isSubDaily) override(wall, ';RANGE=THISANDFUTURE');
    if (kind === 'stray') override(wall + DAY + (isDate ? 0 : 7 * MINUTE), '');
  }
  return { inMaster, overrides };
}

/** Ids are written in the series' own zone, or in UTC as some servers do (the other program moves what follows from a local id only). */
function idLine(wall: number, range: string, frame: Frame): string {
  const inUtc = !frame.isDate && range === '' && frame.random.next() < 0.2;
  return inUtc ? `RECURRENCE-ID${range}:${stamp(instant(wall, frame))}Z` : time(`RECURRENCE-ID${range}`, wall, frame);
}

function endLines(start: number, frame: Frame): readonly string[] {
  const { random, isDate } = frame;
  return [time('DTEND', start + (isDate ? random.pick([1, 1, 2]) * DAY : random.pick([30, 60, 60, 1500]) * MINUTE), frame)];
}

function instant(wall: number, { zone }: Pick<Frame, 'zone'>): number {
  return ianaTimeZone(zone === '' ? 'UTC' : zone)?.toInstant(wall) ?? wall;
}

function wallIn(at: number, { zone }: Pick<Frame, 'zone'>): number {
  return ianaTimeZone(zone)?.toWall(at) ?? at;
}

function stamp(wall: number): string {
  return new Date(wall)
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
    .slice(0, 15);
}

function time(name: string, wall: number, { zone, isDate }: Pick<Frame, 'zone' | 'isDate'>): string {
  if (isDate) return `${name};VALUE=DATE:${stamp(wall).slice(0, 8)}`;
  return zone === 'UTC' ? `${name}:${stamp(wall)}Z` : `${name};TZID=${zone}:${stamp(wall)}`;
}

function calendar(events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', 'UID:chance', ...event, 'END:VEVENT']);
  return `${['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Godwit//test//EN', ...lines, 'END:VCALENDAR'].join('\r\n')}\r\n`;
}
