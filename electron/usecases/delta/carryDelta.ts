import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { KeepReason } from '../../../shared/run/undo/stays.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { ItemSource } from '../../run/ItemSource.ts';
import { openAsk, type AskInput } from '../../run/openAsk.ts';
import type { RunEvent } from '../../run/RunContext.ts';
import { runPlan, type RunInput, type RunSummary } from '../../run/runPlan.ts';
import { openPlanning } from '../plan/planning.ts';
import type { UndoEvent } from '../undo/UndoContext.ts';
import { undoPlan } from '../undo/undoPlan.ts';
import { WrittenPlans, type PlansInput } from '../undo/WrittenPlans.ts';
import { findChanges, type Changes, type DeltaAction, type DeltaItem } from './findChanges.ts';
import { updateWords } from './updateWords.ts';

export interface DeltaInput extends PlansInput, AskInput {
  readonly ledger: LedgerStore;
  readonly meetingLedger: MeetingLedger;
  readonly meetings: MeetingTarget;
  /** The new plan, with what it was made of. */
  readonly plan: PlanReader;
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly living?: NonNullable<RunInput['living']>;
  readonly inDoubtMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DeltaEvent) => void;
  /** Looks and tells, and changes nothing in Exchange. */
  readonly dryRun: boolean;
}

/** What a delta tells: what it is about to do, what stays as it is though its source changed, and then what the run tells. */
export type DeltaEvent =
  | ({ readonly type: 'change' } & DeltaItem)
  | ({ readonly type: 'kept'; readonly reason: KeepReason; readonly detail: string } & Omit<DeltaItem, 'action'>)
  | { readonly type: 'taken-back'; readonly mailbox: string; readonly items: number }
  | RunEvent;

export interface DeltaSummary {
  readonly changes: Readonly<Partial<Record<DeltaAction, number>>>;
  /** Items whose source changed and that stay as they are, because somebody changed them, or one of their meeting. */
  readonly kept: number;
  readonly takenBack: number;
  readonly updated: number;
  /** Null in a dry run. */
  readonly run: RunSummary | null;
}

interface Totals {
  changes: Partial<Record<DeltaAction, number>>;
  kept: number;
  takenBack: number;
  updated: number;
}

function fromUndo(event: UndoEvent, tell: (event: DeltaEvent) => void): void {
  if (event.type === 'removed') tell({ type: 'taken-back', mailbox: event.mailbox, items: event.items });
  if (event.type === 'back-off') tell(event);
  if (event.type === 'mailbox' && event.state === 'stopped') tell(event);
  if (event.type !== 'item' || event.action !== 'keep' || event.reason === '') return;
  const { action: _, reason, ...item } = event;
  tell({ ...item, type: 'kept', reason });
}

function count(totals: Totals, event: DeltaEvent): void {
  if (event.type === 'change') totals.changes[event.action] = (totals.changes[event.action] ?? 0) + 1;
  if (event.type === 'kept' && event.reason !== 'copy') totals.kept += 1;
  if (event.type === 'taken-back') totals.takenBack += event.items;
}

async function update(input: DeltaInput, updates: Changes['updates'], totals: Totals, tell: (event: DeltaEvent) => void): Promise<void> {
  const { ledger, meetings, signal } = input;
  await updateWords({
    ask: openAsk(input, signal, tell),
    ...{ ledger, meetings, updates, isDryRun: input.dryRun },
    onUpdated: () => {
      totals.updated += 1;
    },
    onKept: ({ row }, reason, detail) => {
      const { mailbox, key, subject, start, kind } = row;
      tell({ type: 'kept', mailbox, key, subject, start, kind, reason, detail });
    },
  });
}

/** Mailboxes a pilot, say, has left out: they stay out. Those no earlier plan had are new like anything else. */
function untouched({ ledger, plans }: DeltaInput): ReadonlySet<string> {
  const last = ledger.runs().at(-1);
  const before = last === undefined ? null : plans.byHash(last.planHash);
  // One that is held may have lost its last row to a delta that did not live to write it anew.
  const begun = new Set([...ledger.mailboxes(), ...ledger.heldMailboxes()]);
  return new Set(before?.mailboxes().filter((mailbox) => !begun.has(mailbox)));
}

/**
 * Carries what changed at the source since it was written (design «Report, undo, delta»): what differs in nothing is left alone; new words of
 * living meetings are written into every copy; what else changed is taken back and, if the plan still wants it, written anew by the run that
 * follows; what somebody changed in Exchange meanwhile stays and is told. May die at any moment: what was taken back is not in the ledger any
 * more, and the next delta or run writes it. Throws INTERRUPTED when stopped.
 */
export async function carryDelta(input: DeltaInput): Promise<DeltaSummary> {
  const { ledger, meetingLedger, plan, snapshot, mapping, signal, dryRun } = input;
  const totals: Totals = { changes: {}, kept: 0, takenBack: 0, updated: 0 };
  const written = new WrittenPlans(input);
  const kept = new Set<string>();
  const tell = (event: DeltaEvent): void => {
    count(totals, event);
    if (event.type === 'kept' && event.reason !== 'copy') {
      const { key, mailbox } = event;
      const row = plan.rowByKey(key) ?? written.find({ key, mailbox, hash: '' })?.row;
      if (row !== undefined) kept.add(row.uid);
    }
    input.onEvent(event);
  };
  const out = untouched(input);
  const changes = await findChanges({
    ...{ plan, ledger, meetingLedger, signal, untouched: out },
    items: new ItemSource(openPlanning(snapshot, mapping, plan.info().sealed), snapshot, plan),
    written,
    onItem: (item) => tell({ type: 'change', ...item }),
  });
  if (!dryRun) ledger.restamp(changes.restamp);
  await update(input, changes.updates, totals, tell);
  if (changes.takeBack.size > 0 || ledger.heldMailboxes().length > 0) {
    const only = ({ key }: { readonly key: string }): boolean => changes.takeBack.has(key);
    const { removed } = await undoPlan({ ...input, only, onEvent: (event) => fromUndo(event, tell) });
    if (dryRun) totals.takenBack = removed;
  }
  const mailboxes = out.size === 0 ? {} : { mailboxes: plan.mailboxes().filter((mailbox) => !out.has(mailbox)) };
  const run = dryRun ? null : await runPlan({ ...input, ...mailboxes, kept, onEvent: tell });
  if (run !== null) for (const mailbox of ledger.heldMailboxes()) ledger.letGoMailbox(mailbox);
  return { ...totals, run };
}
