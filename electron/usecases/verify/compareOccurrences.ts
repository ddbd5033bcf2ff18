import type { Difference } from '../../../shared/domain/verification.ts';
import { compareItems, occurrenceItem } from '../../../shared/run/compareItems.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import { readWhole } from './readMarked.ts';
import type { SeenMeetings } from './SeenMeetings.ts';
import type { VerifyMailboxInput } from './verdict.ts';

/** A series of the plan whose occurrences are worth a look. */
export type PlannedSeries = Pick<PlannedItem, 'key' | 'kind' | 'mode' | 'item'> & { readonly sourceUid: string };

interface WantedOccurrence {
  readonly id: string;
  readonly start: number;
  readonly series: PlannedSeries;
  readonly wanted: EwsCalendarItem;
}

/**
 * Occurrences to look at one by one: those the plan changes, those Exchange calls exceptions, and those somebody answered. One that stands
 * elsewhere than planned is a difference of instances already.
 */
function wantedOccurrences(
  series: readonly PlannedSeries[],
  shown: readonly TargetInstance[],
  isAnswered: (uid: string, start: number) => boolean,
): readonly WantedOccurrence[] {
  const byUid = Map.groupBy(series, ({ item }) => item.uid);
  const changes = new Map(
    series.flatMap(({ item }) => item.modifiedOccurrences.map((change) => [`${item.uid} ${Date.parse(change.start)}`, change] as const)),
  );
  return shown.flatMap(({ id, type, uid, start, end }): readonly WantedOccurrence[] => {
    const [one] = byUid.get(uid) ?? [];
    if (one === undefined || type === 'Single') return [];
    const at = Date.parse(start);
    const change = changes.get(`${uid} ${at}`);
    if (change === undefined && type !== 'Exception' && !isAnswered(one.sourceUid, at)) return [];
    return [{ id, start: at, series: one, wanted: occurrenceItem(one.item, change ?? { originalStart: start, start, end }) }];
  });
}

/** An answer to one occurrence alone is the guest's to give: no silent copy can be made to hold it, and its plan says so in a note. */
function isForetold({ series: { kind, mode, item }, wanted }: WantedOccurrence, field: string): boolean {
  return field === 'myResponse' && kind === 'guest-copy' && mode === 'silent' && wanted.myResponse !== item.myResponse;
}

/** Occurrences one by one: an item's own view shows their times only. */
export async function compareOccurrences(
  { target, asked, mailbox, signal }: VerifyMailboxInput,
  series: readonly PlannedSeries[],
  shown: readonly TargetInstance[],
  isAnswered: (uid: string, start: number) => boolean,
  seen: SeenMeetings,
): Promise<readonly Difference[] | RequestFailure> {
  const occurrences = wantedOccurrences(series, shown, isAnswered);
  const ids = occurrences.map(({ id }) => id);
  const read = await readWhole(target, asked, mailbox, ids, signal);
  if (!read.ok) return read.failure;
  return occurrences.flatMap((occurrence, index): readonly Difference[] => {
    const found = read.items[index];
    const { series: one, start, wanted } = occurrence;
    if (found === null || found === undefined) return [];
    seen.addOccurrence(one.sourceUid, start, found.item);
    return compareItems(wanted, found.item, one.kind)
      .filter(({ field }) => !isForetold(occurrence, field))
      .map((difference) => ({ mailbox, key: one.key, kind: 'different', ...difference, field: `${wanted.start} ${difference.field}` }));
  });
}
