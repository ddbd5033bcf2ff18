import { describeFailure } from '../../../shared/contract/errors.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { StayingMeetings, WAVES } from '../../../shared/run/undo/stays.ts';
import type { LedgerStore, Trace } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import { LaneStopped } from '../../run/ask.ts';
import { openAsk, type AskInput } from '../../run/openAsk.ts';
import { RunMarkLease } from '../../run/RunMarkLease.ts';
import { lookAtCopies, sentMeetings, type StrayCopy } from './lookAtCopies.ts';
import { lookAtMailbox, type Look } from './lookAtMailbox.ts';
import { removeCopies, removeItems } from './removeItems.ts';
import { tidyFolders } from './tidyFolders.ts';
import { uidOf, type UndoContext, type UndoEvent } from './UndoContext.ts';
import { WrittenPlans, type Origin, type PlansInput } from './WrittenPlans.ts';

export interface UndoInput extends PlansInput, AskInput {
  readonly ledger: LedgerStore;
  readonly meetingLedger: MeetingLedger;
  readonly meetings: MeetingTarget;
  readonly inDoubtMs: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: UndoEvent) => void;
  /** Looks and tells, and changes nothing. */
  readonly dryRun: boolean;
  /** What is in these mailboxes, and whole meetings they organize; everything when absent. */
  readonly mailboxes?: readonly string[];
  /** What this run wrote alone. */
  readonly run?: string;
  /** Rows that are to go, where neither mailboxes nor a run say it: what a changed source left behind. The mailboxes stay held. */
  readonly only?: (trace: Trace) => boolean;
}

export interface UndoSummary {
  /** Items removed; in a dry run those that would be. */
  readonly removed: number;
  /** Items that stay, each told with its reason. */
  readonly kept: number;
  /** Items that were not there any more. */
  readonly gone: number;
  readonly folders: number;
  readonly requests: number;
  readonly seconds: number;
}

const NOTHING: Look = { kept: new Set(), gone: new Set(), ids: new Map(), marked: new Set(), folders: new Set() };

function selection({ mailboxes, run, ledger, only }: UndoInput, written: WrittenPlans): UndoContext['selects'] {
  if (run !== undefined && !ledger.runs().some(({ runId }) => runId === run)) throw new Failure('UNDO_UNKNOWN_RUN', { run });
  const known = new Set(ledger.mailboxes());
  const chosen = new Set(mailboxes?.map((mailbox) => mailbox.toLowerCase()));
  for (const mailbox of chosen) if (!known.has(mailbox)) throw new Failure('UNDO_UNKNOWN_MAILBOX', { mailbox });
  const isOrganizers = (origin: Origin | null): boolean =>
    origin?.plan.rowsOf(origin.row.uid).some(({ kind, mailbox }) => kind === 'meeting' && chosen.has(mailbox)) === true;
  return (trace) =>
    (run === undefined || trace.runId === run) &&
    (only === undefined || only(trace)) &&
    (mailboxes === undefined || chosen.has(trace.mailbox) || isOrganizers(written.find(trace)));
}

interface Totals {
  removed: number;
  kept: number;
  gone: number;
  folders: number;
}

function count(totals: Totals, event: UndoEvent): void {
  if (event.type === 'removed') totals.removed += event.items;
  if (event.type === 'folder' && event.action === 'remove') totals.folders += 1;
  if (event.type !== 'item') return;
  if (event.action === 'remove') totals.removed += 1;
  if (event.action === 'gone') totals.gone += 1;
  // A second item that its owner made is not one we wrote.
  if (event.action === 'keep' && event.reason !== 'copy') totals.kept += 1;
}

/** One undo under way: looks everywhere first, then removes wave by wave. */
class Undo {
  readonly #context: UndoContext;
  readonly #leases: Map<string, RunMarkLease>;
  readonly #looks = new Map<string, Look>();
  readonly #copies = new Map<string, readonly StrayCopy[]>();
  readonly #stop: AbortController;
  /** Nothing comes after it: the mailboxes are let go. */
  readonly #isLast: boolean;

  constructor(context: UndoContext, leases: Map<string, RunMarkLease>, stop: AbortController, isLast: boolean) {
    this.#context = context;
    this.#leases = leases;
    this.#stop = stop;
    this.#isLast = isLast;
  }

