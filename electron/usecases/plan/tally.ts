import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expectedMails } from '../../../shared/run/living/expectedMails.ts';
import type { MeetingScript } from '../../../shared/run/living/MeetingScript.ts';
import { SENDS_PER_MINUTE } from '../../../shared/run/living/pace.ts';
import type { PlanCounts, PlanDecisionRow } from '../../ports/PlanStore.ts';

type Counter = Map<string, number>;

function count(counter: Counter, word: string, by = 1): void {
  counter.set(word, (counter.get(word) ?? 0) + by);
}

function sorted(counter: Counter): Readonly<Record<string, number>> {
  return Object.fromEntries([...counter].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whoever has most to send, invitations and answers alike: no run ends sooner. */
function slowest(messages: Counter, meetings: Counter): PlanCounts['slowestSender'] {
  const [first] = [...messages].filter(([, sent]) => sent > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (first === undefined) return null;
  const [mailbox, sent] = first;
  return { mailbox, meetings: meetings.get(mailbox) ?? 0, messages: sent, minutes: Math.ceil((sent / SENDS_PER_MINUTE) * 10) / 10 };
}

/** Adds up what a plan holds while it is being made. */
export class Tally {
  readonly #byKind: Counter = new Map();
  readonly #byMode: Counter = new Map();
  readonly #byReason: Counter = new Map();
  readonly #byNote: Counter = new Map();
  readonly #bySeries: Counter = new Map();
  readonly #meetings: Counter = new Map();
  readonly #messages: Counter = new Map();
  readonly #mails = { invitations: 0, forExceptions: 0, answers: 0 };
  readonly #wouldClose: Counter = new Map();
  readonly #decisions = new Map<string, { code: string; subject: string; objects: number }>();
  #items = 0;
  #objects = 0;
  #skipped = 0;
  #outOfScope = 0;
  #crossing = 0;

  /** `copies`: how many objects of the source the outcome stands for. `scripts`: its living meetings. */
  add(outcome: ScopedObject, copies: number, scripts: readonly MeetingScript[]): void {
    for (const script of scripts) this.#addScript(script);
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
  }

  #addScript(script: MeetingScript): void {
    const { invitations, forExceptions, answers, messages } = expectedMails(script);
    this.#mails.invitations += invitations;
    this.#mails.forExceptions += forExceptions;
    this.#mails.answers += answers;
    count(this.#meetings, script.organizer);
    for (const [mailbox, sent] of messages) count(this.#messages, mailbox, sent);
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
      slowestSender: slowest(this.#messages, this.#meetings),
      mails: { ...this.#mails },
    };
  }
}
