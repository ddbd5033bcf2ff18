import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsCalendarItem } from '../../ews/item.ts';
import { occurrenceItem } from '../compareItems.ts';
import type { MeetingState } from '../living/MeetingState.ts';
import { withoutMembers } from '../living/withoutMembers.ts';
import { unlikePlan, type Likeness, type WholeItem } from './content.ts';

/** What an item should look like. */
export interface Wanted {
  readonly item: EwsCalendarItem;
  readonly likeness: Likeness;
  /** Of the living meeting whose organizer's item it is. */
  readonly state?: MeetingState | null;
}

/** As the plan has it, and as far as it was written. A living meeting that is not through may lack people. */
export function wantedOf({ mode, kind, item }: PlannedItem, occurrencesDone: boolean, state: MeetingState | null): Wanted {
  const isUnderWay = mode === 'live' && kind === 'meeting' && state?.phase !== 'cleaned';
  if (!occurrencesDone || isUnderWay) return { item, likeness: 'unfinished', state };
  return kind === 'guest-copy' ? { item, likeness: 'guest-copy' } : { item, likeness: 'whole', state };
}

/** A guest's copy that no plan names: what the organizer sent, or one occurrence of it. Categories may stay with the organizer. */
export function delivered(organizers: EwsCalendarItem, likeness: 'delivered' | 'as-delivered'): readonly Wanted[] {
  const items = [organizers, ...organizers.modifiedOccurrences.map((change) => occurrenceItem(organizers, change))];
  return items.flatMap((item) => [item, { ...item, categories: [] }].map((one) => ({ item: one, likeness })));
}

/** Fields in which what is there differs from what it should look like. */
export function unlikeWanted({ item, likeness, state = null }: Wanted, { item: found, occurrences }: WholeItem): readonly string[] {
  const shown = (one: EwsCalendarItem): EwsCalendarItem => withoutMembers(one, item, state);
  return unlikePlan(item, { item: shown(found), occurrences: occurrences.map(shown) }, likeness);
}
