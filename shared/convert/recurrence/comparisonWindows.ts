import type { ExpansionWindow } from '../../ews/expandSeries.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { Draft, DraftSeries } from './draft.ts';
import type { SeriesContext } from './seriesContext.ts';
import { FIRST_DAY } from './rangeLanes.ts';
import { zonesAgree } from './zoneRuns.ts';

/** Up to so many instances every one is compared. */
const ALL = 400;
/** Of longer series: so many at the beginning … */
const AT_START = 60;
/** … and from a month before the plan's clock on. */
const BEFORE_NOW = 31 * DAY_MS;
/** Of any series no more than this is compared, or mended. */
const MOST_COMPARED = 15_000;
const MOST_MENDED = 50_000;
const MORNING = DAY_MS / 6;

/** All there is to compare: from the first instance that matters to the horizon, and a while where it starts later. */
export function wholeWindow(context: SeriesContext): ExpansionWindow {
  const { options } = context;
  const start = firstInstant(context);
  const from = Math.max(start, options.from ?? start);
  return { from, to: Math.max(options.horizon, start + 366 * DAY_MS) };
}

function firstInstant({ timing, start, master, object }: SeriesContext): number {
  const others = [...master.rdates.map((rdate) => rdate.start.wall), ...object.overrides.map((event) => event.dtstart.wall)];
  const first = others.reduce((earliest, wall) => Math.min(earliest, wall), start);
  return Math.max(FIRST_DAY * DAY_MS, first === start ? timing.zone.toInstant(start) : first - 2 * DAY_MS);
}

/** Where source and draft are compared: everywhere, or for a long plain series at its start and from now on. */
export function comparisonWindows(draft: Draft, context: SeriesContext): readonly ExpansionWindow[] {
  const whole = wholeWindow(context);
  const count = countIn(draft, whole);
  const isLong = count > MOST_COMPARED || (count > ALL && isPlain(draft, context));
  return [...(isLong ? bothEnds(draft, whole, context) : [whole]), ...endWindows(draft, whole.to)];
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

function bothEnds(draft: Draft, whole: ExpansionWindow, { options }: SeriesContext): readonly ExpansionWindow[] {
  const headDays = draft.series.map((series) => series.days.nth(AT_START) ?? series.first);
  const headEnd = (Math.max(...headDays) + 1) * DAY_MS;
  const tailStart = options.asOf - BEFORE_NOW;
  return headEnd < tailStart
    ? [
        { from: whole.from, to: headEnd },
        { from: tailStart, to: whole.to },
      ]
    : [whole];
}

/** One series, nothing but its rule: what holds at both ends holds between them. */
function isPlain({ series, singles }: Draft, { master, object, timing, options }: SeriesContext): boolean {
  const others = master.exdates.length + master.rdates.length + master.exrules.length + object.overrides.length + singles.size;
  const [only] = series;
  if (only === undefined || others > 0 || series.length > 1 || master.rrules.length > 1) return false;
  const { exchangeZone, length } = only.segment;
  return (
    exchangeZone === null ||
    (!spansNight(only) && length < DAY_MS && zonesAgree(timing.zone, exchangeZone, only.first * DAY_MS, options.asOf))
  );
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
