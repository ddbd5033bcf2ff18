import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';
import { CONTEXT, plan } from './fixture.ts';
import type { CopyText } from './fixture.ts';

/** The line of the way there. */
export const travel = (duration: string): string => `X-APPLE-TRAVEL-DURATION;VALUE=DURATION:${duration}`;
/** The line of the way back. */
export const back = (duration: string): string => `X-APPLE-TRAVEL-RETURN-DURATION;VALUE=DURATION:${duration}`;

/** Lines of start and end in Berlin. */
export function at(start: string, end: string): readonly string[] {
  return [`DTSTART;TZID=Europe/Berlin:${start}`, `DTEND;TZID=Europe/Berlin:${end}`];
}

/** An override of the 09:00 series: where it stands, when it now begins and ends, and its lines. */
export function override(id: string, start: string, end: string, ...lines: readonly string[]): readonly string[] {
  return [
    'BEGIN:VEVENT',
    'UID:event-1',
    `RECURRENCE-ID;TZID=Europe/Berlin:${id}`,
    ...at(start, end),
    'SUMMARY:Rehearsal',
    ...lines,
    'END:VEVENT',
  ];
}

interface Travelled {
  readonly event: PlannedItem;
  readonly blocks: readonly PlannedItem[];
}

/** The one event of a copy, and its travel blocks. */
export function travelled(copy: CopyText, context = CONTEXT): Travelled {
  const { items, skipped } = plan([copy], context);
  const event = items.find(({ kind }) => kind !== 'travel');
  if (event === undefined) throw new Error(JSON.stringify(skipped));
  return { event, blocks: items.filter(({ kind }) => kind === 'travel') };
}

/** Part, start and end of each block. */
export function times(blocks: readonly PlannedItem[]): readonly (readonly string[])[] {
  return blocks.map(({ part, item }) => [part, item.start, item.end]);
}

const WINDOW = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 10, 1) };

/** From when to when each of its instances is. */
export function starts({ item }: PlannedItem): readonly string[] {
  return expandItem(item, WINDOW).map(({ start, end }) => `${new Date(start).toISOString()}/${new Date(end).toISOString()}`);
}

/** What the blocks must be: right before each instance. */
export function expected({ item }: PlannedItem, minutes: number): readonly string[] {
  return expandItem(item, WINDOW).map(
    ({ start }) => `${new Date(start - minutes * 60_000).toISOString()}/${new Date(start).toISOString()}`,
  );
}
