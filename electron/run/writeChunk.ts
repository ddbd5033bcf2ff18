import type { PlannedItem } from '../../shared/domain/plan.ts';
import { globalObjectId } from '../../shared/convert/derivedUid.ts';
import { responseAction } from '../../shared/run/responseRules.ts';
import type { CreateRequest, ItemAnswer, RequestFailure, TargetItemId } from '../ports/ExchangeTarget.ts';
import type { Result } from '../ports/LedgerStore.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import type { RunContext } from './RunContext.ts';

export interface ChunkItem {
  readonly row: PlanRow;
  readonly planned: PlannedItem;
}

/** What became of a chunk: what goes back into the queue, and how the request as a whole went. */
export interface ChunkOutcome {
  readonly again: readonly ChunkItem[];
  readonly refused: readonly ChunkItem[];
  readonly written: number;
  /** Null when answers came; else why not, and whether the items may be there. */
  readonly failure: RequestFailure | null;
  /** An item asked for time: the longest wait any asked for. */
  readonly slowDownMs: number | null;
}

function hasOccurrenceSteps({ item }: PlannedItem): boolean {
  return item.modifiedOccurrences.length + item.deletedOccurrences.length > 0;
}

function createRequest(context: RunContext, { row, planned }: ChunkItem): CreateRequest {
  const { kind, item } = planned;
  return {
    marker: { key: row.key, runId: context.runId, hash: row.hash },
    item,
    kind: kind === 'task' ? 'appointment' : kind,
    silentCopy: kind === 'guest-copy' ? { globalObjectId: globalObjectId(item.uid), sequence: 0 } : null,
  };
}

/** Whether an item's own refusal is about the moment, not about the item. */
function isPassing(answer: ItemAnswer<TargetItemId>): boolean {
  return answer.outcome === 'not-executed' || (answer.outcome === 'refused' && responseAction(answer.responseCode) !== 'item');
}

function resultOf({ row, planned }: ChunkItem, answer: ItemAnswer<TargetItemId>): Result {
  if (answer.outcome === 'done')
    return { key: row.key, state: 'written', itemId: answer.value.id, occurrencesDone: !hasOccurrenceSteps(planned) };
  if (isPassing(answer)) return { key: row.key, state: 'withdrawn' };
  return { key: row.key, state: 'refused', responseCode: answer.responseCode, message: answer.message };
}

function failed(context: RunContext, mailbox: string, { row }: ChunkItem, answer: ItemAnswer<TargetItemId>): void {
  if (answer.outcome === 'done') return;
  const { responseCode: code, message } = answer;
  context.emit({ type: 'failed', mailbox, key: row.key, subject: row.subject, code, message });
}

function record(
  context: RunContext,
  mailbox: string,
  chunk: readonly ChunkItem[],
  answers: readonly ItemAnswer<TargetItemId>[],
): ChunkOutcome {
  const pairs = chunk.map((item, index) => ({ item, answer: answers[index] ?? missingAnswer }));
  context.ledger.record(pairs.map(({ item, answer }) => resultOf(item, answer)));
  const refused = pairs.filter(({ answer }) => answer.outcome !== 'done' && !isPassing(answer));
  for (const { item, answer } of refused) failed(context, mailbox, item, answer);
  const written = pairs.filter(({ answer }) => answer.outcome === 'done').length;
  if (written > 0) context.emit({ type: 'written', mailbox, items: written });
  const passing = pairs.filter(({ answer }) => isPassing(answer));
  const waits = passing.map(({ answer }) => (answer.outcome === 'done' ? null : answer.backOffMs)).filter((wait) => wait !== null);
  return {
    again: passing.map(({ item }) => item),
    refused: refused.map(({ item }) => item),
    written,
    failure: null,
    slowDownMs: waits.length === 0 ? null : Math.max(...waits),
  };
}

const missingAnswer = {
  outcome: 'not-executed',
  responseCode: 'ErrorBatchProcessingStopped',
  message: 'no answer',
  backOffMs: null,
} as const;

/**
 * Creates one chunk: intents on disk, one request, results on disk. A lost answer leaves the intents standing: those items are in doubt
 * until a listing made late enough says whether they are there.
 */
export async function writeChunk(
  context: RunContext,
  mailbox: string,
  folderId: string,
  chunk: readonly ChunkItem[],
): Promise<ChunkOutcome> {
  const reply = await context.connections.use(() => {
    context.ledger.intend(
      context.runId,
      chunk.map(({ row: { key, folder, hash } }) => ({ key, mailbox, folder, hash })),
      context.clock.now().toISOString(),
    );
    return context.target.createItems(
      mailbox,
      folderId,
      chunk.map((item) => createRequest(context, item)),
    );
  });
  if (reply.ok) return record(context, mailbox, chunk, reply.answers);
  const { failure } = reply;
  const isInDoubt = failure.outcome === 'in-doubt';
  if (isInDoubt) context.emit({ type: 'in-doubt', mailbox, items: chunk.length, code: failure.responseCode });
  else context.ledger.record(chunk.map(({ row }) => ({ key: row.key, state: 'withdrawn' })));
  return { again: isInDoubt ? [] : chunk, refused: [], written: 0, failure, slowDownMs: null };
}
