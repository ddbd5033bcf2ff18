import type { Note } from '../../domain/note.ts';
import { note } from '../../domain/note.ts';
import { TRAVEL_NOTES } from '../../domain/notes/travel.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsRecurrence } from '../../ews/item.ts';
import type { AssembledItem } from '../copies/assembleItem.ts';
import type { CopySetting } from '../copies/copySetting.ts';
import { singlePart } from '../recurrence/partNames.ts';
import { blockSpan, dayDistance, seriesBlockSpan } from './blockSpan.ts';
import { expandedBlocks } from './expandedBlocks.ts';
import { seriesBlock } from './seriesBlock.ts';
import { shiftRecurrence, shortestGapDays } from './shiftRecurrence.ts';
import { singleBlock } from './travelBlock.ts';
import { legProperty, travelLeg, travels } from './travelLeg.ts';
import type { Direction, TravelLeg } from './travelLeg.ts';
import type { TravelWork } from './travelWork.ts';

export interface TravelItems {
  readonly items: readonly PlannedItem[];
  /** What became of the travel time; for the event's own item. */
  readonly notes: readonly Note[];
}

const DAY_MS = 86_400_000;
const NO_TRAVEL: TravelItems = { items: [], notes: [] };

/** The travel blocks of one item, right before and right after it; they follow its series, its deletions and its moves. */
export function travelItems(event: AssembledItem, setting: CopySetting): TravelItems {
  if (!hasTravel(event)) return NO_TRAVEL;
  const notes: Note[] = [];
  const items = (['to', 'from'] as const).flatMap((direction) => {
    const work = openWork(event, setting, direction, notes);
    const blocks = blocksOf(work);
    if (blocks.length > 0) notes.push(addedNote(work, blocks));
    return blocks;
  });
  return { items, notes };
}

function hasTravel({ part, occurrences }: AssembledItem): boolean {
  return travels(part.own) || occurrences.some(({ exception }) => travels(exception.own));
}

function openWork(event: AssembledItem, setting: CopySetting, direction: Direction, notes: Note[]): TravelWork {
  const isEnabled = setting.planning.context.travelTime.enabled;
  const { part, planned, occurrences } = event;
  const busy = planned.item.legacyFreeBusyStatus;
  const leg = travelLeg(direction, { own: part.own, isAllDay: part.span.isAllDay, busy }, isEnabled, notes);
  const legs = occurrences.map(({ exception, content, isRemoved }) => {
    if (isRemoved) return null;
    const instance = { own: exception.own, isAllDay: exception.span.isAllDay, busy: content.legacyFreeBusyStatus };
    return travelLeg(direction, instance, isEnabled, notes);
  });
  return { event, setting, direction, leg, legs, notes };
}

function blocksOf(work: TravelWork): readonly PlannedItem[] {
  const { event, direction, leg } = work;
  const { part, planned } = event;
  if (part.recurrence === null) {
    return leg === null ? [] : [singleBlock(work, part.part, blockSpan(part.span, direction, leg), leg, planned.item)];
  }
  if (leg === null) return loneBlocks(work);
  const block = seriesBlockSpan(part.span, direction, leg);
  const recurrence = blockRecurrence(part.recurrence, dayDistance(part.span, block), leg);
  return recurrence === null ? expandedBlocks(work, leg) : seriesBlock(work, leg, block, recurrence);
}

/** Null where no pattern can say it: the shift cannot be expressed, or a block would run into the next one. */
function blockRecurrence(recurrence: EwsRecurrence, days: number, { milliseconds }: TravelLeg): EwsRecurrence | null {
  return milliseconds > shortestGapDays(recurrence.pattern) * DAY_MS ? null : shiftRecurrence(recurrence, days);
}

/** Only some instances have travel time. */
function loneBlocks(work: TravelWork): readonly PlannedItem[] {
  const { event, direction, legs } = work;
  return event.occurrences.flatMap(({ exception, content }, index) => {
    const leg = legs[index] ?? null;
    const name = singlePart(exception.original.instant, event.part.span.isAllDay);
    return leg === null ? [] : [singleBlock(work, name, blockSpan(exception.span, direction, leg), leg, content)];
  });
}

function addedNote({ direction }: TravelWork, blocks: readonly PlannedItem[]): Note {
  const [first] = blocks;
  const became =
    first === undefined ? '' : `${first.item.start} – ${first.item.end}${blocks.length > 1 ? ` (${blocks.length} items)` : ''}`;
  return note(TRAVEL_NOTES, 'travel-added', legProperty(direction), '', became);
}
