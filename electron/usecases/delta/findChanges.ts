import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../shared/domain/failure.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { changeOf, type Change } from '../../../shared/run/delta/changeOf.ts';
import type { LedgerStore, Trace } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { ItemSource } from '../../run/ItemSource.ts';
import type { Origin, WrittenPlans } from '../undo/WrittenPlans.ts';

/**
 * What a delta does about one item.
 * - create: it is new. remove: its source is gone. replace: it is written anew, without mail.
 * - send-again: a living meeting's time or people changed: all of it is written anew, sent once and answered again.
 * - update: a living meeting's words changed: they are written into every copy, without mail.
 * - answers: nothing but what people answered has changed; a living meeting has its answers from them since.
 * - moved, unknown: left as it is; the mapping puts it elsewhere now, or nobody can say how it was written.
 */
export type DeltaAction = 'create' | 'remove' | 'replace' | 'send-again' | 'update' | 'answers' | 'moved' | 'unknown';

export interface DeltaItem {
  readonly action: DeltaAction;
  readonly mailbox: string;
  readonly key: string;
  readonly subject: string;
  readonly start: string;
  readonly kind: string;
}

/** An item whose words are to be written into what is there. */
export interface WordsUpdate {
  readonly trace: Trace;
  readonly row: PlanRow;
  readonly was: PlannedItem;
  readonly is: PlannedItem;
}

/** What is to be done. Whatever is in none of them is as the plan wants it. */
export interface Changes {
  /** Keys to be taken back; what the plan still wants of them the run writes anew. */
  readonly takeBack: ReadonlySet<string>;
  /** By UID: copies of a meeting are changed all or none. */
  readonly updates: ReadonlyMap<string, readonly WordsUpdate[]>;
  /** Differ in nothing that is written. */
  readonly restamp: readonly Pick<Trace, 'key' | 'hash'>[];
}

export interface FindChangesInput {
  readonly plan: PlanReader;
  readonly items: ItemSource;
  readonly ledger: LedgerStore;
  readonly meetingLedger: MeetingLedger;
  readonly written: WrittenPlans;
  /** Where nothing was ever written, though an earlier plan had it: a run's to begin. */
  readonly untouched: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly onItem: (item: DeltaItem) => void;
}

/** A row of a living meeting, or of a copy of one. `row` null: the plan has it no more. */
interface LivingRow {
  readonly trace: Trace;
  readonly origin: Origin;
  readonly row: PlanRow | null;
  readonly change: Change;
  readonly words: WordsUpdate | null;
}

/** Rows between two looks at the signal. */
const TURN = 500;

function isLiving(row: PlanRow | null | undefined): boolean {
  return row?.mode === 'live' && (row.kind === 'meeting' || row.kind === 'guest-copy');
}

class ChangeFinder {
  readonly #input: FindChangesInput;
  readonly #takeBack = new Set<string>();
  readonly #updates = new Map<string, WordsUpdate[]>();
  readonly #restamp: Pick<Trace, 'key' | 'hash'>[] = [];
  readonly #living = new Map<string, LivingRow[]>();
  #seen = 0;

  constructor(input: FindChangesInput) {
    this.#input = input;
  }

