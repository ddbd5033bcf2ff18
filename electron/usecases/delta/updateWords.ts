import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandPattern } from '../../../shared/ews/expandPattern.ts';
import { dayOfDate } from '../../../shared/ews/patternCalendar.ts';
import { newOccurrences, newWords } from '../../../shared/run/delta/changeOf.ts';
import { contentHash } from '../../../shared/run/undo/content.ts';
import type { KeepReason } from '../../../shared/run/undo/stays.ts';
import { isUnsaved, touchOf } from '../../../shared/run/undo/touched.ts';
import { unlikeWanted, type Wanted } from '../../../shared/run/undo/wanted.ts';
import type { Answers } from '../../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import { ask, LaneStopped } from '../../run/ask.ts';
import { readWhole, type WholeRead } from '../../run/readWhole.ts';
import type { AskContext } from '../../run/RunContext.ts';
import { RunMarkLease } from '../../run/RunMarkLease.ts';
import type { WordsUpdate } from './findChanges.ts';

export interface UpdateWordsInput {
  readonly ask: AskContext;
  readonly ledger: LedgerStore;
  readonly meetings: MeetingTarget;
  readonly updates: ReadonlyMap<string, readonly WordsUpdate[]>;
  readonly isDryRun: boolean;
  /** Of an item that stays as it is. */
  readonly onKept: (update: WordsUpdate, reason: KeepReason, detail: string) => void;
  readonly onUpdated: (update: WordsUpdate) => void;
}

/** Whether an item may be changed. `done`: it was, by an attempt that did not live to hear of it. */
type Look =
  | { readonly is: 'ready' | 'done' }
  /** `away`: nobody's words are in the way of the others'. */
  | { readonly is: 'stays' | 'away'; readonly reason: KeepReason; readonly detail: string };

/** Only meetings that are through get new words. */
function wantedBy({ kind, item }: PlannedItem): Wanted {
  return { item, likeness: kind === 'guest-copy' ? 'guest-copy' : 'whole' };
}

function lookAt({ trace, row, was }: WordsUpdate, found: WholeRead | undefined): Look {
  if (found === undefined) return { is: 'away', reason: 'moved', detail: 'it is not where it was written, or deleted' };
  if (found.marker?.hash === row.hash) return { is: 'done' };
  if (isUnsaved(trace, found.changeKey)) return { is: 'ready' };
  const touch = touchOf(trace, found, wantedBy(was));
  if (touch.is === 'untouched') return { is: 'ready' };
  return { is: 'stays', reason: touch.is, detail: touch.is === 'touched' ? touch.fields.join(', ') : '' };
}

function firstRefusal(reply: Answers<null> & { readonly ok: true }): string | null {
  const refused = reply.answers.find(({ outcome }) => outcome !== 'done');
  return refused === undefined || refused.outcome === 'done' ? null : `${refused.responseCode} ${refused.message}`;
}

/** Meetings whose words changed, each in all its copies or in none. */
class WordsUpdater {
  readonly #input: UpdateWordsInput;
  readonly #leases = new Map<string, Promise<RunMarkLease>>();

  constructor(input: UpdateWordsInput) {
    this.#input = input;
  }

  async run(): Promise<void> {
    try {
      // One meeting after the other: their copies lie in many mailboxes, and there are few.
      for (const updates of this.#input.updates.values()) await this.#meeting(updates);
      for (const lease of this.#leases.values()) await (await lease).release();
    } finally {
      const claimed = await Promise.allSettled([...this.#leases.values()]);
      for (const outcome of claimed) if (outcome.status === 'fulfilled') await outcome.value.drop();
    }
  }

  async #meeting(updates: readonly WordsUpdate[]): Promise<void> {
    try {
      const looks = await Promise.all(updates.map((update) => this.#look(update)));
      const inTheWay = updates.find((_, index) => looks[index]?.is === 'stays');
      for (const [index, update] of updates.entries()) {
        const look = looks[index];
        if (look?.is === 'stays' || look?.is === 'away') this.#input.onKept(update, look.reason, look.detail);
        else if (inTheWay !== undefined) this.#input.onKept(update, 'meeting', `${inTheWay.row.mailbox}: touched`);
        else if (this.#input.isDryRun) this.#input.onUpdated(update);
        else await this.#update(update, look?.is === 'done');
      }
    } catch (error) {
      if (!(error instanceof LaneStopped)) throw error;
      for (const update of updates) this.#input.onKept(update, 'closed', error.failure.code);
    }
  }

  async #look(update: WordsUpdate): Promise<Look> {
    const { mailbox, itemId } = update.trace;
    if (itemId === null) return lookAt(update, undefined);
    if (!this.#input.isDryRun) await (await this.#lease(mailbox)).keep();
    return lookAt(update, (await readWhole(this.#input.ask, mailbox, [itemId])).get(itemId));
  }

  #lease(mailbox: string): Promise<RunMarkLease> {
    const claim = async (): Promise<RunMarkLease> => {
      const lease = new RunMarkLease(this.#input.ask, mailbox);
      await lease.claim();
      return lease;
    };
    const lease = this.#leases.get(mailbox) ?? claim();
    this.#leases.set(mailbox, lease);
    return lease;
  }

  /** Occurrences first, the item with its new mark last: whoever finds the mark knows that all is done. Twice is the same as once. */
  async #update(update: WordsUpdate, isDone: boolean): Promise<void> {
    const { ledger } = this.#input;
    const { trace, row, is } = update;
    const refusal = isDone ? null : ((await this.#occurrences(update)) ?? (await this.#item(update)));
    if (refusal !== null) {
      this.#input.onKept(update, 'refused', refusal);
      return;
    }
    const itemId = trace.itemId ?? '';
    const found = (await readWhole(this.#input.ask, trace.mailbox, [itemId])).get(itemId);
    // Since an earlier attempt wrote it somebody may have changed it: then it stays as unlike what is remembered of it as it is.
    const isOurs = found !== undefined && (!isDone || unlikeWanted(wantedBy(is), found).length === 0);
    ledger.together(() => {
      ledger.restamp([{ key: row.key, hash: row.hash }]);
      if (isOurs) ledger.settle([{ key: row.key, itemId, changeKey: found.changeKey, content: contentHash(found) }]);
    });
    this.#input.onUpdated(update);
  }

  async #occurrences({ trace, was, is }: WordsUpdate): Promise<string | null> {
    const changes = newOccurrences(was.item, is.item);
    const { recurrence } = is.item;
    if (changes.length === 0 || recurrence === null) return null;
    const days = expandPattern(recurrence);
    const updates = changes.map((change) => ({
      masterId: trace.itemId ?? '',
      instanceIndex: days.countUpTo(dayOfDate(change.originalStart.slice(0, 10))),
      change,
      master: is.item,
    }));
    const { target } = this.#input.ask;
    return firstRefusal(await ask(this.#input.ask, trace.mailbox, () => target.updateOccurrences(trace.mailbox, updates)));
  }

  async #item({ trace, row, was, is }: WordsUpdate): Promise<string | null> {
    const { meetings, ask: context } = this.#input;
    const dress = {
      itemId: trace.itemId ?? '',
      marker: { key: row.key, runId: trace.runId, hash: row.hash },
      fields: newWords(was.item, is.item),
      occurrences: [],
    };
    return firstRefusal(await ask(context, trace.mailbox, () => meetings.dress(trace.mailbox, dress)));
  }
}

/** Writes new words into living meetings that are through, in every copy, without mail. What somebody changed stays, the whole meeting with it. */
export function updateWords(input: UpdateWordsInput): Promise<void> {
  return new WordsUpdater(input).run();
}
