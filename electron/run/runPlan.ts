import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeFailure } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader, PlanRow } from '../ports/PlanStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import type { MeetingLedger } from '../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../ports/MeetingTarget.ts';
import { openPlanning, type Planning } from '../usecases/plan/planning.ts';
import { LaneStopped } from './ask.ts';
import { Connections } from './Connections.ts';
import { thisHolder } from './holder.ts';
import { ItemSource } from './ItemSource.ts';
import { Lane } from './Lane.ts';
import { LedgerQueue } from './LedgerQueue.ts';
import { LaneSlots } from './LaneSlots.ts';
import { Crossing } from './living/Crossing.ts';
import { MeetingSource } from './living/MeetingSource.ts';
import { runLiving, type LivingInput } from './living/runLiving.ts';
import { owedTrails } from './owedTrails.ts';
import { inWritingOrder } from './planRows.ts';
import { pause as realPause, type Pause } from './pause.ts';
import type { RunContext, RunEvent } from './RunContext.ts';
import { Settlements } from './Settlements.ts';
import { StayingEvents } from './StayingEvents.ts';
import { Turns } from './Turns.ts';
import { leaveTrail } from './undoTrail.ts';

export interface RunInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly target: ExchangeTarget;
  /** The side of the target that may send, behind its gate, and the ledger of what it did. */
  readonly meetings: MeetingTarget;
  readonly meetingLedger: MeetingLedger;
  /** Messages a mailbox sends a minute, and how long Exchange is waited for: what tests shorten. */
  readonly living?: Pick<LivingInput, 'sendsPerMinute' | 'limits'>;
  readonly concurrency: number;
  readonly inDoubtMs: number;
  readonly clock: Clock;
  readonly newRunId: () => string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** The service account's name, for sentences. */
  readonly account: string;
  /** Mailboxes to write; all of the plan's when absent. */
  readonly mailboxes?: readonly string[];
  /** UIDs of events of which something stays as it is in Exchange: nothing new of them is written. */
  readonly kept?: ReadonlySet<string>;
  /** How waiting is done; in real time when absent. */
  readonly pause?: Pause;
}

export interface RunSummary {
  readonly written: number;
  readonly adopted: number;
  readonly failed: number;
  readonly waiting: number;
  readonly requests: number;
  readonly mailsInside: number;
  readonly couldSendOutside: number;
  /** Meeting messages that may be ours, and stay because they may be somebody else's. */
  readonly messagesLeft: number;
  readonly seconds: number;
}

/**
 * A few more lanes than connections keep every connection busy: a lane has several requests under way, but few while it opens and ends. Each
 * holds its whole mailbox in memory.
 */
const LANES_PER_CONNECTION = 1.25;

/** Chunks made ahead of the connection they go by: enough that none waits, few enough to be held in memory through any back-off. */
const CHUNKS_AHEAD = 4;

interface Totals {
  /** The ledger knew something when the run began. */
  readonly isResumed: boolean;
  written: number;
  adopted: number;
  readonly failed: Set<string>;
  /** Null where the run takes all mailboxes of the plan. */
  readonly crossing: Crossing | null;
  readonly staying: StayingEvents;
  waiting: number;
}

function countEvents(totals: Totals, event: RunEvent): void {
  if (event.type === 'written') totals.written += event.items;
  if (event.type === 'adopted') totals.adopted += event.items;
  if (event.type === 'failed') totals.failed.add(event.key);
}

/** Rows this run can write: what was written for another mailbox or folder before is a move, and the operator's to decide. */
function rowsToWrite(context: RunContext, mailbox: string, totals: Totals): readonly PlanRow[] {
  const rows = [...context.plan.rows({ mailbox })].filter((row) => {
    const { key, subject } = row;
    if (row.deliveredBy !== 'create') return false;
    const missing = totals.crossing?.missing(row) ?? [];
    if (missing.length === 0) return true;
    totals.waiting += 1;
    context.emit({ type: 'waiting', mailbox, key, subject, reason: 'crossing', detail: `not in this run: ${missing.join(', ')}` });
    return false;
  });
  if (!totals.isResumed) return rows;
  return rows.filter((row) => {
    const { key, folder, subject } = row;
    const known = context.ledger.get(key);
    if (known === null && totals.staying.hold(row)) {
      totals.waiting += 1;
      const detail = 'another item of the same event stays as an earlier plan wrote it';
      context.emit({ type: 'waiting', mailbox, key, subject, reason: 'changed', detail });
      return false;
    }
    if (known === null || known.state === 'refused' || (known.mailbox === mailbox && known.folder === folder)) return true;
    totals.waiting += 1;
    context.emit({ type: 'waiting', mailbox, key, subject, reason: 'moved', detail: `written to ${known.mailbox}, ${known.folder}` });
    return false;
  });
}

/** Runs one lane to its end. Answers why it stopped, null when it did not. */
async function runLane(context: RunContext, mailbox: string, totals: Totals): Promise<Failure | null> {
  if (context.signal.aborted) throw new Failure('INTERRUPTED');
  context.emit({ type: 'mailbox', mailbox, state: 'started' });
  const lane = new Lane(context, mailbox, inWritingOrder(rowsToWrite(context, mailbox, totals)));
  try {
    await lane.run();
    context.emit({ type: 'mailbox', mailbox, state: 'done' });
    return null;
  } catch (error) {
    if (!(error instanceof LaneStopped)) throw error;
    const { code, sentence, remedy, detail = '' } = describeFailure(error.failure);
    context.emit({ type: 'mailbox', mailbox, state: 'stopped', code, sentence, remedy, detail });
    return error.failure;
  } finally {
    totals.waiting += lane.missing;
    context.settlements.end(mailbox);
  }
}

