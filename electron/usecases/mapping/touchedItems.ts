import { setImmediate as nextTurn } from 'node:timers/promises';
import { changedAddresses, type ChangedAddresses } from '../../../shared/directory/changedAddresses.ts';
import type { MappingDifference } from '../../../shared/directory/diffMapping.ts';
import { scanPeople } from '../../../shared/directory/scanPeople.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { SourceObject } from '../../../shared/domain/source.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { hashItem, openPlanning, type Planning } from '../plan/planning.ts';

/**
 * - move: it is in Exchange already, in another mailbox than the mapping names now.
 * - changed: it would be written otherwise, or elsewhere; `isWritten` says whether it is there already.
 * - new, gone: only one of the two mappings makes it.
 */
export type Touch = 'move' | 'changed' | 'new' | 'gone';

/** One planned item that a change of the mapping touches. */
export interface TouchedItem {
  readonly what: Touch;
  readonly key: string;
  readonly uid: string;
  readonly subject: string;
  readonly start: string;
  /** Where the mapping puts it now; '' when it is gone. */
  readonly mailbox: string;
  /** Where it is in Exchange, else where the plan put it; '' when it is new. */
  readonly wasMailbox: string;
  readonly isWritten: boolean;
  /** Keys of the changed rows and calendars. */
  readonly sources: readonly string[];
}

interface TouchedItemsInput {
  readonly difference: MappingDifference;
  /** The mapping after the change. */
  readonly after: MappingVersion;
  readonly snapshot: SnapshotReader;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly signal?: AbortSignal;
}

function sourcesOf(copies: readonly SourceObject[], snapshot: SnapshotReader, changed: ChangedAddresses): string[] {
  const people = new Map<string, ReturnType<typeof scanPeople>>();
  const sources = copies
    .filter(({ outOfCalendar }) => outOfCalendar === null)
    .flatMap((copy) => {
      const named = people.get(copy.md5) ?? scanPeople(snapshot.text(copy.md5));
      people.set(copy.md5, named);
      return changed.touching(copy, named);
    });
  return [...new Set(sources)].sort();
}

/** Events between two looks at the signal. */
const TURN = 200;

type Before = Pick<PlanRow, 'mailbox' | 'hash' | 'subject' | 'start'> | null;

function touchOf(before: Before, item: PlannedItem | null, written: string | null): Touch | null {
  if (item === null) return 'gone';
  if (written !== null && written !== item.mailbox) return 'move';
  if (before === null) return 'new';
  return before.hash === hashItem(item) ? null : 'changed';
}

function compare(
  uid: string,
  rows: readonly PlanRow[],
  items: readonly PlannedItem[],
  ledger: LedgerStore,
): Omit<TouchedItem, 'sources'>[] {
  const before = new Map(rows.map((row) => [row.key, row]));
  const after = new Map(items.map((item) => [item.key, item]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const row = before.get(key) ?? null;
    const item = after.get(key) ?? null;
    const entry = ledger.get(key);
    // An intent without an answer may well be in Exchange.
    const written = entry === null || entry.state === 'refused' ? null : entry.mailbox;
    const what = touchOf(row, item, written);
    if (what === null) return [];
    const { subject = row?.subject ?? '', start = row?.start ?? '' } = item?.item ?? {};
    const mailbox = item?.mailbox ?? '';
    return [{ what, key, uid, subject, start, mailbox, wasMailbox: written ?? row?.mailbox ?? '', isWritten: written !== null }];
  });
}

/**
 * The planned items that come out otherwise with the changed mapping, told by converting every event that names somebody concerned once
 * more. Lazy, in planning order. Items that were written to another mailbox are told whichever plan wrote them.
 */
export async function* touchedItems(input: TouchedItemsInput): AsyncGenerator<TouchedItem> {
  const { difference, after, snapshot, plan, ledger, signal } = input;
  if (difference.rows.length + difference.calendars.length === 0) return;
  const changed = changedAddresses(difference);
  const planning: Planning = openPlanning(snapshot, after, plan.info().sealed);
  let seen = 0;
  for (const copies of snapshot.objectsByUid()) {
    // Lets the signal be heard; reading texts never waits by itself.
    if (++seen % TURN === 0) await nextTurn();
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    const sources = sourcesOf(copies, snapshot, changed);
    const uid = copies[0]?.uid ?? '';
    if (sources.length === 0) continue;
    for (const item of compare(uid, plan.rowsOf(uid), planning.convert(copies).items, ledger)) yield { ...item, sources };
  }
}
