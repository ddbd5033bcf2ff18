import type { Note } from '../domain/note.ts';
import { formatDateTime, parseDateTime } from './dateTime.ts';
import type { ICalDateTime, ICalFrequency, ICalRecur, ICalWeekday } from './model.ts';
import { RepairLog } from './repairLog.ts';
import { interned } from './text.ts';

const FREQUENCIES: readonly ICalFrequency[] = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const WEEKDAYS: readonly ICalWeekday[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const SKIPS: readonly ICalRecur['skip'][] = ['OMIT', 'BACKWARD', 'FORWARD'];

interface Range {
  readonly lowest: number;
  readonly highest: number;
  /** Counting from the end is allowed; 0 is not. */
  readonly signed: boolean;
}

/** RFC 5545 §3.3.10, the numeric lists. */
const RANGES = {
  BYSECOND: { lowest: 0, highest: 60, signed: false },
  BYMINUTE: { lowest: 0, highest: 59, signed: false },
  BYHOUR: { lowest: 0, highest: 23, signed: false },
  BYMONTHDAY: { lowest: 1, highest: 31, signed: true },
  BYYEARDAY: { lowest: 1, highest: 366, signed: true },
  BYWEEKNO: { lowest: 1, highest: 53, signed: true },
  BYMONTH: { lowest: 1, highest: 12, signed: false },
  BYSETPOS: { lowest: 1, highest: 366, signed: true },
} as const satisfies Record<string, Range>;

/** More positions than this in one list mean damage or malice, not a calendar. Days of the year are exempt. */
const LONGEST_LIST = 64;

/** `FREQ=WEEKLY` is what most rules say. */
const MOST_KNOWN = 1000;
const LONGEST_KNOWN = 128;
const knownRules = new Map<string, ParsedRecur>();

export interface ParsedRecur {
  /** Null when the rule cannot be used; a note says why. */
  readonly recur: ICalRecur | null;
  readonly notes: readonly Note[];
}

/** A part that makes the whole rule unusable. */
class UnusablePart extends Error {}

/**
 * Reads RECUR tolerantly: blanks, lower case, a second `RRULE:`, a trailing `;` and typographic dashes are repaired. A part that
 * is unknown or out of range never silently changes how long or how often the rule repeats: then the rule is unusable.
 */
export function parseRecur(text: string): ParsedRecur {
  const known = knownRules.get(text);
  if (known !== undefined) return known;
  if (text.length > LONGEST_KNOWN) return readText(text);
  const own = interned(text);
  const parsed = readText(own);
  if (knownRules.size >= MOST_KNOWN) knownRules.clear();
  knownRules.set(own, parsed);
  return parsed;
}

function readText(text: string): ParsedRecur {
  const log = new RepairLog();
  try {
    return { recur: readRecur(text, partsOf(text, log), log), notes: log.notes };
  } catch (error) {
    if (!(error instanceof UnusablePart)) throw error;
    log.add('rule-unusable', 'RRULE', text, error.message);
    return { recur: null, notes: log.notes };
  }
}

function partsOf(text: string, log: RepairLog): ReadonlyMap<string, string> {
  const tidy = text
    .replace(/[\u2010-\u2015\u2212\u0096\u0097]/g, '-')
    .replace(/\s+/g, '')
    .toUpperCase();
  const body = tidy.replace(/^(?:(?:RRULE|EXRULE)[:=])+/, '').replace(/;+$/, '');
  if (body !== text && body !== text.toUpperCase()) log.add('rule-repaired', 'RRULE', text, body);
  const parts = new Map<string, string>();
  for (const piece of body.split(';')) {
    const [name = '', ...rest] = piece.split('=');
    if (piece === '') continue;
    if (rest.length === 0) readLoosePart(piece, parts, log);
    else if (!parts.has(name)) parts.set(name, rest.join('='));
    else if (parts.get(name) !== rest.join('=')) log.add('rule-part-ignored', 'RRULE', piece);
  }
  return parts;
}

/** A piece without `=`: harmless noise, or a part whose `=` was lost and which then counts as unknown. */
function readLoosePart(piece: string, parts: Map<string, string>, log: RepairLog): void {
  if (/^(?:UNTIL|COUNT|INTERVAL|BY)/.test(piece)) parts.set(piece, '');
  else log.add('rule-part-ignored', 'RRULE', piece);
}

function readRecur(text: string, parts: ReadonlyMap<string, string>, log: RepairLog): ICalRecur {
  const freq = FREQUENCIES.find((frequency) => frequency === parts.get('FREQ'));
  if (freq === undefined) throw new UnusablePart(`FREQ=${parts.get('FREQ') ?? ''}`);
  const until = readUntil(parts, log);
  const count = readPositive(parts, 'COUNT');
  if (until !== null && count !== null) log.add('rule-until-and-count', 'RRULE', text);
  checkUnknown(parts, until !== null || count !== null, log);
  return {
    freq,
    interval: readPositive(parts, 'INTERVAL') ?? 1,
    count,
    until,
    bysecond: readNumbers(parts, 'BYSECOND').map((second) => Math.min(second, 59)),
    byminute: readNumbers(parts, 'BYMINUTE'),
    byhour: readNumbers(parts, 'BYHOUR'),
    byday: readWeekdays(parts, freq, log),
    bymonthday: readNumbers(parts, 'BYMONTHDAY'),
    byyearday: readNumbers(parts, 'BYYEARDAY'),
    byweekno: readNumbers(parts, 'BYWEEKNO'),
    bymonth: readNumbers(parts, 'BYMONTH'),
    bysetpos: readNumbers(parts, 'BYSETPOS'),
    wkst: readWeekStart(parts, log),
    rscale: parts.get('RSCALE') === 'GREGORIAN' ? null : (parts.get('RSCALE') ?? null),
    skip: readSkip(parts, log),
    text,
  };
}

const KNOWN_PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST', 'RSCALE', 'SKIP', ...Object.keys(RANGES)]);
const isKnown = (name: string): boolean => KNOWN_PARTS.has(name);

/** UNTIL, or a misspelt part whose value can be nothing else (`UNTL=20270101T000000Z`). */
function readUntil(parts: ReadonlyMap<string, string>, log: RepairLog): ICalDateTime | null {
  const written = parts.get('UNTIL');
  if (written !== undefined) {
    const until = parseDateTime(written) ?? parseDateTime(lastDayOfMonth(written));
    if (until === null) throw new UnusablePart(`UNTIL=${written}`);
    if (!until.regular || formatDateTime(until.value) !== written) log.add('rule-repaired', 'RRULE', `UNTIL=${written}`);
    return until.value;
  }
  const meant = misspeltUntil(parts);
  if (meant === null) return null;
  log.add('rule-repaired', 'RRULE', `${meant.name}=${meant.value}`, `UNTIL=${meant.value}`);
  return meant.until;
}

function misspeltUntil(
  parts: ReadonlyMap<string, string>,
): { readonly name: string; readonly value: string; readonly until: ICalDateTime } | null {
  if (parts.has('UNTIL')) return null;
  for (const [name, value] of parts) {
    const until = isKnown(name) || name.startsWith('X-') ? null : parseDateTime(value);
    if (until !== null) return { name, value, until: until.value };
  }
  return null;
}

/** `20270229…` as the last day that month has: an end one day off beats no rule at all. */
function lastDayOfMonth(written: string): string {
  const [, yearMonth = '', day = '', time = ''] = /^(\d{6})(29|30|31)(\D.*)?$/.exec(written) ?? [];
  const days = Array.from({ length: 4 }, (_, back) => Number(day) - back);
  const last = days.find((candidate) => parseDateTime(`${yearMonth}${candidate}`) !== null);
  return last === undefined ? '' : `${yearMonth}${last}${time}`;
}

/** What an unknown part means nobody knows; it may limit the rule. Only a rule with an end may go without it. */
function checkUnknown(parts: ReadonlyMap<string, string>, bounded: boolean, log: RepairLog): void {
  const meant = misspeltUntil(parts)?.name;
  for (const [name, value] of parts) {
    if (isKnown(name) || name === meant) continue;
    if (!name.startsWith('X-') && (!bounded || name.startsWith('BY'))) throw new UnusablePart(`${name}=${value}`);
    log.add('rule-part-ignored', 'RRULE', `${name}=${value}`);
  }
}

function readPositive(parts: ReadonlyMap<string, string>, name: string): number | null {
  const written = parts.get(name);
  if (written === undefined) return null;
  const number = Number(written);
  if (!/^\+?\d+$/.test(written) || number < 1 || !Number.isSafeInteger(number)) throw new UnusablePart(`${name}=${written}`);
  return number;
}

function listOf(parts: ReadonlyMap<string, string>, name: string): readonly string[] {
  const items = new Set((parts.get(name) ?? '').split(',').filter((item) => item !== ''));
  if (items.size > LONGEST_LIST && name !== 'BYYEARDAY') throw new UnusablePart(`${name} (${items.size})`);
  if (items.size === 0 && parts.has(name)) throw new UnusablePart(`${name}=`);
  return [...items];
}

function readNumbers(parts: ReadonlyMap<string, string>, name: keyof typeof RANGES): readonly number[] {
  const range: Range = RANGES[name];
  const numbers = listOf(parts, name).map((item) => {
    const number = Number(item);
    const size = range.signed ? Math.abs(number) : number;
    if (!/^[+-]?\d+$/.test(item) || size < range.lowest || size > range.highest) throw new UnusablePart(`${name}=${item}`);
    return number;
  });
  return [...new Set(numbers)];
}

function readWeekdays(parts: ReadonlyMap<string, string>, freq: ICalFrequency, log: RepairLog): ICalRecur['byday'] {
  const days = new Map<string, { readonly ordinal: number; readonly weekday: ICalWeekday }>();
  for (const item of listOf(parts, 'BYDAY')) {
    const [, written = '', name = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(item) ?? [];
    const weekday = WEEKDAYS.find((day) => day === name);
    const ordinal = Number(written);
    if (weekday === undefined || (written !== '' && ordinal === 0) || Math.abs(ordinal) > 53) throw new UnusablePart(`BYDAY=${item}`);
    // RFC 5545 §3.3.10: numbers only in monthly and yearly rules, and not beside BYWEEKNO.
    const counts = (freq === 'MONTHLY' || freq === 'YEARLY') && !parts.has('BYWEEKNO');
    if (!counts && ordinal !== 0) log.add('rule-part-ignored', 'RRULE', `BYDAY=${item}`, name);
    const kept = counts ? ordinal : 0;
    days.set(`${kept}${weekday}`, { ordinal: kept, weekday });
  }
  return [...days.values()];
}

function readSkip(parts: ReadonlyMap<string, string>, log: RepairLog): ICalRecur['skip'] {
  const written = parts.get('SKIP');
  const skip = SKIPS.find((one) => one === written);
  if (written !== undefined && skip === undefined) log.add('rule-part-ignored', 'RRULE', `SKIP=${written}`);
  return skip ?? 'OMIT';
}

function readWeekStart(parts: ReadonlyMap<string, string>, log: RepairLog): ICalWeekday {
  const written = parts.get('WKST');
  const weekday = WEEKDAYS.find((day) => day === written);
  if (written !== undefined && weekday === undefined) log.add('rule-part-ignored', 'RRULE', `WKST=${written}`);
  return weekday ?? 'MO';
}
