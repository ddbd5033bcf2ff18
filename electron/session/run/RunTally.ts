import type { MailboxState, RunMailbox } from '../../../shared/contract/wizard/run.ts';
import type { MailboxProgress } from '../../ports/RunBrowser.ts';
import type { RunEvent } from '../../run/RunContext.ts';
import type { RunMemory } from '../Settings.ts';

/** A mailbox of the run, as it stands. */
interface Lane {
  items: number;
  written: number;
  refused: number;
  inDoubt: number;
  state: MailboxState;
  startedAt: number | null;
  endedAt: number | null;
  parkedUntil: number | null;
  code: string;
  message: string;
}

export type StoppedMailbox = RunMemory['stopped'][number];

export type TallyRow = Omit<RunMailbox, 'name' | 'kind'>;

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Adds up what a run tells, mailbox by mailbox. Times are milliseconds, given by the caller. */
export class RunTally {
  readonly #lanes = new Map<string, Lane>();
  readonly #changed = new Set<string>();
  readonly #stopped = new Map<string, StoppedMailbox>();
  adopted = 0;
  backOff: { readonly at: string; readonly code: string; readonly milliseconds: number; readonly mailbox: string } | null = null;

  /** `progress`: how far each chosen mailbox is already; `stopped`: those an earlier run could not go on with. */
  constructor(progress: readonly MailboxProgress[], stopped: readonly StoppedMailbox[]) {
    for (const one of stopped) this.#stopped.set(one.mailbox, one);
    for (const { mailbox, items, written, refused, intended } of progress) {
      const why = this.#stopped.get(mailbox);
      const isDone = written + refused === items;
      this.#lanes.set(mailbox, {
        items,
        written,
        refused,
        inDoubt: intended,
        state: why !== undefined || refused > 0 ? 'needs-you' : isDone ? 'done' : 'waiting',
        startedAt: null,
        endedAt: null,
        parkedUntil: null,
        code: why?.code ?? '',
        message: why?.sentence ?? '',
      });
    }
  }

  get stopped(): readonly StoppedMailbox[] {
    return [...this.#stopped.values()];
  }

  /** Takes in what the run says. */
  see(event: RunEvent, now: number): void {
    if (event.type === 'run') return;
    const lane = this.#lanes.get(event.mailbox);
    if (lane === undefined) return;
    this.#changed.add(event.mailbox);
    switch (event.type) {
      case 'mailbox':
        this.#turn(lane, event, now);
        return;
      case 'written':
        lane.written += event.items;
        this.#moves(lane);
        return;
      case 'adopted':
        lane.written += event.items;
        this.adopted += event.items;
        this.#moves(lane);
        return;
      case 'failed':
        lane.refused += 1;
        return;
      case 'in-doubt':
        lane.inDoubt += event.items;
        return;
      case 'back-off':
        lane.state = 'parked';
        lane.parkedUntil = now + event.milliseconds;
        lane.code = event.code;
        this.backOff = { at: new Date(now).toISOString(), code: event.code, milliseconds: event.milliseconds, mailbox: event.mailbox };
        return;
      default:
    }
  }

  /** What the ledger says counts; events only come sooner. */
  correct({ mailbox, items, written, refused, intended }: MailboxProgress): void {
    const lane = this.#lanes.get(mailbox);
    if (lane === undefined) return;
    Object.assign(lane, { items, written, refused, inDoubt: intended });
    this.#changed.add(mailbox);
  }

  /** Those that changed since the last call. */
  takeChanged(now: number): readonly TallyRow[] {
    const changed = [...this.#changed].map((mailbox) => this.#row(mailbox, now));
    this.#changed.clear();
    return changed.flatMap((row) => (row === null ? [] : [row]));
  }

  rows(now: number): readonly TallyRow[] {
    return [...this.#lanes.keys()].flatMap((mailbox) => this.#row(mailbox, now) ?? []);
  }

  totals(): { items: number; written: number; refused: number; inDoubt: number } {
    const total = { items: 0, written: 0, refused: 0, inDoubt: 0 };
    for (const { items, written, refused, inDoubt } of this.#lanes.values()) {
      total.items += items;
      total.written += written;
      total.refused += refused;
      total.inDoubt += inDoubt;
    }
    return total;
  }

  /** The run is over, and the ledger was asked: whoever has everything is done, whoever was at work waits for the next. */
  end(now: number): void {
    for (const [mailbox, lane] of this.#lanes) {
      if (lane.state !== 'writing' && lane.state !== 'parked' && lane.state !== 'waiting') continue;
      const isOpen = lane.written + lane.refused < lane.items;
      const state = isOpen ? 'waiting' : lane.refused > 0 ? 'needs-you' : 'done';
      Object.assign(lane, { state, parkedUntil: null, endedAt: lane.startedAt === null ? null : now });
      this.#changed.add(mailbox);
    }
  }

  #moves(lane: Lane): void {
    lane.state = 'writing';
    lane.parkedUntil = null;
    lane.code = '';
  }

  #turn(lane: Lane, event: Extract<RunEvent, { type: 'mailbox' }>, now: number): void {
    if (event.state === 'started') {
      Object.assign(lane, { state: 'writing', startedAt: now, endedAt: null, code: '', message: '' });
      this.#stopped.delete(event.mailbox);
      return;
    }
    lane.endedAt = now;
    lane.parkedUntil = null;
    if (!('code' in event)) {
      lane.state = lane.refused > 0 ? 'needs-you' : 'done';
      return;
    }
    const { mailbox, code, sentence, remedy, detail } = event;
    Object.assign(lane, { state: 'needs-you', code, message: sentence });
    this.#stopped.set(mailbox, { mailbox, code, sentence, remedy, detail });
  }

  #row(mailbox: string, now: number): TallyRow | null {
    const lane = this.#lanes.get(mailbox);
    if (lane === undefined) return null;
    const { items, written, refused, inDoubt, startedAt, endedAt, code, message } = lane;
    const isParked = lane.state === 'parked' && lane.parkedUntil !== null && lane.parkedUntil > now;
    const state = lane.state === 'parked' && !isParked ? 'writing' : lane.state;
    const isGoing = state === 'writing' && startedAt !== null && written > 0 && now > startedAt;
    return {
      mailbox,
      state,
      items,
      written,
      refused,
      inDoubt,
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
      parkedUntil: isParked ? iso(lane.parkedUntil) : null,
      secondsLeft: isGoing ? Math.round((((now - startedAt) / written) * Math.max(0, items - written - refused)) / 1000) : null,
      code,
      message,
    };
  }
}