  async find(): Promise<Changes> {
    const { ledger, plan } = this.#input;
    for (const mailbox of ledger.mailboxes()) {
      for (const trace of ledger.traces(mailbox)) {
        await this.#breathe();
        if (trace.state === 'written') this.#compare(trace);
      }
    }
    for (const row of plan.rows()) {
      await this.#breathe();
      if (ledger.get(row.key) === null) this.#new(row);
    }
    for (const [uid, rows] of this.#living) this.#meeting(uid, rows);
    return { takeBack: this.#takeBack, updates: this.#updates, restamp: this.#restamp };
  }

  async #breathe(): Promise<void> {
    if (++this.#seen % TURN === 0) await nextTurn();
    if (this.#input.signal.aborted) throw new Failure('INTERRUPTED');
  }

  #compare(trace: Trace): void {
    const { plan, written } = this.#input;
    const row = plan.rowByKey(trace.key);
    if (row?.hash === trace.hash) return;
    const origin = written.find(trace);
    if (row !== null && (row.mailbox !== trace.mailbox || row.folder !== trace.folder)) this.#tell('moved', trace, row);
    else if (isLiving(origin?.row) && origin !== null) this.#livingRow(trace, origin, row);
    else if (row === null) this.#unwanted(trace, origin);
    else this.#changed(trace, origin, row);
  }

  /** Not in the plan. An occurrence that became an item of its own goes with its series, or stays with it. */
  #unwanted(trace: Trace, origin: Origin | null): void {
    const { ledger, plan } = this.#input;
    const parent = origin?.row.parentKey ?? null;
    const isDetached = parent !== null && ledger.detachments(trace.mailbox).some(({ parentKey }) => parentKey === parent);
    if (isDetached && plan.rowByKey(parent) !== null && !this.#takeBack.has(parent)) return;
    this.#takeBack.add(trace.key);
    this.#tell('remove', trace, origin?.row ?? null);
  }

  #words(trace: Trace, origin: Origin | null, row: PlanRow): WordsUpdate | null {
    const was = origin?.row.hash === trace.hash ? origin.planned() : null;
    return was === null ? null : { trace, row, was, is: this.#input.items.item(row) };
  }

  #changed(trace: Trace, origin: Origin | null, row: PlanRow): void {
    const words = this.#words(trace, origin, row);
    if (words === null) this.#tell('unknown', trace, row);
    else if (changeOf(words.was, words.is) === 'same') this.#restamp.push({ key: row.key, hash: row.hash });
    else {
      this.#takeBack.add(trace.key);
      this.#tell('replace', trace, row);
    }
  }

  #livingRow(trace: Trace, origin: Origin, row: PlanRow | null): void {
    const words = row === null ? null : this.#words(trace, origin, row);
    const change = words === null ? 'structure' : changeOf(words.was, words.is);
    if (row !== null && words === null) {
      this.#tell('unknown', trace, row);
      return;
    }
    const { uid } = origin.row;
    this.#living.set(uid, [...(this.#living.get(uid) ?? []), { trace, origin, row, change, words }]);
  }

  /** A guest's copy that Exchange makes comes with its meeting, which has changed when somebody new takes part. */
  #new({ deliveredBy, mailbox, key, subject, start, kind }: PlanRow): void {
    if (deliveredBy === 'create' && !this.#input.untouched.has(mailbox))
      this.#input.onItem({ action: 'create', mailbox, key, subject, start, kind });
  }

  /** The organizer's item of a meeting, as the ledger has it. */
  #organizers(uid: string, rows: readonly LivingRow[]): Trace | null {
    const { plan, ledger } = this.#input;
    const own = rows.find(({ origin }) => origin.row.kind === 'meeting')?.trace;
    if (own !== undefined) return own;
    const row = plan.rowsOf(uid).find((one) => one.kind === 'meeting' && one.mode === 'live');
    const trace = row === undefined ? null : ledger.trace(row.key);
    return trace?.state === 'written' ? trace : null;
  }

  #meeting(uid: string, rows: readonly LivingRow[]): void {
    const organizers = this.#organizers(uid, rows);
    // A meeting that was not written yet is simply new.
    if (organizers === null) return;
    const isThrough = this.#input.meetingLedger.get(organizers.key)?.phase === 'cleaned';
    const isFramed = rows.some(({ change }) => change === 'structure');
    const isWorded = rows.some(({ change }) => change === 'content');
    if (isFramed || (isWorded && !isThrough)) this.#again(uid, organizers);
    else for (const one of rows) this.#inPlace(uid, one);
  }

  /** All of the meeting, whatever of it has changed: it is sent as one. */
  #again(uid: string, organizers: Trace): void {
    const { ledger, plan, written } = this.#input;
    const origin = written.find(organizers);
    const isWanted = plan.rowByKey(organizers.key) !== null;
    for (const { key } of origin?.plan.rowsOf(uid).filter(isLiving) ?? []) {
      const trace = ledger.trace(key);
      if (trace?.state !== 'written') continue;
      this.#takeBack.add(key);
      this.#tell(isWanted ? 'send-again' : 'remove', trace, plan.rowByKey(key) ?? written.find(trace)?.row ?? null);
    }
  }

  #inPlace(uid: string, { trace, row, change, words }: LivingRow): void {
    if (row === null || words === null) return;
    if (change === 'content') {
      this.#updates.set(uid, [...(this.#updates.get(uid) ?? []), words]);
      this.#tell('update', trace, row);
      return;
    }
    this.#restamp.push({ key: row.key, hash: row.hash });
    if (change === 'answers') this.#tell('answers', trace, row);
  }

  #tell(action: DeltaAction, { mailbox, key }: Trace, row: PlanRow | null): void {
    const { subject = '', start = '', kind = 'appointment' } = row ?? {};
    this.#input.onItem({ action, mailbox, key, subject, start, kind });
  }
}

/** Compares what was written with what the plan wants now. Converts only what has another hash; changes nothing. */
export function findChanges(input: FindChangesInput): Promise<Changes> {
  return new ChangeFinder(input).find();
}
