import { Failure } from '../../shared/domain/failure.ts';
import type { RunMark } from '../ports/ExchangeTarget.ts';
import { ask, LaneStopped } from './ask.ts';
import { isHolderAlive } from './holder.ts';
import { momentNow, type Moment } from './Moment.ts';
import type { AskContext } from './RunContext.ts';

/** A mark older than this belongs to a run that is gone; a living one renews it several times as often. */
const EXPIRES_MS = 5 * 60_000;
const RENEW_MS = 60_000;
/** A mark read longer ago says nothing about now: the request that follows may have stood in a queue. */
const FRESH_MS = 10_000;

/** The run's mark on one mailbox: two runs never write into one at a time, wherever they run. */
export class RunMarkLease {
  readonly #context: AskContext;
  readonly #mailbox: string;
  #renewedAt: Moment | null = null;
  #lookedAt = -Infinity;
  #renewing: Promise<void> | null = null;
  #isHeld = false;

  constructor(context: AskContext, mailbox: string) {
    this.#context = context;
    this.#mailbox = mailbox;
  }

  /** Throws what `claim` would throw. */
  async look(): Promise<void> {
    const lookedAt = performance.now();
    const { value } = await ask(this.#context, this.#mailbox, () => this.#context.target.readRunMark(this.#mailbox));
    this.#refuse(value);
    this.#lookedAt = lookedAt;
  }

  /** Leaves our mark, unless another run is at work here: then LaneStopped, or, where that one has a copy of this very project, Failure. */
  async claim(): Promise<void> {
    const { context, mailbox } = { context: this.#context, mailbox: this.#mailbox };
    while (performance.now() - this.#lookedAt > FRESH_MS) await this.look();
    this.#lookedAt = -Infinity;
    const { runId, projectId, holder, clock } = context;
    const renewedAt = momentNow(clock);
    const mark = { runId, projectId, holder, heartbeat: new Date(renewedAt.wall).toISOString() };
    await ask(context, mailbox, () => context.target.writeRunMark(mailbox, mark));
    this.#isHeld = true;
    this.#renewedAt = renewedAt;
  }

  /** Whether the mark is still ours: of two runs that left theirs at the same moment, one sees the other's here. */
  async confirm(): Promise<void> {
    const { value } = await ask(this.#context, this.#mailbox, () => this.#context.target.readRunMark(this.#mailbox));
    if (value?.runId !== this.#context.runId) await this.claim();
  }

  /** Whether the mark was renewed so lately that nobody can have taken the mailbox over. */
  get isFresh(): boolean {
    return this.#ageMs() < 2 * RENEW_MS;
  }

  /** Renews the mark when it is time. Called before every write, so that a run that slept finds out before it writes on. */
  async keep(): Promise<void> {
    if (this.#ageMs() < RENEW_MS) return;
    this.#renewing ??= this.claim().finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
  }

  /** The steady clock stands still while the workstation sleeps, the date does not; others go by the date. */
  #ageMs(): number {
    if (this.#renewedAt === null) return Number.POSITIVE_INFINITY;
    const now = momentNow(this.#context.clock);
    return Math.max(now.steady - this.#renewedAt.steady, now.wall - this.#renewedAt.wall);
  }

  /** Takes the mark away: the lane is done. */
  async release(): Promise<void> {
    await ask(this.#context, this.#mailbox, () => this.#context.target.writeRunMark(this.#mailbox, null));
    this.#isHeld = false;
  }

  /** Tries to take the mark away, once, when the lane or the run was stopped: nobody should have to wait for it to expire. */
  async drop(): Promise<void> {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    await this.#context.connections.use(() => this.#context.target.writeRunMark(this.#mailbox, null), { kind: 'farewell' });
  }

  #refuse(mark: RunMark | null): void {
    const { runId, projectId, holder, clock } = this.#context;
    if (mark === null || mark.runId === runId || !isHolderAlive(mark.holder, holder)) return;
    if (clock.now().getTime() - Date.parse(mark.heartbeat) >= EXPIRES_MS) return;
    this.#isHeld = false;
    const failure = new Failure('RUN_ELSEWHERE', { mailbox: this.#mailbox, holder: mark.holder, heartbeat: mark.heartbeat });
    // The same project twice: the copy must not begin where the other has not been yet.
    throw mark.projectId === projectId ? failure : new LaneStopped(failure);
  }
}
