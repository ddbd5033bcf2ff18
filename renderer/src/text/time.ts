import type { Words } from './catalogue.ts';

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;
const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

/** The day as the event's own zone has it: read from the text, never from the viewer's clock. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

/** «10:00», as the event's own zone has it; '' for a plain date. */
export function clockOf(iso: string): string {
  return WALL_CLOCK.exec(iso)?.[2] ?? '';
}

/** Days are put into words as UTC noon, so that no zone moves them. */
function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function spell({ locale }: Words, day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(noon(day)).replace(',', '');
}

/** «Tue 24 Nov». */
export function shortDay(words: Words, iso: string): string {
  return iso === '' ? '' : spell(words, dayOf(iso), { weekday: 'short', day: 'numeric', month: 'short' });
}

/** «Tuesday 24 November 2026». */
export function longDay(words: Words, iso: string): string {
  return iso === '' ? '' : spell(words, dayOf(iso), { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** «24 Nov 2026». */
export function plainDay(words: Words, iso: string): string {
  return iso === '' ? '' : spell(words, dayOf(iso), { day: 'numeric', month: 'short', year: 'numeric' });
}

export function addDays(day: string, days: number): string {
  return new Date(noon(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** «Tue 24 Nov, 10:00 to 11:00»; all-day ends are exclusive and shown inclusive. */
export function timeRange(words: Words, start: string, end: string): string {
  if (start === '') return '';
  const first = shortDay(words, start);
  if (PLAIN_DATE.test(start)) {
    const last = end === '' ? dayOf(start) : addDays(dayOf(end), -1);
    return last <= dayOf(start) ? words.t('time.allDay', { day: first }) : words.t('time.days', { from: first, to: shortDay(words, last) });
  }
  const from = clockOf(start);
  if (dayOf(end) === dayOf(start)) return words.t('time.range', { day: first, from, to: clockOf(end) });
  return words.t('time.overnight', { day: first, from, endDay: shortDay(words, end), to: clockOf(end) });
}

/** The instant on the viewer's clock; '' where it reads the same as the event's own. */
export function viewerClock(words: Words, start: string, timeZone?: string): string {
  if (!WALL_CLOCK.test(start)) return '';
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...zone }).format(new Date(start));
  return clock === clockOf(start) ? '' : words.t('time.onYourClock', { time: clock });
}

/** When something happened, on the viewer's clock: «today at 00:02», «Thu 19 Nov, 16:20». */
export function moment(words: Words, iso: string, now: Date): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at);
  if (at.toDateString() === now.toDateString()) return words.t('time.todayAt', { time: clock });
  const day = new Intl.DateTimeFormat(words.locale, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');
  return words.t('time.dayAt', { day, time: clock });
}

/** «20 s», «5 min», «2 h 35 min». */
export function duration({ t }: Words, seconds: number): string {
  if (seconds < 60) return t('time.seconds', { seconds: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('time.minutes', { minutes });
  return minutes % 60 === 0
    ? t('time.fullHours', { hours: minutes / 60 })
    : t('time.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** «0:47». */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}

/** A share in per cent with the narrow space print wants before the sign; never rounded up to 100. */
export function percent(words: Words, part: number, whole: number, digits = 0): string {
  if (whole === 0) return '–';
  const scale = 10 ** (digits + 2);
  const share = Math.floor((part / whole) * scale) / scale;
  return `${(share * 100).toLocaleString(words.locale, { minimumFractionDigits: part === whole ? 0 : digits, maximumFractionDigits: digits })}\u202f%`;
}

export function megabytes({ t, locale }: Words, bytes: number): string {
  return t('size.megabytes', { size: (bytes / 1e6).toLocaleString(locale, { maximumFractionDigits: 1 }) });
}
