import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader } from '../ports/PlanStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { openPlanning } from '../usecases/plan/planning.ts';
import { LaneStopped } from './ask.ts';
import { Connections } from './Connections.ts';
import { thisHolder } from './holder.ts';
import { ItemSource } from './ItemSource.ts';
import { Lane } from './Lane.ts';
import { Progress, type RunContext, type RunEvent } from './RunContext.ts';

export interface RunInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly target: ExchangeTarget;
  readonly concurrency: number;
  readonly inDoubtMs: number;
  readonly clock: Clock;
  readonly newRunId: () => string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Mailboxes to write; all of the plan's when absent. */
  readonly mailboxes?: readonly string[];
}

export interface RunSummary {
  readonly written: number;
  readonly adopted: number;
  readonly failed: number;
  readonly waiting: number;
  readonly requests: number;
  readonly mailsInside: number;
  readonly couldSendOutside: number;
  readonly seconds: number;
}

/** More lanes than connections keep every connection busy while some lanes wait; all at once would only cost memory. */
const LANES_PER_CONNECTION = 2;

interface Totals {
  written: number;
  adopted: number;
  failed: number;
}

function countEvents(totals: Totals, event: RunEvent): void {
  if (event.type === 'written') totals.written += event.items;
  if (event.type === 'adopted') totals.adopted += event.items;
  if (event.type === 'failed') totals.failed += 1;
}

/** Items of the plan that are not in Exchange, beyond those refused: in doubt, or behind a mailbox that stopped. */
function countMissing(input: RunInput, mailboxes: readonly string[]): number {
  let missing = 0;
  for (const mailbox of mailboxes) {
    for (const row of input.plan.rows({ mailbox })) {
      const known = input.ledger.get(row.key);
      if (row.deliveredBy === 'create' && known?.state !== 'written' && known?.state !== 'refused') missing += 1;
    }
  }
  return missing;
}

async function runLane(context: RunContext, mailbox: string): Promise<void> {
  context.emit({ type: 'mailbox', mailbox, state: 'started', detail: '' });
  try {
    await new Lane(context, mailbox).run();
    context.emit({ type: 'mailbox', mailbox, state: 'done', detail: '' });
  } catch (error) {
    if (!(error instanceof LaneStopped)) throw error;
    context.emit({ type: 'mailbox', mailbox, state: 'stopped', detail: `${error.responseCode}: ${error.message}` });
  } finally {
    context.progress.laneEnded(mailbox);
  }
}

async function runLanes(context: RunContext, mailboxes: readonly string[], atOnce: number): Promise<void> {
  const queue = [...mailboxes];
  const worker = async (): Promise<void> => {
    for (let mailbox = queue.shift(); mailbox !== undefined; mailbox = queue.shift()) await runLane(context, mailbox);
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

function refuseLiving(plan: PlanReader): void {
  const live = plan.info().counts.byMode['live'] ?? 0;
  if (live > 0) throw new Failure('RUN_LIVE_UNAVAILABLE', { count: live });
}

/**
 * Executes or resumes the sealed plan: every item exactly once, whatever dies in between (design «Exactly once»). A lane that cannot go on
 * never stops the others. Throws INTERRUPTED when stopped; what was done is in the ledger.
 */
export async function runPlan(input: RunInput): Promise<RunSummary> {
  const { plan, ledger, target, signal, clock } = input;
  refuseLiving(plan);
  const startedAt = clock.now();
  const totals: Totals = { written: 0, adopted: 0, failed: 0 };
  const planning = openPlanning(input.snapshot, input.mapping, plan.info().sealed);
  const mailboxes = input.mailboxes ?? plan.mailboxes();
  const stop = new AbortController();
  const context: RunContext = {
    target,
    ledger,
    plan,
    items: new ItemSource(planning, input.snapshot, plan),
    connections: new Connections(input.concurrency, AbortSignal.any([signal, stop.signal])),
    progress: new Progress(),
    clock,
    signal: AbortSignal.any([signal, stop.signal]),
    runId: input.newRunId(),
    holder: thisHolder(),
    projectId: ledger.projectId(),
    inDoubtMs: input.inDoubtMs,
    emit: (event) => {
      countEvents(totals, event);
      input.onEvent(event);
    },
  };
  ledger.beginRun({ runId: context.runId, planHash: plan.info().planHash, startedAt: startedAt.toISOString() });
  context.emit({ type: 'run', runId: context.runId, mailboxes: mailboxes.length, items: plan.info().counts.items });
  try {
    await runLanes(context, mailboxes, input.concurrency * LANES_PER_CONNECTION);
  } catch (error) {
    stop.abort();
    throw error;
  }
  ledger.endRun(context.runId, clock.now().toISOString());
  return {
    ...totals,
    waiting: countMissing(input, mailboxes),
    requests: target.statistics().requests,
    // Silent runs send nothing: every request said SendToNone.
    mailsInside: 0,
    couldSendOutside: 0,
    seconds: (clock.now().getTime() - startedAt.getTime()) / 1000,
  };
}
