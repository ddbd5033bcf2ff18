import { reconcile, type Believed, type Listed, type Reconciliation, type Wanted } from '../../shared/run/reconcile.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { ask } from './ask.ts';
import type { LaneFolders } from './openLane.ts';
import type { RunContext } from './RunContext.ts';

/** All marked items of the planned folders, page by page. */
async function list(context: RunContext, mailbox: string, folders: LaneFolders): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for (const folderId of folders.values()) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const { value } = await ask(context, mailbox, () => context.target.listMarked(mailbox, folderId, from));
      for (const { id, marker, type } of value.items) {
        const isSingleOrMaster = type === 'Single' || type === 'RecurringMaster';
        listed.push({ itemId: id, key: marker.key, hash: marker.hash, folderId, isSingleOrMaster });
      }
      offset = value.nextOffset;
    }
  }
  return listed;
}

/** A second copy nobody touched is deleted without mail; one that was changed since stays and is listed. */
async function removeDuplicates(context: RunContext, mailbox: string, duplicates: readonly Listed[]): Promise<void> {
  for (const { key, itemId } of duplicates) {
    const { answers } = await ask(context, mailbox, () => context.target.readItems(mailbox, [itemId]));
    const [answer] = answers;
    if (answer?.outcome !== 'done') continue;
    const row = context.plan.rowByKey(key);
    const planned = row === null ? null : context.items.item(row).item;
    const isUntouched =
      planned !== null && answer.value.item.subject === planned.subject && answer.value.item.location === planned.location;
    if (isUntouched) await ask(context, mailbox, () => context.target.deleteItems(mailbox, [itemId]));
    context.ledger.odd(context.runId, [{ mailbox, key, itemId, what: isUntouched ? 'duplicate-deleted' : 'duplicate-touched' }]);
    context.emit(isUntouched ? { type: 'removed', mailbox, key } : { type: 'extra', mailbox, key, what: 'duplicate-touched' });
  }
}

function believed(context: RunContext, mailbox: string): ReadonlyMap<string, Believed> {
  const rows = new Map<string, Believed>();
  for (const { key, state, itemId } of context.ledger.ofMailbox(mailbox)) rows.set(key, { key, state, itemId });
  return rows;
}

/** Lists the mailbox once and brings the ledger in line with what is really there. */
export async function listMailbox(
  context: RunContext,
  mailbox: string,
  folders: LaneFolders,
  rows: ReadonlyMap<string, PlanRow>,
): Promise<Reconciliation> {
  const wanted = new Map<string, Wanted>();
  for (const { key, hash, folder } of rows.values()) wanted.set(key, { key, hash, folderId: folders.get(folder) ?? '' });
  const outcome = reconcile(await list(context, mailbox, folders), wanted, believed(context, mailbox));
  const folderOf = new Map([...folders].map(([name, id]) => [id, name]));
  if (outcome.adopt.length > 0) {
    const adopted = outcome.adopt.map(({ key, hash, itemId, folderId }) => ({
      key,
      hash,
      itemId,
      mailbox,
      folder: folderOf.get(folderId) ?? '',
    }));
    context.ledger.adopt(context.runId, adopted, context.clock.now().toISOString());
    context.emit({ type: 'adopted', mailbox, items: adopted.length });
  }
  if (outcome.lost.length > 0) context.ledger.forget(outcome.lost);
  await removeDuplicates(context, mailbox, outcome.duplicates);
  for (const { item, what } of outcome.strangers) {
    context.ledger.odd(context.runId, [{ mailbox, key: item.key, itemId: item.itemId, what }]);
    context.emit({ type: 'extra', mailbox, key: item.key, what });
  }
  return outcome;
}
