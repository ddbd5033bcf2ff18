import { Failure } from '../../shared/domain/failure.ts';
import { isUntouched } from '../../shared/run/compareItems.ts';
import { detachOccurrence } from '../../shared/run/detachOccurrence.ts';
import { chooseRival, reconcile, type Believed, type Listed, type Rival, type Wanted } from '../../shared/run/reconcile.ts';
import type { LedgerRow } from '../ports/LedgerStore.ts';
import { ask } from './ask.ts';
import type { LaneItems } from './LaneItems.ts';
import type { LaneFolders } from './openLane.ts';
import type { RunContext } from './RunContext.ts';

/** GetItem with everything costs the server more than a listing's row. */
const READ_AT_ONCE = 50;

/** One mailbox being listed. */
export interface Listing {
  readonly context: RunContext;
  readonly mailbox: string;
  readonly items: LaneItems;
  readonly folders: LaneFolders;
}

/** All marked items of some folders, page by page. */
async function list({ context, mailbox }: Listing, folderIds: readonly string[]): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (const folderId of folderIds) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const { value } = await ask(context, mailbox, () => context.target.listMarked(mailbox, folderId, from));
      for (const { id, marker, type } of value.items) {
        const isSeries = type === 'RecurringMaster';
        listed.push({
          itemId: id,
          key: marker.key,
          hash: marker.hash,
          folderId,
          isSingleOrMaster: isSeries || type === 'Single',
          isSeries,
        });
      }
      offset = value.nextOffset;
    }
  }
  return listed;
}

/** Whether each was changed since it was written; those that are gone meanwhile are left out. */
async function readRivals({ context, mailbox, items }: Listing, copies: readonly Listed[]): Promise<readonly Rival[]> {
  const ids = copies.map(({ itemId }) => itemId);
  const { answers } = await ask(context, mailbox, () => context.target.readItems(mailbox, ids));
  return copies.flatMap((item, index) => {
    const answer = answers[index];
    if (answer?.outcome !== 'done') return [];
    const wanted = items.get(item.key);
    // One that was written from another plan cannot be told from one that was changed.
    const planned = wanted?.row.hash === item.hash ? items.planned(wanted) : null;
    return [{ item, isTouched: planned === null || !isUntouched(planned.item, answer.value.item, planned.kind) }];
  });
}

/** A second copy nobody touched is deleted without mail; one that was changed since stays and is listed. Answers those that stay. */
async function settleRivals(listing: Listing, rivals: readonly (readonly Listed[])[]): Promise<readonly Listed[]> {
  const { context, mailbox } = listing;
  const kept: Listed[] = [];
  for (const copies of rivals) {
    const [first, ...rest] = await readRivals(listing, copies.slice(0, READ_AT_ONCE));
    if (first === undefined) continue;
    const { keep, remove, leave } = chooseRival([first, ...rest]);
    kept.push(keep);
    const ids = remove.map(({ itemId }) => itemId);
    if (ids.length > 0) await ask(context, mailbox, () => context.target.deleteItems(mailbox, ids));
    for (const { key } of remove) context.emit({ type: 'removed', mailbox, key });
    context.ledger.odd(context.runId, [
      ...remove.map(({ key, itemId }) => ({ mailbox, key, itemId, what: 'duplicate-deleted' }) as const),
      ...leave.map(({ key, itemId }) => ({ mailbox, key, itemId, what: 'duplicate-touched' }) as const),
    ]);
    for (const { key, itemId } of leave)
      listing.items.tellOnce(itemId, () => context.emit({ type: 'extra', mailbox, key, what: 'duplicate-touched' }));
  }
  return kept;
}

/** Answers whether the ledger learned anything. */
function adopt({ context, mailbox, items }: Listing, found: readonly Listed[]): boolean {
  const rows = found.flatMap(({ key, hash, itemId, isSeries }) => {
    const folder = items.get(key)?.row.folder;
    return folder === undefined ? [] : [{ key, hash, itemId, mailbox, folder, occurrencesDone: !isSeries }];
  });
  if (rows.length === 0) return false;
  context.ledger.adopt(context.runId, rows, context.clock.now().toISOString());
  context.emit({ type: 'adopted', mailbox, items: rows.length });
  return true;
}

function isDelivered({ plan, ledger }: RunContext, mailbox: string, { key, itemId }: Listed): boolean {
  const row = plan.rowByKey(key);
  if (row !== null) return row.deliveredBy === 'exchange' && row.mailbox === mailbox;
  // An occurrence that became a meeting of its own is in no plan; where there are such ones, the ledger knows them.
  return ledger.detachments(mailbox).length > 0 && ledger.get(key)?.itemId === itemId;
}

