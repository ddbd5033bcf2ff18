import type { Wall } from '../../domain/timeZone.ts';
import { eventTiming, midnightOf } from '../../ical/expandSpan.ts';
import { placeOverrides } from '../../ical/expandOverrides.ts';
import type { PlacedOverride } from '../../ical/expandOverrides.ts';
import { compactInstant } from '../isoTime.ts';
import type { Segment } from './draft.ts';
import { segmentOf } from './draftSeries.ts';
import type { SeriesContext } from './seriesContext.ts';
import { zoneOf } from './spans.ts';

/** A segment and the walls of the rule it holds: [from, to). */
export interface Stretch {
  readonly segment: Segment;
  readonly from: Wall | null;
  readonly to: Wall | null;
  /** The change cancels or hides everything from here on. */
  readonly isGone: boolean;
  /** What tells the parts of this stretch from those of the one before. */
  readonly suffix: string;
}

/** The series cut where RANGE=THISANDFUTURE changes the rest of it; one stretch where it does not. */
export function stretchesOf(context: SeriesContext): readonly Stretch[] {
  const whole = segmentOf(context.master, context);
  const changes = context.object.overrides.some((event) => event.thisAndFuture)
    ? placeOverrides(context.object.overrides, context.reader).filter(({ event }) => event.thisAndFuture)
    : [];
  const sorted = changes.sort((a, b) => a.id.wall - b.id.wall);
  const first: Stretch = { segment: whole, from: null, to: sorted[0]?.id.wall ?? null, isGone: context.master.hidden, suffix: '' };
  return [first, ...sorted.map((change, index) => changedStretch(change, sorted[index + 1]?.id.wall ?? null, context))];
}

/** Same content, same length, same move on the wall for everything from the change on. */
function changedStretch({ event, id }: PlacedOverride, to: Wall | null, context: SeriesContext): Stretch {
  const timing = eventTiming(event, zoneOf(context.zones));
  const { zone } = context.timing;
  const onItsWall = (wall: Wall): Wall => {
    if (timing.isAllDay) return midnightOf(wall);
    return timing.zone === zone ? wall : timing.zone.toWall(zone.toInstant(wall));
  };
  const move = timing.start - onItsWall(id.wall);
  return {
    segment: segmentOf(event, context, (wall) => onItsWall(wall) + move),
    from: id.wall,
    to,
    isGone: event.hidden || event.status === 'CANCELLED',
    suffix: `;FROM=${compactInstant(zone.toInstant(id.wall), context.timing.isAllDay)}`,
  };
}
