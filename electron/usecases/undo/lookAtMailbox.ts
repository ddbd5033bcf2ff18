import { isUnsaved, touchOf } from '../../../shared/run/undo/touched.ts';
import { wantedOf } from '../../../shared/run/undo/wanted.ts';
import type { KeepReason } from '../../../shared/run/undo/stays.ts';
import type { MarkedItem } from '../../ports/ExchangeTarget.ts';
import type { Trace } from '../../ports/LedgerStore.ts';
import { ask } from '../../run/ask.ts';
import { begunAt, momentNow } from '../../run/Moment.ts';
import { readWhole } from '../../run/readWhole.ts';
import { named, uidOf, type UndoContext } from './UndoContext.ts';
import type { Origin } from './WrittenPlans.ts';

const CALENDAR = 'Calendar';

/** What stands out in one mailbox; whatever is in neither is there as the ledger knows it, and nobody has changed it. */
export interface Look {
  readonly kept: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
  /** Ids that are not the ledger's. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids of all items there that carry our mark. */
  readonly marked: ReadonlySet<string>;
  /** Folders of the rows that are to be taken back. */
  readonly folders: ReadonlySet<string>;
}

/** An item with our mark, and where it lies. */
interface Found extends MarkedItem {
  readonly folder: string;
}

/** Everything of ours in the calendar and the folders below it, by key. Listed once: it is the mailbox that knows, not the ledger. */
async function listAll(context: UndoContext, mailbox: string): Promise<ReadonlyMap<string, readonly Found[]>> {
  const { target } = context;
  const { value: calendar } = await ask(context, mailbox, () => target.openCalendar(mailbox));
  const { value: below } = await ask(context, mailbox, () => target.calendarFolders(mailbox));
  const found = new Map<string, Found[]>();
  for (const { id, folder } of [
    { id: calendar.id, folder: CALENDAR },
    ...below.map(({ id, name }) => ({ id, folder: `${CALENDAR}/${name}` })),
  ]) {
    for (let offset: number | null = 0; offset !== null;) {
      const from: number = offset;
      const { value } = await ask(context, mailbox, () => target.listMarked(mailbox, id, from));
      for (const item of value.items) {
        // Exchange passes properties on to occurrences; only a single or a master is an item of ours.
        if (item.type !== 'Single' && item.type !== 'RecurringMaster') continue;
        const known = found.get(item.marker.key);
        if (known === undefined) found.set(item.marker.key, [{ ...item, folder }]);
        else known.push({ ...item, folder });
      }
      offset = value.nextOffset;
    }
  }
  return found;
}

/** Nothing the server may still be working on must come after the listing. */
async function settle(context: UndoContext, mailbox: string): Promise<void> {
  const now = momentNow(context.clock);
  let until = 0;
  for (const { state, requestedAt } of context.ledger.traces(mailbox)) {
    if (state === 'intended') until = Math.max(until, begunAt(requestedAt, now) + context.inDoubtMs);
  }
  for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
    await context.slots.lendWhile(() => context.pause(Math.min(left, 30_000), context.signal));
    await context.leases.get(mailbox)?.keep();
  }
}

/** The work of looking at one mailbox. */
class MailboxLook implements Look {
  readonly kept = new Set<string>();
  readonly gone = new Set<string>();
  readonly ids = new Map<string, string>();
  readonly marked = new Set<string>();
  readonly folders = new Set<string>();
  readonly #context: UndoContext;
  readonly #mailbox: string;
  #saved: { readonly trace: Trace; readonly origin: Origin | null; readonly id: string }[] = [];

  constructor(context: UndoContext, mailbox: string) {
    this.#context = context;
    this.#mailbox = mailbox;
  }

  async run(): Promise<Look> {
    await settle(this.#context, this.#mailbox);
    const listed = await listAll(this.#context, this.#mailbox);
    for (const items of listed.values()) for (const { id } of items) this.marked.add(id);
    for (const trace of this.#context.ledger.traces(this.#mailbox)) {
      if (!this.#context.selects(trace)) continue;
      const origin = this.#context.written.find(trace);
      this.folders.add(trace.folder);
      this.#look(trace, origin, listed.get(trace.key) ?? []);
      if (this.#saved.length >= 200) await this.#readSaved();
    }
    await this.#readSaved();
    return this;
  }

  #look(trace: Trace, origin: Origin | null, found: readonly Found[]): void {
    const inPlace = found.filter(({ folder }) => folder === trace.folder);
    const own = inPlace.find(({ id }) => id === trace.itemId) ?? inPlace[0];
    if (own === undefined) {
      const [elsewhere] = found;
      if (elsewhere === undefined) this.gone.add(trace.key);
      else this.#keep(trace, origin, 'moved', `it lies in ${elsewhere.folder}`);
      return;
    }
    for (const copy of found) if (copy !== own) this.#tell(trace, origin, 'copy', `a second one lies in ${copy.folder}`);
    if (own.id !== trace.itemId) this.ids.set(trace.key, own.id);
    if (isUnsaved(trace, own.changeKey)) return;
    this.#saved.push({ trace, origin, id: own.id });
  }

  /** Those that were saved since we wrote them: their content decides. */
  async #readSaved(): Promise<void> {
    const saved = this.#saved;
    this.#saved = [];
    const ids = saved.map(({ id }) => id);
    const whole = await readWhole(this.#context, this.#mailbox, ids);
    for (const { trace, origin, id } of saved) {
      const found = whole.get(id);
      if (found === undefined) {
        this.gone.add(trace.key);
        continue;
      }
      const planned = origin?.planned() ?? null;
      const state = this.#context.meetingLedger.get(trace.key);
      const touch = touchOf(trace, found, planned === null ? null : wantedOf(planned, trace.occurrencesDone, state));
      if (touch.is === 'touched') this.#keep(trace, origin, 'touched', touch.fields.join(', '));
      if (touch.is === 'unknown') this.#keep(trace, origin, 'unknown', 'it was saved since, and the plan that wrote it is not at hand');
    }
  }

  #keep(trace: Trace, origin: Origin | null, reason: KeepReason, detail: string): void {
    this.kept.add(trace.key);
    this.#context.staying.add(uidOf(trace, origin), `${trace.mailbox}: ${reason}`);
    this.#tell(trace, origin, reason, detail);
  }

  #tell(trace: Trace, origin: Origin | null, reason: KeepReason, detail: string): void {
    this.#context.tell({ type: 'item', ...named(trace, origin), action: 'keep', reason, detail });
  }
}

/** Looks what became of the items of one mailbox that are to be taken back. Changes nothing. */
export function lookAtMailbox(context: UndoContext, mailbox: string): Promise<Look> {
  return new MailboxLook(context, mailbox).run();
}
