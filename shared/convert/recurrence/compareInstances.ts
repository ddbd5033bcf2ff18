import type { Instant } from '../../domain/timeZone.ts';
import { isInWindow, occurrenceOn } from '../../ews/expandSeries.ts';
import type { ExpansionWindow, InstantSpan, SeriesTimes } from '../../ews/expandSeries.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import { expandObject } from '../../ical/expandObject.ts';
import type { Expansion } from '../../ical/expandObject.ts';
import type { SourceInstance } from '../../ical/model.ts';
import type { Draft, DraftSeries } from './draft.ts';
import type { SeriesContext } from './seriesContext.ts';

/** More than anyone looks at: five a day for thirty years. */
export const MOST_INSTANCES = 60_000;

export interface SourceInstances {
  readonly instances: readonly SourceInstance[];
  /** There are more than anyone looks at. */
  readonly isTruncated: boolean;
}

/** The source's instances that should exist in Exchange. A cancelled master is its caller's affair, a cancelled instance is none. */
export function sourceInstances(context: SeriesContext, window: ExpansionWindow, maxInstances = MOST_INSTANCES): SourceInstances {
  return existing(expandObject(context.object, context.reader.zoneOf, window, { maxInstances }));
}

/** Only those that start in the window, the earliest of them. */
export function startingInstances(context: SeriesContext, window: ExpansionWindow, maxInstances: number): SourceInstances {
  return existing(expandObject(context.object, context.reader.zoneOf, window, { maxInstances, startsOnly: true }));
}

function existing({ instances, truncated }: Expansion): SourceInstances {
  return { instances: instances.filter((instance) => !instance.cancelled || !instance.isOverride), isTruncated: truncated };
}

export function seriesTimes(series: DraftSeries): SeriesTimes {
  const { days, lane, segment } = series;
  return { days, timeOfDay: lane.timeOfDay, duration: segment.length, zone: segment.exchangeZone };
}

/** A plain occurrence of a series, neither changed nor deleted. */
export interface PlainOccurrence extends InstantSpan {
  readonly series: DraftSeries;
  readonly day: DayNumber;
}

export function* plainOccurrences(series: DraftSeries, window: ExpansionWindow): Generator<PlainOccurrence> {
  const times = seriesTimes(series);
  const lastDay = Math.floor(window.to / DAY_MS) + 1;
  for (const day of series.days.from(Math.floor((window.from - series.segment.length) / DAY_MS) - 2)) {
    if (day > lastDay) return;
    if (series.deletions.has(day) || series.exceptions.has(day)) continue;
    const { start, end } = occurrenceOn(times, day);
    if (isInWindow({ start, end }, window)) yield { series, day, start, end };
  }
}

/** The instances Exchange will show, unsorted. */
export function draftInstances(draft: Draft, window: ExpansionWindow): InstantSpan[] {
  const spans: InstantSpan[] = [];
  const add = (start: Instant, end: Instant): void => {
    if (isInWindow({ start, end }, window)) spans.push({ start, end });
  };
  for (const single of draft.singles.values()) add(single.span.start.instant, single.span.end.instant);
  for (const series of draft.series) {
    for (const { span } of series.exceptions.values()) add(span.start.instant, span.end.instant);
    for (const { start, end } of plainOccurrences(series, window)) spans.push({ start, end });
  }
  return spans;
}

/** Whether both show the same instances in the window. */
export function isFaithful(draft: Draft, context: SeriesContext, window: ExpansionWindow): boolean {
  const source = [...sourceInstances(context, window).instances].sort(byTime);
  const target = draftInstances(draft, window).sort(byTime);
  return (
    source.length === target.length && source.every((one, index) => one.start === target[index]?.start && one.end === target[index].end)
  );
}

function byTime(a: InstantSpan, b: InstantSpan): number {
  return a.start - b.start || a.end - b.end;
}
