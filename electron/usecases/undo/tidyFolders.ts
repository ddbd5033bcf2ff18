import type { OwnFolder } from '../../ports/ExchangeTarget.ts';
import { ask } from '../../run/ask.ts';
import type { Look } from './lookAtMailbox.ts';
import { uidOf, type UndoContext } from './UndoContext.ts';

const BELOW = 'Calendar/';

/** How many of our items a folder of the mailbox holds, and how many of them would go in this undo. */
function ownItems(context: UndoContext, mailbox: string, look: Look): ReadonlyMap<string, { all: number; going: number }> {
  const counts = new Map<string, { all: number; going: number }>();
  for (const trace of context.ledger.traces(mailbox)) {
    if (!trace.folder.startsWith(BELOW)) continue;
    const origin = context.written.find(trace);
    const count = counts.get(trace.folder) ?? { all: 0, going: 0 };
    const isGoing = context.selects(trace) && !look.kept.has(trace.key) && context.staying.because(uidOf(trace, origin)) === null;
    const isThere = trace.state !== 'refused' && !look.gone.has(trace.key);
    counts.set(trace.folder, { all: count.all + 1, going: count.going + Number(isGoing && isThere) });
  }
  return counts;
}

/** Folders a run made: those that are empty go; one with something of its owner's in it is the owner's from now on. */
export async function tidyFolders(context: UndoContext, mailbox: string, look: Look): Promise<void> {
  const { target, ledger, isDryRun } = context;
  const runs = new Set(ledger.runs().map(({ runId }) => runId));
  const own = ownItems(context, mailbox, look);
  const { value } = await ask(context, mailbox, () => target.ownFolders(mailbox));
  const isOurs = ({ name, runId }: OwnFolder): boolean => runs.has(runId) || look.folders.has(BELOW + name);
  for (const { id, name, items, folders } of value.filter(isOurs)) {
    const folder = BELOW + name;
    const { all, going } = own.get(folder) ?? { all: 0, going: 0 };
    const isEmpty = folders === 0 && items === (isDryRun ? going : 0);
    const action = isEmpty ? 'remove' : 'keep';
    if (!isDryRun && isEmpty) await ask(context, mailbox, () => target.removeFolder(mailbox, id));
    if (!isDryRun && !isEmpty && all === 0) await ask(context, mailbox, () => target.releaseFolder(mailbox, id));
    context.tell({ type: 'folder', mailbox, folder, action });
  }
}
