import { note } from '../../domain/note.ts';
import { TRAVEL_NOTES } from '../../domain/notes/travel.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsModifiedOccurrence, EwsRecurrence } from '../../ews/item.ts';
import { occurrenceChanges } from '../copies/occurrenceChanges.ts';
import type { ConvertedOccurrence } from '../copies/occurrences.ts';
import { isoTime } from '../isoTime.ts';
import type { EventSpan, ZonedTime } from '../model.ts';
import { singlePart } from '../recurrence/partNames.ts';
import { blockSpan, dayDistance, patternBlock } from './blockSpan.ts';
import { blockContent, singleBlock, travelItem } from './travelBlock.ts';
import { legProperty } from './travelLeg.ts';
import type { TravelLeg } from './travelLeg.ts';
import type { TravelWork } from './travelWork.ts';

/** A block that repeats with its event: deletions and moves are mirrored, an instance without travel loses its block. */
export function seriesBlock(work: TravelWork, leg: TravelLeg, block: EventSpan, recurrence: EwsRecurrence): readonly PlannedItem[] {
  const { event, legs } = work;
  const { part, planned, occurrences } = event;
  const content = blockContent(work, block, leg, planned.item);
  const deleted: ZonedTime[] = part.deletions.map((deletion) => patternBlock(part.span, block, deletion.instant).start);
  const modified: { readonly at: number; readonly change: EwsModifiedOccurrence }[] = [];
  const detached: PlannedItem[] = [];
  occurrences.forEach((occurrence, index) => {
    const unchanged = patternBlock(part.span, block, occurrence.exception.original.instant);
    const own = legs[index] ?? null;
    if (own === null) {
      deleted.push(unchanged.start);
      return;
    }
    const moved = ownBlock(work, occurrence, own, leg, unchanged);
    if (dayDistance(occurrence.exception.span, moved) !== dayDistance(part.span, block)) {
      // The event keeps clear of its neighbours' days (the plan made sure); a block that begins on another day may not.
      deleted.push(unchanged.start);
      detached.push(detachedBlock(work, occurrence, own, moved));
      return;
    }
    const occurrenceContent = blockContent(work, moved, own, occurrence.content);
    const change = occurrenceChanges(content, occurrenceContent, {
      start: isoTime(unchanged.start, false),
      end: isoTime(unchanged.end, false),
    });
    if (change !== null) modified.push({ at: unchanged.start.instant, change });
  });
  const series = travelItem(work, part.part, content, {
    recurrence,
    modifiedOccurrences: modified.sort((one, other) => one.at - other.at).map(({ change }) => change),
    deletedOccurrences: deleted.sort((one, other) => one.instant - other.instant).map((time) => isoTime(time, false)),
  });
  return [series, ...detached];
}

/** An instance that stands where the pattern puts it keeps the pattern's block, also where the clocks change inside it. */
function ownBlock(
  { event, direction }: TravelWork,
  { exception }: ConvertedOccurrence,
  own: TravelLeg,
  leg: TravelLeg,
  unchanged: EventSpan,
): EventSpan {
  const { start, end } = event.part.span;
  const isInPlace =
    exception.span.start.instant === exception.original.instant &&
    own.milliseconds === leg.milliseconds &&
    (direction === 'to' || exception.span.end.wall - exception.span.start.wall === end.wall - start.wall);
  return isInPlace ? unchanged : blockSpan(exception.span, direction, own);
}

function detachedBlock(work: TravelWork, { exception, content }: ConvertedOccurrence, leg: TravelLeg, span: EventSpan): PlannedItem {
  const name = singlePart(exception.original.instant, work.event.part.span.isAllDay);
  work.notes.push(
    note(TRAVEL_NOTES, 'travel-detached', legProperty(work.direction), isoTime(exception.original, false), isoTime(span.start, false)),
  );
  return singleBlock(work, name, span, leg, content);
}
