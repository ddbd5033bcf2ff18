import { note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import { derivedUid } from '../derivedUid.ts';
import { outcome } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/**
 * The same UID twice in one mailbox (two calendars, or two homes that become one mailbox): Exchange would take the second for the
 * first. With the same content one is enough; with another content the later one gets a UID of its own.
 */
export function separateDuplicates(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length < 2) return outcomes;
  const kept = new Map<string, readonly Outcome[]>();
  return outcomes.map((one) => {
    const [first] = one.items;
    if (first === undefined) return one;
    const earlier = kept.get(first.mailbox) ?? [];
    const content = earlier.length === 0 ? '' : contentOf(one.items);
    if (earlier.some((other) => contentOf(other.items) === content)) return asDuplicate(one, first);
    kept.set(first.mailbox, [...earlier, one]);
    return earlier.length === 0 ? one : withOwnUids(one);
  });
}

/** What a person would compare: everything but the UID, and the category its calendar became. */
function contentOf(items: readonly PlannedItem[]): string {
  return JSON.stringify(items.map(({ part, item }) => [part, { ...item, uid: '', categories: [] }]));
}

function asDuplicate(one: Outcome, { source, mailbox }: PlannedItem): Outcome {
  const notes = [note(PLAN_NOTES, 'duplicate-copy', 'UID', source.uid, mailbox)];
  return outcome({ ...one, items: [], skipped: [...one.skipped, { source, reason: 'duplicate', notes }] });
}

function withOwnUids(one: Outcome): Outcome {
  const items = one.items.map((planned) => {
    const uid = derivedUid(planned.item.uid, planned.part, `${planned.source.calendar}/${planned.source.resourceName}`);
    return {
      ...planned,
      item: { ...planned.item, uid },
      notes: [...planned.notes, note(PLAN_NOTES, 'same-uid', 'UID', planned.source.uid, uid)],
    };
  });
  return outcome({ ...one, items });
}
