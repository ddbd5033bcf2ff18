import type { Instant } from '../../domain/timeZone.ts';
import { expandSeries, isInWindow } from '../../ews/expandSeries.ts';
import type { ExpansionWindow, InstantSpan, SeriesInstance, SeriesTimes } from '../../ews/expandSeries.ts';
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
  const isGone = (instance: SourceInstance): boolean => instance.cancelled && instance.isOverride;
  return { instances: instances.some(isGone) ? instances.filter((one) => !isGone(one)) : instances, isTruncated: truncated };
}

export function seriesTimes(series: DraftSeries): SeriesTimes {
  const { days, lane, segment } = series;
  return { days, timeOfDay: lane.timeOfDay, duration: segment.length, zone: segment.exchangeZone };
}

/** The occurrences of a series in the window that are neither changed nor deleted, ascending. */
export function plainOccurrences(series: DraftSeries, window: ExpansionWindow): readonly SeriesInstance[] {
  const occurrences = expandSeries(seriesTimes(series), window);
  return occurrences.filter(({ day }) => !series.deletions.has(day) && !series.exceptions.has(day));
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
    for (const occurrence of plainOccurrences(series, window)) spans.push(occurrence);
  }
  return spans;
}

/** Whether both show the same instances in the window. */
export function isFaithful(draft: Draft, context: SeriesContext, window: ExpansionWindow): boolean {
  const source = inOrder(sourceInstances(context, window).instances);
  const target = inOrder(draftInstances(draft, window));
  return (
    source.length === target.length && source.every((one, index) => one.start === target[index]?.start && one.end === target[index].end)
  );
}

/** Both expansions give their instances in order, but for what was moved. */
function inOrder(spans: readonly InstantSpan[]): readonly InstantSpan[] {
  const isSorted = spans.every((span, index) => index === 0 || byTime(spans[index - 1] ?? span, span) <= 0);
  return isSorted ? spans : spans.toSorted(byTime);
}

function byTime(a: InstantSpan, b: InstantSpan): number {
  return a.start - b.start || a.end - b.end;
}
