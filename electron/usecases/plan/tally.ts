import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expectedMails } from '../../../shared/run/living/expectedMails.ts';
import type { MeetingScript } from '../../../shared/run/living/MeetingScript.ts';
import { SENDS_PER_MINUTE } from '../../../shared/run/living/pace.ts';
import type { PlanCounts, PlanDecisionRow, PlanTally } from '../../ports/PlanStore.ts';

type Counter = Map<string, number>;

function count(counter: Counter, word: string, by = 1): void {
  counter.set(word, (counter.get(word) ?? 0) + by);
}

/** What was added and taken away again does not count. */
function sorted(counter: Counter): Readonly<Record<string, number>> {
  return Object.fromEntries([...counter].filter(([, times]) => times !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const COUNTERS = ['byKind', 'byMode', 'byReason', 'byNote', 'bySeries', 'meetings', 'messages', 'wouldClose', 'totals'] as const;
type CounterName = (typeof COUNTERS)[number];

/** Whoever has most to send, invitations and answers alike: no run ends sooner. */
function slowest(messages: Counter, meetings: Counter): PlanCounts['slowestSender'] {
  const [first] = [...messages].filter(([, sent]) => sent > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (first === undefined) return null;
  const [mailbox, sent] = first;
  return { mailbox, meetings: meetings.get(mailbox) ?? 0, messages: sent, minutes: Math.ceil((sent / SENDS_PER_MINUTE) * 10) / 10 };
}

/** Adds up what a plan holds while it is being made, or what changed since the plan before. */
export class Tally {
  readonly #counters: Readonly<Record<CounterName, Counter>>;
  readonly #decisions: Map<string, PlanDecisionRow>;

  constructor(before?: PlanTally) {
    const open = (name: CounterName): Counter => new Map(Object.entries(before?.counters[name] ?? {}));
    this.#counters = {
      ...{ byKind: open('byKind'), byMode: open('byMode'), byReason: open('byReason'), byNote: open('byNote'), bySeries: open('bySeries') },
      ...{ meetings: open('meetings'), messages: open('messages'), wouldClose: open('wouldClose'), totals: open('totals') },
    };
    this.#decisions = new Map((before?.decisions ?? []).map((decision) => [`${decision.code}/${decision.subject}`, decision]));
  }

  /** `copies`: how many objects of the source the outcome stands for. `scripts`: its living meetings. `by` -1 takes away what was added. */
  add(outcome: ScopedObject, copies: number, scripts: readonly MeetingScript[], by: 1 | -1 = 1): void {
    const { totals, wouldClose, byReason, byNote, bySeries } = this.#counters;
    for (const script of scripts) this.#addScript(script, by);
    count(totals, 'objects', copies * by);
    count(totals, 'items', outcome.items.length * by);
    count(totals, 'skipped', outcome.skipped.length * by);
    count(totals, 'outOfScope', outcome.outOfScope * by);
    if (outcome.missing.length > 0) count(totals, 'crossing', by);
    for (const mailbox of outcome.missing) count(wouldClose, mailbox, by);
    for (const item of outcome.items) this.#addItem(item, by);
    for (const { reason, notes } of outcome.skipped) {
      count(byReason, reason, by);
      for (const { code } of notes) count(byNote, code, by);
    }
    for (const seriesClass of outcome.classes.values()) count(bySeries, seriesClass, by);
    for (const { code, subject } of outcome.decisions) {
      const key = `${code}/${subject}`;
      this.#decisions.set(key, { code, subject, objects: (this.#decisions.get(key)?.objects ?? 0) + by });
    }
  }

  #addItem(item: PlannedItem, by: number): void {
    const { byKind, byMode, byNote } = this.#counters;
    count(byKind, item.kind, by);
    count(byMode, item.mode, by);
    for (const { code } of item.notes) count(byNote, code, by);
  }

  #addScript(script: MeetingScript, by: number): void {
    const { invitations, forExceptions, answers, messages } = expectedMails(script);
    const { totals, meetings } = this.#counters;
    count(totals, 'invitations', invitations * by);
    count(totals, 'forExceptions', forExceptions * by);
    count(totals, 'answers', answers * by);
    count(meetings, script.organizer, by);
    for (const [mailbox, sent] of messages) count(this.#counters.messages, mailbox, sent * by);
  }

  decisions(): readonly PlanDecisionRow[] {
    return [...this.#decisions.values()]
      .filter(({ objects }) => objects > 0)
      .sort((a, b) => b.objects - a.objects || (a.subject < b.subject ? -1 : 1));
  }

  counts(): PlanCounts {
    const { byKind, byMode, byReason, byNote, bySeries, wouldClose, messages, meetings, totals } = this.#counters;
    const total = (name: string): number => totals.get(name) ?? 0;
    return {
      items: total('items'),
      objects: total('objects'),
      skipped: total('skipped'),
      outOfScope: total('outOfScope'),
      crossing: total('crossing'),
      byKind: sorted(byKind),
      byMode: sorted(byMode),
      byReason: sorted(byReason),
      byNote: sorted(byNote),
      bySeries: sorted(bySeries),
      wouldClose: Object.keys(sorted(wouldClose)),
      slowestSender: slowest(messages, meetings),
      mails: { invitations: total('invitations'), answers: total('answers'), forExceptions: total('forExceptions') },
    };
  }

  /** To go on from in a later plan. */
  state(): PlanTally {
    return {
      counters: Object.fromEntries(COUNTERS.map((name) => [name, sorted(this.#counters[name])])),
      decisions: this.decisions(),
    };
  }
}
