import { globalObjectId } from '../../shared/convert/derivedUid.ts';
import { instanceDate } from '../../shared/convert/instanceDate.ts';
import type { PlannedItem } from '../../shared/domain/plan.ts';
import { chunkVerdict, type ChunkVerdict } from '../../shared/run/chunkVerdict.ts';
import { occurrencesOf } from '../../shared/run/occurrenceSteps.ts';
import type { Answers, CreateRequest, SilentCopy, TargetItemId } from '../ports/ExchangeTarget.ts';
import type { Result } from '../ports/LedgerStore.ts';
import type { LaneItem } from './LaneItem.ts';
import type { RunContext } from './RunContext.ts';

export interface ChunkItem {
  readonly item: LaneItem;
  /** Once it is sent, only those are kept that have occurrences to write: thousands of items are under way at once. */
  planned: PlannedItem | null;
}

/** By the routes the target was found to take; the plan's own clock is the same moment in all copies. */
function silentCopy({ items }: RunContext, { kind, item, part }: PlannedItem): SilentCopy | null {
  if (kind !== 'meeting' && kind !== 'guest-copy') return null;
  const { asOf, target } = items.sealed;
  const takesMime = (kind === 'meeting' ? target.answers : target.guestCopies) === 'mime';
  return {
    ...{ globalObjectId: globalObjectId(item.uid, instanceDate(part, item.startTimeZone)), sequence: 0, criticalChange: asOf },
    ...{ route: takesMime ? 'mime' : 'properties', writesResponses: target.answers === 'elements' },
  };
}

function createRequest(context: RunContext, { row }: LaneItem, planned: PlannedItem): CreateRequest {
  const { kind, item } = planned;
  return {
    marker: { key: row.key, runId: context.runId, hash: row.hash },
    item,
    kind: kind === 'task' ? 'appointment' : kind,
    silentCopy: silentCopy(context, planned),
  };
}

/** What is complete is remembered as the write left it: whoever changes it later is told from us by the change key. */
function written(key: string, { id: itemId, changeKey }: TargetItemId, isComplete: boolean): Result {
  return { key, state: 'written', itemId, occurrencesDone: isComplete, ...(isComplete && changeKey !== '' ? { changeKey } : {}) };
}

function resultsOf(chunk: readonly ChunkItem[], { items }: ChunkVerdict<TargetItemId>): readonly Result[] {
  return chunk.flatMap(({ item: { row }, planned }, index): readonly Result[] => {
    const { key } = row;
    const verdict = items[index];
    switch (verdict?.state) {
      case 'done':
        return [written(key, verdict.value, planned === null)];
      case 'refused':
        return [{ key, state: 'refused', responseCode: verdict.responseCode, message: verdict.message }];
      case 'again':
        return [{ key, state: 'withdrawn' }];
      default:
        // In doubt: the intent stands until a listing made late enough says whether the item is there.
        return [];
    }
  });
}

/** The same item, and no more: a string that is a piece of another keeps all of that alive, here the whole calendar text. */
function withoutText(planned: PlannedItem): PlannedItem {
  return structuredClone(planned);
}

/** Sends a chunk, and lets go of what nobody will need afterwards. */
function send(context: RunContext, mailbox: string, folderId: string, chunk: readonly ChunkItem[]): Promise<Answers<TargetItemId>> {
  const requests = chunk.flatMap(({ item, planned }) => (planned === null ? [] : [createRequest(context, item, planned)]));
  for (const entry of chunk) {
    if (entry.planned !== null) entry.planned = occurrencesOf(entry.planned.item) > 0 ? withoutText(entry.planned) : null;
  }
  return context.target.createItems(mailbox, folderId, requests);
}

/** What became of each item of a chunk that was sent, and when its request began. */
export type ChunkOutcome = ChunkVerdict<TargetItemId> & { readonly requestedAt: number };

/** Creates one chunk, on a connection the caller holds: intents on disk, one request. What comes of it is still to be recorded. */
export async function sendChunk(
  context: RunContext,
  mailbox: string,
  folderId: string,
  chunk: readonly ChunkItem[],
): Promise<ChunkOutcome> {
  const { ledger, ledgerQueue, runId, clock } = context;
  const intents = chunk.map(({ item: { row } }) => ({ key: row.key, mailbox, folder: row.folder, hash: row.hash }));
  const now = clock.now();
  await ledgerQueue.write(() => ledger.intend(runId, intents, now.toISOString()));
  const requestedAt = clock.now().getTime();
  const reply = await send(context, mailbox, folderId, chunk);
  return { ...chunkVerdict(chunk.length, reply), requestedAt };
}

/** Puts down what became of a chunk; nobody waits for it with a connection in hand. */
export async function recordChunk({ ledger, ledgerQueue }: RunContext, chunk: readonly ChunkItem[], outcome: ChunkOutcome): Promise<void> {
  const results = resultsOf(chunk, outcome);
  if (results.length > 0) await ledgerQueue.writeSoon(() => ledger.record(results));
}
