import { waveOf, type Wave } from '../../../shared/run/undo/stays.ts';
import type { Trace } from '../../ports/LedgerStore.ts';
import { ask } from '../../run/ask.ts';
import type { Look } from './lookAtMailbox.ts';
import type { StrayCopy } from './lookAtCopies.ts';
import { named, uidOf, type UndoContext } from './UndoContext.ts';
import type { Origin } from './WrittenPlans.ts';

/** A deletion costs the server about as much as a creation: a batch has a minute. */
const AT_ONCE = 50;

interface Doomed {
  readonly trace: Trace;
  readonly origin: Origin | null;
  readonly itemId: string | null;
}

function forget({ ledger, meetingLedger }: UndoContext, doomed: readonly Doomed[]): void {
  const keys = doomed.map(({ trace }) => trace.key);
  if (keys.length === 0) return;
  ledger.together(() => {
    ledger.forget(keys);
    // A run that writes the meeting again has to send it again.
    meetingLedger.forget(keys);
  });
}

function keep(context: UndoContext, { trace, origin }: Doomed, reason: 'refused' | 'meeting', detail: string): void {
  context.tell({ type: 'item', ...named(trace, origin), action: 'keep', reason, detail });
}

/** Removes a batch: the intent on disk, one request, what came of it on disk. Deleting twice is deleting once. */
async function removeBatch(context: UndoContext, mailbox: string, doomed: readonly Doomed[]): Promise<void> {
  const { ledger, clock, target, leases } = context;
  const there = doomed.flatMap((one) => (one.itemId === null ? [] : [{ one, itemId: one.itemId }]));
  ledger.intendRemoval(
    there.map(({ one }) => one.trace.key),
    clock.now().toISOString(),
  );
  await leases.get(mailbox)?.keep();
  const ids = there.map(({ itemId }) => itemId);
  const { answers } = ids.length === 0 ? { answers: [] } : await ask(context, mailbox, () => target.removeItems(mailbox, ids));
  const isDone = (index: number): boolean => answers[index]?.outcome === 'done';
  forget(
    context,
    there.filter((_, index) => isDone(index)).map(({ one }) => one),
  );
  for (const [index, { one }] of there.entries()) {
    const answer = answers[index];
    if (answer?.outcome === 'done') continue;
    context.staying.add(uidOf(one.trace, one.origin), `${mailbox}: refused`);
    keep(context, one, 'refused', `${answer?.responseCode ?? 'UNREADABLE'} ${answer?.message ?? ''}`.trim());
  }
  const items = answers.filter(({ outcome }) => outcome === 'done').length;
  if (items > 0) context.tell({ type: 'removed', mailbox, items });
}

/** What is not there: deleted by its owner, or by an undo that did not live to hear of it. */
function tellGone(context: UndoContext, { trace, origin }: Doomed): void {
  if (trace.state !== 'written' || trace.removalAt !== null) return;
  context.tell({ type: 'item', ...named(trace, origin), action: 'gone', reason: '', detail: 'it is not in the calendar any more' });
}

/** Rows of one mailbox that go with this wave: those of meetings that stay are told instead. */
function* doomedRows(context: UndoContext, mailbox: string, look: Look, wave: Wave): Generator<Doomed> {
  for (const trace of context.ledger.traces(mailbox)) {
    if (look.kept.has(trace.key) || !context.selects(trace)) continue;
    const origin = context.written.find(trace);
    if (waveOf(origin?.row.kind ?? '') !== wave) continue;
    const because = context.staying.because(uidOf(trace, origin));
    const isThere = trace.state !== 'refused' && !look.gone.has(trace.key);
    if (because === null) yield { trace, origin, itemId: isThere ? (look.ids.get(trace.key) ?? trace.itemId) : null };
    else if (isThere) keep(context, { trace, origin, itemId: null }, 'meeting', because);
  }
}

/** Takes back what goes with one wave in one mailbox; in a dry run, tells it. Throws LaneStopped when the mailbox cannot be reached. */
export async function removeItems(context: UndoContext, mailbox: string, look: Look, wave: Wave): Promise<void> {
  let batch: Doomed[] = [];
  for (const doomed of doomedRows(context, mailbox, look, wave)) {
    if (doomed.itemId === null) tellGone(context, doomed);
    else if (context.isDryRun)
      context.tell({ type: 'item', ...named(doomed.trace, doomed.origin), action: 'remove', reason: '', detail: '' });
    if (context.isDryRun) continue;
    batch.push(doomed);
    if (batch.length < AT_ONCE) continue;
    await finish(context, mailbox, batch);
    batch = [];
  }
  if (batch.length > 0) await finish(context, mailbox, batch);
}

async function finish(context: UndoContext, mailbox: string, batch: readonly Doomed[]): Promise<void> {
  forget(
    context,
    batch.filter(({ itemId }) => itemId === null),
  );
  await removeBatch(context, mailbox, batch);
}

/** Guests' copies nobody has a row for. They are found again by their GlobalObjectId, should the answer be lost. */
export async function removeCopies(context: UndoContext, mailbox: string, copies: readonly StrayCopy[]): Promise<void> {
  const doomed = copies.filter(({ uid }) => context.staying.because(uid) === null);
  if (context.isDryRun) {
    for (const { meeting } of doomed)
      context.tell({
        type: 'item',
        ...{ ...named(meeting.trace, meeting.origin), mailbox, kind: 'guest-copy' },
        ...{ action: 'remove', reason: '', detail: '' },
      });
    return;
  }
  for (let at = 0; at < doomed.length; at += AT_ONCE) {
    const batch = doomed.slice(at, at + AT_ONCE);
    const ids = batch.map(({ itemId }) => itemId);
    await context.leases.get(mailbox)?.keep();
    const { answers } = await ask(context, mailbox, () => context.target.removeItems(mailbox, ids));
    for (const [index, { uid }] of batch.entries()) if (answers[index]?.outcome !== 'done') context.staying.add(uid, `${mailbox}: refused`);
    const items = answers.filter(({ outcome }) => outcome === 'done').length;
    if (items > 0) context.tell({ type: 'removed', mailbox, items });
  }
}
