import type { TimeZone } from '../../domain/timeZone.ts';
import type { ExpansionWindow } from '../../ews/expandSeries.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import { seriesTimes } from './compareInstances.ts';
import { occurrenceOn } from '../../ews/expandSeries.ts';
import type { Draft } from './draft.ts';
import type { SeriesContext } from './seriesContext.ts';
import { wallLength } from './ruleLanes.ts';

/** Up to so many instances every one is compared. */
const ALL = 400;
/** Of longer series: so many at the beginning … */
const AT_START = 60;
/** … and from a month before the plan's clock on. */
const BEFORE_NOW = 31 * DAY_MS;

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
  return (first === start ? timing.zone.toInstant(start) : first) - 2 * DAY_MS;
}

/** Where source and draft are compared: everywhere, or for a long plain series at its start and from now on. */
export function comparisonWindows(draft: Draft, context: SeriesContext): readonly ExpansionWindow[] {
  const whole = wholeWindow(context);
  const lastDay = Math.floor(whole.to / DAY_MS);
  const [series] = draft.series;
  const count = draft.series.reduce((sum, one) => sum + one.days.countUpTo(lastDay), 0);
  const windows = [...(isPlain(draft, context) && count > ALL && series !== undefined ? [] : [whole])];
  const middle = series?.days.nth(AT_START);
  if (windows.length === 0 && series !== undefined && middle !== undefined && middle !== null) {
    const headEnd = occurrenceOn(seriesTimes(series), middle).start;
    const tailStart = context.options.asOf - BEFORE_NOW;
    const zone = series.segment.exchangeZone;
    const isQuiet = zone === null || (wallLength(context) < DAY_MS && zonesAgree(context.timing.zone, zone, headEnd, tailStart));
    if (headEnd >= tailStart || !isQuiet) windows.push(whole);
    else windows.push({ from: whole.from, to: headEnd }, { from: tailStart, to: whole.to });
  }
  return [...windows, ...endWindows(draft, whole.to)];
}

/** One series, nothing but its rule: what holds at both ends holds between them. */
function isPlain(draft: Draft, { master, object }: SeriesContext): boolean {
  const others = master.exdates.length + master.rdates.length + master.exrules.length + object.overrides.length + draft.singles.size;
  return others === 0 && draft.series.length === 1 && master.rrules.length === 1;
}

/** A series that ends after the horizon must still end on the right day. */
function endWindows(draft: Draft, horizon: number): readonly ExpansionWindow[] {
  return draft.series.flatMap(({ last }) =>
    last === null || last * DAY_MS < horizon ? [] : [{ from: Math.max(horizon, (last - 10) * DAY_MS), to: (last + 400) * DAY_MS }],
  );
}

/** Two zones have the same offsets all along: asked every 12 hours once, remembered by year. */
const agreements = new WeakMap<TimeZone, WeakMap<TimeZone, Map<number, boolean>>>();

function zonesAgree(source: TimeZone, target: TimeZone, from: number, to: number): boolean {
  if (source === target) return true;
  const byTarget = agreements.get(source) ?? new WeakMap<TimeZone, Map<number, boolean>>();
  agreements.set(source, byTarget);
  const byYear = byTarget.get(target) ?? new Map<number, boolean>();
  byTarget.set(target, byYear);
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) < to; year += 1) {
    let agrees = byYear.get(year);
    if (agrees === undefined) {
      agrees = agreesInYear(source, target, year);
      byYear.set(year, agrees);
    }
    if (!agrees) return false;
  }
  return true;
}

function agreesInYear(source: TimeZone, target: TimeZone, year: number): boolean {
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += DAY_MS / 2) {
    if (source.offsetAt(at) !== target.offsetAt(at)) return false;
  }
  return true;
}
