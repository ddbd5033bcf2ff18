import type { MessageKey, Words } from '../../text/catalogue.ts';
import { plainDay } from '../../text/time.ts';

type Unit = 'day' | 'week' | 'month' | 'year';

interface Rule {
  readonly unit: Unit;
  readonly interval: number;
  readonly details: readonly string[];
  readonly count: number | null;
  readonly until: string | null;
}

const UNITS: Readonly<Record<string, Unit>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const PATTERN_UNITS: Readonly<Record<string, Unit>> = {
  Daily: 'day',
  Weekly: 'week',
  AbsoluteMonthly: 'month',
  RelativeMonthly: 'month',
  AbsoluteYearly: 'year',
  RelativeYearly: 'year',
};
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** A Sunday; the others follow it. */
const SUNDAY = Date.UTC(2023, 0, 1, 12);

function dayName(code: string, { locale }: Words): string {
  const index = DAYS.indexOf(code.slice(-2).toUpperCase());
  if (index === -1) return code;
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(SUNDAY + index * 86_400_000);
  const position = code.slice(0, -2);
  return position === '' ? name : `${position}. ${name}`;
}

/** An RRULE of the common kind (RFC 5545 §3.3.10); null for anything its words would not say fully. */
function readRRule(text: string, words: Words): Rule | null {
  const parts = new Map(text.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
  const unit = UNITS[parts.get('FREQ') ?? ''];
  const known = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'WKST']);
  if (unit === undefined || [...parts.keys()].some((name) => !known.has(name))) return null;
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(parts.get('UNTIL') ?? '');
  const monthDays = (parts.get('BYMONTHDAY') ?? '').split(',').filter((day) => day !== '');
  const days = (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== '');
  return {
    unit,
    interval: Number(parts.get('INTERVAL') ?? 1),
    details: [...days.map((day) => dayName(day, words)), ...monthDays.map((day) => `${day}.`)],
    count: parts.has('COUNT') ? Number(parts.get('COUNT')) : null,
    until: until === null ? null : `${until[1] ?? ''}-${until[2] ?? ''}-${until[3] ?? ''}`,
  };
}

const PATTERN = /^(\w+?)(?: every (\d+))?((?: (?!to )[A-Za-z]+| \d{1,2})*)(?: to (\d{4}-\d{2}-\d{2})\S*)?(?:, (\d+) times)?$/;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function patternDetail(word: string, words: Words): string {
  const weekday = WEEKDAYS.indexOf(word);
  if (weekday !== -1) return dayName(DAYS[weekday] ?? '', words);
  return /^\d+$/.test(word) ? `${word}.` : word;
}

/** A pattern as Exchange names it. */
function readPattern(text: string, words: Words): Rule | null {
  const found = PATTERN.exec(text);
  const unit = PATTERN_UNITS[found?.[1] ?? ''];
  if (found === null || unit === undefined) return null;
  return {
    unit,
    interval: Number(found[2] ?? 1),
    details: (found[3] ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => patternDetail(word, words)),
    count: found[5] === undefined ? null : Number(found[5]),
    until: found[4] ?? null,
  };
}

/** A rule in words; the rule itself where words would not say all of it. */
export function ruleWords(text: string, words: Words): string {
  const rule = readRRule(text, words) ?? readPattern(text, words);
  if (rule === null) return text;
  const { t } = words;
  const key: MessageKey = `rule.${rule.unit}`;
  const every = t(key, { count: rule.interval });
  const on = rule.details.length === 0 ? every : t('rule.on', { every, days: rule.details.join(', ') });
  if (rule.count !== null) return t('rule.times', { rule: on, count: rule.count });
  return rule.until === null ? on : t('rule.until', { rule: on, day: plainDay(words, rule.until) });
}
