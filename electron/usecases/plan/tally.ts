import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { PlanCounts, PlanDecisionRow } from '../../ports/PlanStore.ts';

/** Exchange Online delays what one mailbox sends beyond 30 messages a minute; Godwit keeps to 25 meetings. */
const MEETINGS_PER_MINUTE = 25;

type Counter = Map<string, number>;

function count(counter: Counter, word: string, by = 1): void {
  counter.set(word, (counter.get(word) ?? 0) + by);
}

function sorted(counter: Counter): Readonly<Record<string, number>> {
  return Object.fromEntries([...counter].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function slowest(senders: Counter): PlanCounts['slowestSender'] {
  const [first] = [...senders].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (first === undefined) return null;
  const [mailbox, meetings] = first;
  return { mailbox, meetings, minutes: Math.ceil((meetings / MEETINGS_PER_MINUTE) * 10) / 10 };
}

/** Adds up what a plan holds while it is being made. */
export class Tally {
  readonly #byKind: Counter = new Map();
  readonly #byMode: Counter = new Map();
  readonly #byReason: Counter = new Map();
  readonly #byNote: Counter = new Map();
  readonly #bySeries: Counter = new Map();
  readonly #senders: Counter = new Map();
  readonly #wouldClose: Counter = new Map();
  readonly #decisions = new Map<string, { code: string; subject: string; objects: number }>();
  #items = 0;
  #objects = 0;
  #skipped = 0;
  #outOfScope = 0;
  #crossing = 0;

  /** `copies`: how many objects of the source the outcome stands for. */
  add(outcome: ScopedObject, copies: number): void {
    this.#objects += copies;
    this.#items += outcome.items.length;
    this.#skipped += outcome.skipped.length;
    this.#outOfScope += outcome.outOfScope;
    if (outcome.missing.length > 0) this.#crossing += 1;
    for (const mailbox of outcome.missing) count(this.#wouldClose, mailbox);
    for (const item of outcome.items) this.#addItem(item);
    for (const { reason, notes } of outcome.skipped) {
      count(this.#byReason, reason);
      for (const { code } of notes) count(this.#byNote, code);
    }
    for (const seriesClass of outcome.classes.values()) count(this.#bySeries, seriesClass);
    for (const { code, subject } of outcome.decisions) {
      const key = `${code}/${subject}`;
      const known = this.#decisions.get(key);
      this.#decisions.set(key, { code, subject, objects: (known?.objects ?? 0) + 1 });
    }
  }

  #addItem(item: PlannedItem): void {
    count(this.#byKind, item.kind);
    count(this.#byMode, item.mode);
    for (const { code } of item.notes) count(this.#byNote, code);
    if (item.mode === 'live' && item.kind === 'meeting') count(this.#senders, item.mailbox);
  }

  decisions(): readonly PlanDecisionRow[] {
    return [...this.#decisions.values()].sort((a, b) => b.objects - a.objects || (a.subject < b.subject ? -1 : 1));
  }

  counts(): PlanCounts {
    return {
      items: this.#items,
      objects: this.#objects,
      skipped: this.#skipped,
      outOfScope: this.#outOfScope,
      crossing: this.#crossing,
      byKind: sorted(this.#byKind),
      byMode: sorted(this.#byMode),
      byReason: sorted(this.#byReason),
      byNote: sorted(this.#byNote),
      bySeries: sorted(this.#bySeries),
      wouldClose: [...this.#wouldClose.keys()].sort(),
      slowestSender: slowest(this.#senders),
    };
  }
}
