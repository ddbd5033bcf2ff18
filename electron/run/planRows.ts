import type { PlannedItem } from '../../shared/domain/plan.ts';
import { detachOccurrence, withoutDetached } from '../../shared/run/detachOccurrence.ts';
import type { Detachment } from '../ports/LedgerStore.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { hashItem } from '../usecases/plan/planning.ts';

/** The row of an occurrence that became an item of its own. */
export function detachedRow(series: PlanRow, single: PlannedItem): PlanRow {
  const { key, part, parentKey, item } = single;
  const { subject, start, end } = item;
  return { ...series, key, part, parentKey, subject, start, end, hash: hashItem(single), noteCodes: [], occurrences: 0 };
}

/** Series with occurrences to write come first: those are written while others are created, and not at the end, with nothing left beside them. */
export function inWritingOrder(rows: readonly PlanRow[]): readonly PlanRow[] {
  const { first = [], then = [] } = Object.groupBy(rows, ({ occurrences }) => (occurrences > 0 ? 'first' : 'then'));
  return [...first, ...then];
}

/** The plan of a mailbox as it was really written: occurrences the server did not take stand alone. */
export function writtenPlan(
  rows: readonly PlanRow[],
  planned: (row: PlanRow) => PlannedItem,
  detachments: readonly Detachment[],
): { readonly rows: readonly PlanRow[]; readonly planned: (row: PlanRow) => PlannedItem } {
  if (detachments.length === 0) return { rows, planned };
  const byParent = Map.groupBy(detachments, ({ parentKey }) => parentKey);
  const singles = rows.flatMap((row) =>
    (byParent.get(row.key) ?? []).flatMap(({ originalStart }) => {
      const single = detachOccurrence(planned(row), originalStart);
      return single === null ? [] : [{ row: detachedRow(row, single), single }];
    }),
  );
  const byKey = new Map(singles.map(({ row, single }) => [row.key, single]));
  return {
    rows: [...rows, ...singles.map(({ row }) => row)],
    planned: (row) =>
      byKey.get(row.key) ?? withoutDetached(planned(row), new Set((byParent.get(row.key) ?? []).map(({ originalStart }) => originalStart))),
  };
}
