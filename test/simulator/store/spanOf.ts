import { DAY } from '../calendar/civil.ts';
import type { Instant } from '../calendar/civil.ts';
import type { Item } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';

export interface Span {
  /** Null where the item is in no calendar. */
  readonly begins: Instant | null;
  /** Null where there is no end, or none worth working out beforehand. */
  readonly ends: Instant | null;
}

type Spanned = Pick<Item, 'itemClass' | 'content' | 'recurrence' | 'exceptions'>;

/** Bounds for the index of a view: never too narrow, sometimes too wide. */
export function spanOf(item: Spanned): Span {
  if (!isCalendarItem(item)) return { begins: null, ends: null };
  const { start, end } = item.content;
  if (item.recurrence === null) return { begins: start, ends: end };
  const begins = Math.min(start, ...item.exceptions.map((exception) => exception.content.start ?? start));
  const range = item.recurrence.end;
  if (range.kind !== 'EndDate') return { begins, ends: null };
  const lastStart = (range.day + 2) * DAY;
  const moved = item.exceptions.map((exception) => exception.content.end ?? 0);
  return { begins, ends: Math.max(lastStart + (end - start), ...moved) };
}