/** All lanes, the largest first. The first failure that concerns the whole run stops them all; what is under way is finished. */
async function runLanes(context: RunContext, stop: AbortController, totals: Totals): Promise<void> {
  const failures: unknown[] = [];
  const stopped: (Failure | null)[] = [];
  const sizes = context.plan.mailboxSizes();
  const lanes = [...context.mailboxes].map(async (mailbox) => {
    const rows = sizes.get(mailbox) ?? 0;
    await context.slots.acquire(rows);
    // Reading the rows of all lanes at once would keep the first one's requests from leaving.
    await nextTurn();
    try {
      stopped.push(await runLane(context, mailbox, totals));
    } catch (error) {
      failures.push(error);
      stop.abort();
    } finally {
      context.slots.release(rows);
    }
  });
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
  const [first] = stopped;
  // The same trouble everywhere is trouble of the whole: one sentence is worth more than hundreds.
  const isEverywhere = first instanceof Failure && stopped.every((failure) => failure?.code === first.code);
  if (isEverywhere && totals.written + totals.adopted === 0) throw first;
}

function openContext(input: RunInput, planning: Planning, signal: AbortSignal, emit: RunContext['emit']): RunContext {
  const { plan, ledger, target, clock, account, inDoubtMs, concurrency, pause = realPause } = input;
  const chosen = input.mailboxes === undefined ? null : new Set(input.mailboxes);
  const bySize = [...plan.mailboxSizes()].sort(([, one], [, other]) => other - one).map(([mailbox]) => mailbox);
  return {
    ...{ target, ledger, plan, clock, account, inDoubtMs, signal, pause, emit },
    ledgerQueue: new LedgerQueue(ledger),
    items: new ItemSource(planning, input.snapshot, plan),
    connections: new Connections(concurrency, signal, pause),
    slots: new LaneSlots(Math.ceil(concurrency * LANES_PER_CONNECTION)),
    settlements: new Settlements(),
    bench: new Turns(CHUNKS_AHEAD),
    preparing: new Turns(1),
    runId: input.newRunId(),
    holder: thisHolder(),
    projectId: ledger.projectId(),
    mailboxes: new Set(bySize.filter((mailbox) => chosen === null || chosen.has(mailbox))),
  };
}

/** All of the plan's mailboxes by name are as good as none: then guests without items of their own may be reached, too. */
function livingInput(input: RunInput, planning: Planning): LivingInput {
  const { meetings, meetingLedger, snapshot, mapping, plan, mailboxes, living } = input;
  const chosen = new Set(mailboxes?.map((mailbox) => mailbox.toLowerCase()));
  const isWhole = mailboxes === undefined || plan.mailboxes().every((mailbox) => chosen.has(mailbox));
  return { meetings, meetingLedger, planning, snapshot, mapping, chosen: isWhole ? null : chosen, ...living };
}

/**
 * Executes or resumes the sealed plan: every item exactly once, whatever dies in between (design «Exactly once»). A lane that cannot go on
 * never stops the others. Throws INTERRUPTED when stopped; what was done is in the ledger.
 */
export async function runPlan(input: RunInput): Promise<RunSummary> {
  const { plan, ledger, clock } = input;
  const startedAt = clock.now();
  const isResumed = Object.values(ledger.counts()).some((count) => count > 0);
  const planning = openPlanning(input.snapshot, input.mapping, plan.info().sealed);
  const living = livingInput(input, planning);
  const source = new MeetingSource(planning, input.snapshot, plan);
  const crossing = living.chosen === null ? null : new Crossing(source, plan, living);
  const staying = new StayingEvents(plan, ledger, input.kept ?? new Set());
  const totals: Totals = { isResumed, staying, written: 0, adopted: 0, failed: new Set(), crossing, waiting: 0 };
  const stop = new AbortController();
  const through = new Set(owedTrails(ledger, input.meetingLedger, plan, living.chosen));
  const context = openContext(input, planning, AbortSignal.any([input.signal, stop.signal]), (event) => {
    countEvents(totals, event);
    if (event.type === 'meeting' && event.phase === 'cleaned') through.add(event.key);
    input.onEvent(event);
  });
  ledger.beginRun({ runId: context.runId, planHash: plan.info().planHash, startedAt: startedAt.toISOString() });
  context.emit({ type: 'run', runId: context.runId, mailboxes: context.mailboxes.size, items: plan.info().counts.items });
  await runLanes(context, stop, totals);
  const { waiting, mailsInside, couldSendOutside, messagesLeft } = await runLiving(context, living);
  await leaveTrail(context, { meetings: input.meetings, meetingLedger: input.meetingLedger, keys: through });
  ledger.endRun(context.runId, clock.now().toISOString());
  return {
    written: totals.written,
    adopted: totals.adopted,
    failed: totals.failed.size,
    waiting: totals.waiting + waiting,
    requests: input.target.statistics().requests,
    mailsInside,
    couldSendOutside,
    messagesLeft,
    seconds: (clock.now().getTime() - startedAt.getTime()) / 1000,
  };
}
