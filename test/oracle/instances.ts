import type { PlannedItem } from '../../shared/domain/plan.ts';
import { expandItem } from '../../shared/ews/expandItem.ts';
import type { ExpansionWindow } from '../../shared/ews/expandSeries.ts';
import type { OtherInstance } from '../support/otherExpansion.ts';

function isoText(instant: number, isAllDay: boolean): string {
  const iso = new Date(instant).toISOString();
  return isAllDay ? iso.slice(0, 10) : iso.replace('.000Z', 'Z');
}

/** `start/end` of everything Exchange will show of these items, travel apart, sorted. */
export function shownInstances(items: readonly PlannedItem[], window: ExpansionWindow): readonly string[] {
  return items
    .filter(({ kind }) => kind !== 'travel')
    .flatMap(({ item }) =>
      expandItem(item, window).map(({ start, end, modified }) => {
        const isAllDay = modified?.isAllDayEvent ?? item.isAllDayEvent;
        return `${isoText(start, isAllDay)}/${isoText(end, isAllDay)}`;
      }),
    )
    .sort();
}

/** The same as the other program has it. */
export function otherInstances(instances: readonly OtherInstance[]): readonly string[] {
  return instances
    .filter(({ cancelled }) => !cancelled)
    .map(({ start, end }) => `${start}/${end}`)
    .sort();
}

export interface Difference {
  readonly extra: readonly string[];
  readonly missing: readonly string[];
}

/** What only one of the two has; null where there is nothing. The other program lists equal instances once. */
export function difference(shown: readonly string[], expected: readonly string[]): Difference | null {
  const [ours, theirs] = [new Set(shown), new Set(expected)];
  const extra = [...ours].filter((one) => !theirs.has(one));
  const missing = [...theirs].filter((one) => !ours.has(one));
  return extra.length + missing.length === 0 ? null : { extra, missing };
}
