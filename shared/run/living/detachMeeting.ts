import type { PlannedItem } from '../../domain/plan.ts';
import { detachOccurrence, withoutDetached } from '../detachOccurrence.ts';
import { orphanInstance } from './buildScript.ts';
import { isSameInstance } from './instances.ts';

/** A living meeting's planned items: the organizer's, and those of guests Exchange delivers to. */
export interface MeetingItems {
  readonly organizer: PlannedItem;
  readonly copies: readonly PlannedItem[];
  /** Mailboxes whose owner declined. */
  readonly declined: ReadonlySet<string>;
}

/** An occurrence that is a meeting of its own; each copy with the series it comes from, and its name there (null: it was alone already). */
export interface DetachedMeeting extends Omit<MeetingItems, 'copies'> {
  readonly copies: readonly { readonly planned: PlannedItem; readonly of: PlannedItem; readonly originalStart: string | null }[];
}

function ownStart({ item }: PlannedItem, originalStart: string): string | null {
  return item.modifiedOccurrences.find((change) => isSameInstance(change.originalStart, originalStart))?.originalStart ?? null;
}

/** Invited to this one occurrence alone. */
function isOnlyThat({ part }: PlannedItem, organizer: PlannedItem, originalStart: string): boolean {
  return part !== organizer.part && part.startsWith('orphan:') && isSameInstance(orphanInstance(part, organizer.item), originalStart);
}

/**
 * An occurrence the server takes only as an item of its own becomes a meeting of its own, with the guests of that occurrence, what each of
 * them planned for it, and what each answered to it. Null when the series has no such occurrence.
 */
export function detachMeeting({ organizer, copies, declined }: MeetingItems, originalStart: string): DetachedMeeting | null {
  const single = detachOccurrence(organizer, originalStart);
  if (single === null) return null;
  const { part, item } = single;
  const own = copies.flatMap((copy): DetachedMeeting['copies'] => {
    if (isOnlyThat(copy, organizer, originalStart)) {
      return [{ planned: { ...copy, part, item: { ...copy.item, uid: item.uid } }, of: copy, originalStart: null }];
    }
    const start = ownStart(copy, originalStart);
    const planned = start === null ? null : detachOccurrence(copy, start);
    return planned === null ? [] : [{ planned, of: copy, originalStart: start }];
  });
  // Who declined the occurrence has it deleted.
  const refused = copies.filter((copy) => copy.item.deletedOccurrences.some((instance) => isSameInstance(instance, originalStart)));
  return { organizer: single, copies: own, declined: new Set([...declined, ...refused.map(({ mailbox }) => mailbox)]) };
}

/** The meeting that is left: what was detached is deleted, for everybody. */
export function withoutDetachedMeetings(items: MeetingItems, originalStarts: readonly string[]): MeetingItems {
  if (originalStarts.length === 0) return items;
  const { organizer, copies, declined } = items;
  const left = copies
    .filter((copy) => !originalStarts.some((start) => isOnlyThat(copy, organizer, start)))
    .map((copy) => withoutDetached(copy, new Set(originalStarts.flatMap((start) => ownStart(copy, start) ?? []))));
  return { organizer: withoutDetached(organizer, new Set(originalStarts)), copies: left, declined };
}