function listStrangers({ context, mailbox, items }: Listing, strangers: ReturnType<typeof reconcile>['strangers']): void {
  // A copy that Exchange delivered and we marked is the living meeting's to look after.
  const own = strangers.filter(({ item }) => !isDelivered(context, mailbox, item));
  const odd = own.map(({ item: { key, itemId }, what }) => ({ mailbox, key, itemId, what }));
  if (odd.length > 0) context.ledger.odd(context.runId, odd);
  for (const { key, itemId, what } of odd) items.tellOnce(itemId, () => context.emit({ type: 'extra', mailbox, key, what }));
}

/** Without the project file that detached them, single occurrences are keys no plan knows: they are known by their series. */
function recognizeDetached({ context, mailbox, items }: Listing, listed: readonly Listed[]): void {
  const unknown = new Set(listed.filter(({ key }) => items.get(key) === undefined).map(({ key }) => key));
  if (unknown.size === 0) return;
  const found = [...items].flatMap((item) => {
    const planned = items.planned(item);
    const originals = planned?.item.modifiedOccurrences.map(({ originalStart }) => originalStart) ?? [];
    return originals.flatMap((originalStart) => {
      const single = planned === null ? null : detachOccurrence(planned, originalStart);
      return single !== null && unknown.has(single.key) ? [{ parentKey: item.row.key, originalStart }] : [];
    });
  });
  if (found.length === 0) return;
  context.ledger.detach(mailbox, found);
  items.restore(found);
}

/** A page may slip past while somebody else's items come and go: what is missing is missing when two listings say so. */
async function confirmLost(listing: Listing, lost: readonly string[]): Promise<readonly string[]> {
  if (lost.length === 0) return [];
  const again = new Set((await list(listing, [...listing.folders.planned.values()])).map(({ key }) => key));
  return lost.filter((key) => !again.has(key));
}

/**
 * What is there under the id it was given, but without its mark, was never lost: this server forgets marks, and would be written to again
 * and again. Nothing goes on there.
 */
async function refuseForgetful(
  { context, mailbox }: Listing,
  lost: readonly string[],
  believed: ReadonlyMap<string, Believed>,
): Promise<void> {
  const ids = lost.flatMap((key) => believed.get(key)?.itemId ?? []).slice(0, READ_AT_ONCE);
  if (ids.length === 0) return;
  const { answers } = await ask(context, mailbox, () => context.target.readItems(mailbox, ids));
  const unmarked = answers.filter((answer) => answer.outcome === 'done' && answer.value.marker === null).length;
  if (unmarked > 0) throw new Failure('TARGET_FORGETS_MARKS', { label: context.target.label, mailbox, count: unmarked });
}

/**
 * Lists the mailbox once and brings the ledger in line with what is really there. Answers the ledger's rows as they are then, and whether
 * the mailbox itself was changed.
 */
export async function listMailbox(
  listing: Listing,
  withOthers: boolean,
): Promise<{ readonly ledger: ReadonlyMap<string, LedgerRow>; readonly hasDeleted: boolean }> {
  const { context, mailbox, items, folders } = listing;
  const listed = await list(listing, [...folders.planned.values(), ...(withOthers ? folders.others : [])]);
  recognizeDetached(listing, listed);
  const believed = ledgerOf(context, mailbox);
  const wanted = new Map<string, Wanted>();
  for (const { row } of items) wanted.set(row.key, { key: row.key, folderId: folders.planned.get(row.folder) ?? '' });
  const outcome = reconcile(listed, wanted, believed);
  const kept = await settleRivals(listing, outcome.rivals);
  const isNews = ({ key, itemId }: Listed): boolean => believed.get(key)?.itemId !== itemId || believed.get(key)?.state !== 'written';
  const hasAdopted = adopt(listing, [...outcome.adopt, ...kept.filter(isNews)]);
  const lost = await confirmLost(listing, outcome.lost);
  await refuseForgetful(listing, lost, believed);
  context.ledger.forget(lost);
  listStrangers(listing, outcome.strangers);
  const ledger = hasAdopted || lost.length > 0 ? ledgerOf(context, mailbox) : believed;
  return { ledger, hasDeleted: outcome.rivals.length > 0 };
}

function ledgerOf({ ledger }: RunContext, mailbox: string): ReadonlyMap<string, LedgerRow> {
  const rows = new Map<string, LedgerRow>();
  for (const row of ledger.ofMailbox(mailbox)) rows.set(row.key, row);
  return rows;
}
