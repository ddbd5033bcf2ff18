import type { Instant } from '../../domain/timeZone.ts';
import type { ExpansionWindow, InstantSpan } from '../../ews/expandSeries.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { Draft, DraftSeries } from './draft.ts';
import type { SeriesContext } from './seriesContext.ts';
import { FIRST_DAY } from './rangeLanes.ts';
import { zonesAgree } from './zoneRuns.ts';

/** Up to so many instances every one is compared. */
const ALL = 100;
/** Of longer series: so many at the beginning, so long before the horizon, and so long around each change. */
const AT_START = 60;
const BEFORE_HORIZON = 92 * DAY_MS;
const AROUND_CHANGE = 8 * DAY_MS;
const FEW_CHANGES = 12;
/** Of any series no more than this is compared, or mended; beyond, from a month before the plan's clock on. */
const MOST_COMPARED = 15_000;
const MOST_MENDED = 50_000;
const BEFORE_NOW = 31 * DAY_MS;
const MORNING = DAY_MS / 6;

/** All there is to compare: from the first instance that matters to the horizon, and a while where it starts later. */
export function wholeWindow(context: SeriesContext): ExpansionWindow {
  const { options } = context;
  const start = firstInstant(context);
  const from = Math.max(start, options.from ?? start);
  return { from, to: Math.max(options.horizon, start + 366 * DAY_MS) };
}

function firstInstant({ timing, start, master, object }: SeriesContext): number {
  let first = start;
  for (const rdate of master.rdates) first = Math.min(first, rdate.start.wall);
  for (const event of object.overrides) first = Math.min(first, event.dtstart.wall);
  return Math.max(FIRST_DAY * DAY_MS, first === start ? timing.zone.toInstant(start) : first - 2 * DAY_MS);
}

/** Where source and draft are compared: everywhere, or for a long regular series at its ends and wherever something changes. */
export function comparisonWindows(draft: Draft, context: SeriesContext): readonly ExpansionWindow[] {
  const whole = wholeWindow(context);
  const count = countIn(draft, whole);
  if (count > ALL && isRegular(draft, context)) return regularWindows(draft, whole);
  const isVast = count > MOST_COMPARED;
  return [...(isVast ? bothEnds(draft, whole, context.options.asOf - BEFORE_NOW) : [whole]), ...endWindows(draft, whole.to)];
}

function regularWindows(draft: Draft, whole: ExpansionWindow): readonly ExpansionWindow[] {
  // An occurrence that was moved to end centuries away is looked at where it starts.
  const endOf = ({ start, end }: InstantSpan): number => Math.max(start, Math.min(end, whole.to));
  const changes = changeSpans(draft).map((span) => ({ from: span.start - AROUND_CHANGE, to: endOf(span) + AROUND_CHANGE }));
  return merged([...bothEnds(draft, whole, whole.to - BEFORE_HORIZON), ...changes, ...endWindows(draft, whole.to)]);
}

function changeSpans({ series, singles }: Draft): readonly InstantSpan[] {
  const moved = [...singles.values(), ...series.flatMap(({ exceptions }) => [...exceptions.values()])];
  const days = series.flatMap(({ deletions, exceptions }) => [...deletions, ...exceptions.keys()]);
  return [
    ...moved.map(({ span }) => ({ start: span.start.instant, end: span.end.instant })),
    ...days.map((day) => ({ start: day * DAY_MS, end: day * DAY_MS })),
  ];
}

/** Windows that touch as one. */
function merged(windows: readonly ExpansionWindow[]): readonly ExpansionWindow[] {
  const joined: ExpansionWindow[] = [];
  for (const window of windows.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || window.from > last.to) joined.push(window);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
  }
  return joined;
}

/** Where differences are mended: everywhere, or in a series without measure from a month ago on. */
export function mendingWindow(draft: Draft, context: SeriesContext): ExpansionWindow {
  const whole = wholeWindow(context);
  if (countIn(draft, whole) <= MOST_MENDED) return context.master.exrules.length === 0 ? whole : { ...whole, to: lastEnd(draft, whole.to) };
  return { from: Math.max(whole.from, context.options.asOf - BEFORE_NOW), to: whole.to };
}

/** What an EXRULE takes out of a series that ends after the horizon is known to its end. */
function lastEnd(draft: Draft, horizon: number): number {
  const ends = draft.series.map(({ last }) => Math.min(((last ?? 0) + 2) * DAY_MS, horizon + 30 * 366 * DAY_MS));
  return Math.max(horizon, ...ends);
}

function countIn(draft: Draft, { to }: ExpansionWindow): number {
  return draft.series.reduce((sum, one) => sum + one.days.countUpTo(Math.floor(to / DAY_MS)), 0);
}

function bothEnds(draft: Draft, whole: ExpansionWindow, tailStart: Instant): readonly ExpansionWindow[] {
  const headDays = draft.series.map((series) => series.days.nth(AT_START) ?? series.first);
  const headEnd = (Math.max(...headDays) + 1) * DAY_MS;
  if (headEnd >= tailStart) return [whole];
  return [
    { from: whole.from, to: headEnd },
    { from: tailStart, to: whole.to },
  ];
}

/** One series of one rule, and few changes: what holds at both ends holds between them. */
function isRegular(draft: Draft, { master, object, timing, options }: SeriesContext): boolean {
  const [only] = draft.series;
  if (only === undefined || draft.series.length > 1 || master.rrules.length > 1 || master.exrules.length > 0) return false;
  if (object.overrides.some((event) => event.thisAndFuture)) return false;
  if (only.deletions.size + only.exceptions.size + draft.singles.size > FEW_CHANGES) return false;
  const { exchangeZone, length } = only.segment;
  if (exchangeZone === null) return true;
  return !spansNight(only) && length < DAY_MS && zonesAgree(timing.zone, exchangeZone, only.first * DAY_MS, options.horizon);
}

/** Clocks change at night: an event across it is longer or shorter then. */
function spansNight({ lane, segment }: DraftSeries): boolean {
  return lane.timeOfDay < MORNING || lane.timeOfDay + segment.length > DAY_MS;
}

/** A series that ends after the horizon must still end on the right day. */
function endWindows(draft: Draft, horizon: number): readonly ExpansionWindow[] {
  return draft.series.flatMap(({ last }) =>
    last === null || last * DAY_MS < horizon ? [] : [{ from: Math.max(horizon, (last - 10) * DAY_MS), to: (last + 400) * DAY_MS }],
  );
}
