import type { Note } from '../../domain/note.ts';
import type { AssembledItem } from '../copies/assembleItem.ts';
import type { CopySetting } from '../copies/copySetting.ts';
import type { Direction, TravelLeg } from './travelLeg.ts';

/** One direction of one item's travel, while it is worked out. */
export interface TravelWork {
  readonly event: AssembledItem;
  readonly setting: CopySetting;
  readonly direction: Direction;
  /** The series' own leg; null where only single instances have one. */
  readonly leg: TravelLeg | null;
  /** By index of the event's occurrences. */
  readonly legs: readonly (TravelLeg | null)[];
  readonly notes: Note[];
}
