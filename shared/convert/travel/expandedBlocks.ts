import { note } from '../../domain/note.ts';
import { TRAVEL_NOTES } from '../../domain/notes/travel.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import { expandItem } from '../../ews/expandItem.ts';
import { occurrenceSpan } from '../copies/copyPart.ts';
import { isoDate } from '../isoTime.ts';
import { singlePart } from '../recurrence/partNames.ts';
import { blockSpan } from './blockSpan.ts';
import { singleBlock } from './travelBlock.ts';
import { legProperty } from './travelLeg.ts';
import type { TravelLeg } from './travelLeg.ts';
import type { TravelWork } from './travelWork.ts';

/** What Calendar Server allows in one object. An endless series stops at the horizon, and what is to come matters most. */
const MOST_BLOCKS = 3000;

/** One block for each instance, where no pattern says when they are. */
export function expandedBlocks(work: TravelWork, leg: TravelLeg): readonly PlannedItem[] {
  const { event, setting, direction, legs } = work;
  const { part, planned, occurrences } = event;
  const window = { from: part.span.start.instant, to: setting.planning.horizon };
  const bare = { ...planned.item, modifiedOccurrences: [] };
  const changed = new Map(
    occurrences.map((occurrence, index) => [occurrence.exception.original.instant, { occurrence, leg: legs[index] ?? null }]),
  );
  const blocks = expandItem(bare, window)
    .slice(-MOST_BLOCKS)
    .flatMap(({ originalStart }) => {
      const own = changed.get(originalStart);
      const ownLeg = own === undefined ? leg : own.leg;
      if (ownLeg === null) return [];
      const span = own?.occurrence.exception.span ?? occurrenceSpan(part.span, originalStart);
      return [
        singleBlock(
          work,
          singlePart(originalStart, false),
          blockSpan(span, direction, ownLeg),
          ownLeg,
          own?.occurrence.content ?? planned.item,
        ),
      ];
    });
  work.notes.push(
    note(TRAVEL_NOTES, 'travel-expanded', legProperty(direction), `${blocks.length} items`, isoDate(setting.planning.horizon)),
  );
  return blocks;
}