  async run(): Promise<void> {
    const { ledger, meetings, tell } = this.#context;
    const rows = this.#selectedMailboxes();
    // Asking the address book is all that is left of sending: nobody is allowed to be sent anything.
    meetings.confine([]);
    const sent = await sentMeetings(this.#context);
    // Those that an undo did not live to let go of have nothing left but a mark, and perhaps a folder.
    const held = this.#context.isDryRun ? [] : ledger.heldMailboxes();
    const mailboxes = [...new Set([...rows, ...sent.keys(), ...held])];
    const items = Object.values(ledger.counts()).reduce((sum, one) => sum + one, 0);
    const { runId: undoId, isDryRun: dryRun } = this.#context;
    tell({ type: 'undo', undoId, mailboxes: mailboxes.length, items, dryRun });
    try {
      await this.#each(mailboxes, async (mailbox) => {
        await this.#claim(mailbox);
        const look = rows.has(mailbox) || held.includes(mailbox) ? await lookAtMailbox(this.#context, mailbox) : NOTHING;
        this.#looks.set(mailbox, look);
        this.#copies.set(mailbox, await lookAtCopies(this.#context, mailbox, sent.get(mailbox) ?? [], look.marked));
        tell({ type: 'mailbox', mailbox, state: 'looked-at' });
      });
      for (const wave of WAVES) {
        await this.#each([...this.#looks.keys()], async (mailbox) => {
          if (wave === 'guest-copy') await removeCopies(this.#context, mailbox, this.#copies.get(mailbox) ?? []);
          await removeItems(this.#context, mailbox, this.#looks.get(mailbox) ?? NOTHING, wave);
        });
      }
      await this.#each([...this.#looks.keys()], (mailbox) => this.#close(mailbox));
    } finally {
      await Promise.all([...this.#leases.values()].map((lease) => lease.drop()));
    }
  }

  #selectedMailboxes(): ReadonlySet<string> {
    const { ledger, selects } = this.#context;
    const isSelected = (mailbox: string): boolean => {
      for (const trace of ledger.traces(mailbox)) if (selects(trace)) return true;
      return false;
    };
    return new Set(ledger.mailboxes().filter(isSelected));
  }

  async #claim(mailbox: string): Promise<void> {
    if (this.#context.isDryRun) return;
    this.#context.ledger.holdMailbox(mailbox);
    const lease = new RunMarkLease(this.#context, mailbox);
    await lease.claim();
    this.#leases.set(mailbox, lease);
    await lease.confirm();
  }

  async #close(mailbox: string): Promise<void> {
    const look = this.#looks.get(mailbox) ?? NOTHING;
    if (look !== NOTHING) await tidyFolders(this.#context, mailbox, look);
    await this.#leases.get(mailbox)?.release();
    if (this.#isLast) this.#context.ledger.letGoMailbox(mailbox);
    this.#context.tell({ type: 'mailbox', mailbox, state: 'done' });
  }

  /** Several mailboxes at once. One that cannot be reached keeps what is in it, and with it the meetings it takes part in. */
  async #each(mailboxes: readonly string[], work: (mailbox: string) => Promise<void>): Promise<void> {
    const { slots, signal } = this.#context;
    const failures: unknown[] = [];
    const lanes = mailboxes.map(async (mailbox) => {
      await slots.acquire();
      try {
        if (signal.aborted) throw new Failure('INTERRUPTED');
        await work(mailbox);
      } catch (error) {
        if (error instanceof LaneStopped) this.#closed(mailbox, error.failure);
        else {
          failures.push(error);
          this.#stop.abort();
        }
      } finally {
        slots.release();
      }
    });
    await Promise.all(lanes);
    if (failures.length > 0) throw failures[0];
  }

  #closed(mailbox: string, failure: Failure): void {
    const { ledger, written, selects, staying, tell } = this.#context;
    const look = this.#looks.get(mailbox);
    this.#looks.delete(mailbox);
    const { code, sentence, remedy, detail = '' } = describeFailure(failure);
    tell({ type: 'mailbox', mailbox, state: 'stopped', code, sentence, remedy, detail });
    for (const trace of ledger.traces(mailbox)) {
      if (!selects(trace) || look?.kept.has(trace.key) === true) continue;
      const origin = written.find(trace);
      const { subject = '', start = '', kind = 'appointment' } = origin?.row ?? {};
      staying.add(uidOf(trace, origin), `${mailbox}: closed`);
      tell({ type: 'item', mailbox, key: trace.key, subject, start, kind, action: 'keep', reason: 'closed', detail: code });
    }
    for (const { uid } of this.#copies.get(mailbox) ?? []) staying.add(uid, `${mailbox}: closed`);
  }
}

/**
 * Takes back what this project wrote and nobody changed since (design «Undo»): guests' copies, travel, then the organizers' items, all
 * without mail, into what their owners can recover. A meeting of which somebody changed something stays whole and is told. May be stopped,
 * or die, at any moment and be run again. Throws INTERRUPTED when stopped.
 */
export async function undoPlan(input: UndoInput): Promise<UndoSummary> {
  const { ledger, target, clock } = input;
  const startedAt = clock.now();
  const totals: Totals = { removed: 0, kept: 0, gone: 0, folders: 0 };
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const leases = new Map<string, RunMarkLease>();
  const tell = (event: UndoEvent): void => {
    count(totals, event);
    input.onEvent(event);
  };
  const written = new WrittenPlans(input);
  const context: UndoContext = {
    ...openAsk(input, signal, (event) => {
      if (event.type === 'back-off') tell(event);
    }),
    ...{ ledger, tell, leases },
    ...{ meetingLedger: input.meetingLedger, meetings: input.meetings, inDoubtMs: input.inDoubtMs },
    written,
    isDryRun: input.dryRun,
    staying: new StayingMeetings(),
    selects: selection(input, written),
  };
  // What a delta takes back it writes anew: that is no undo.
  const isUndo = !input.dryRun && input.only === undefined;
  if (isUndo) ledger.beginUndo(context.runId, startedAt.toISOString());
  await new Undo(context, leases, stop, isUndo).run();
  if (isUndo) ledger.endUndo({ undoId: context.runId, ...totals }, clock.now().toISOString());
  return { ...totals, requests: target.statistics().requests, seconds: (clock.now().getTime() - startedAt.getTime()) / 1000 };
}
