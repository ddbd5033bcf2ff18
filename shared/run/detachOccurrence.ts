import { derivedUid } from '../convert/derivedUid.ts';
import { itemKey } from '../convert/itemKey.ts';
import { singlePart } from '../convert/recurrence/partNames.ts';
import type { PlannedItem } from '../domain/plan.ts';

/** What Exchange answers where a moved occurrence would pass or overlap its neighbour by its own reckoning. */
const DETACHING_CODES = new Set(['ErrorOccurrenceCrossingBoundary', 'ErrorOccurrenceTimeSpanTooBig']);

/** Whether an occurrence that was refused with this code can still come, as an item of its own. */
export function isDetachable(responseCode: string): boolean {
  return DETACHING_CODES.has(responseCode);
}

/** `travel-to:master` -> `travel-to:single:…`: a travel block's occurrence stays a travel block. */
function partOf(part: string, single: string): string {
  const [prefix = ''] = /^travel-(?:to|from):/.exec(part) ?? [];
  return prefix + single;
}

/**
 * A modified occurrence as an item of its own, for a server that does not take it as one of its series. Key and UID are functions of the
 * series and the original start alone, so that every run and every workstation makes the same one. Null when there is no such occurrence.
 */
export function detachOccurrence(series: PlannedItem, originalStart: string): PlannedItem | null {
  const change = series.item.modifiedOccurrences.find((candidate) => candidate.originalStart === originalStart);
  if (change === undefined) return null;
  const { originalStart: _, ...content } = change;
  const part = partOf(series.part, singlePart(Date.parse(originalStart), series.item.isAllDayEvent));
  const uid = derivedUid(series.source.uid, part, series.kind === 'travel' ? series.source.owner : '');
  return {
    ...series,
    key: itemKey({ ...series.source, part }),
    part,
    parentKey: series.key,
    waitsFor: [],
    item: { ...series.item, ...content, uid, recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] },
    notes: [],
  };
}

/** The series that is left: what was detached is a deleted occurrence. */
export function withoutDetached(series: PlannedItem, originalStarts: ReadonlySet<string>): PlannedItem {
  if (originalStarts.size === 0) return series;
  const { modifiedOccurrences, deletedOccurrences } = series.item;
  const detached = modifiedOccurrences.filter(({ originalStart }) => originalStarts.has(originalStart));
  return {
    ...series,
    item: {
      ...series.item,
      modifiedOccurrences: modifiedOccurrences.filter(({ originalStart }) => !originalStarts.has(originalStart)),
      deletedOccurrences: [...deletedOccurrences, ...detached.map(({ originalStart }) => originalStart)].sort(
        (a, b) => Date.parse(a) - Date.parse(b),
      ),
    },
  };
}
