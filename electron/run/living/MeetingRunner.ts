import { shifted, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { STEP_RULES, stepId, type Step, type StepKind } from '../../../shared/run/living/Step.ts';
import { transition, type MeetingEffect, type MeetingEvent, type Outcome } from '../../../shared/run/living/transition.ts';
import type { Answer } from '../../ports/ExchangeTarget.ts';
import type { LivingContext } from './LivingContext.ts';
import type { MeetingAtWork } from './MeetingAtWork.ts';
import type { MeetingPlan } from './MeetingSource.ts';
import { act, look } from './steps.ts';
import { stuck } from './trouble.ts';

const LEFT_TO_ROOMS: ReadonlySet<StepKind> = new Set<StepKind>(['list', 'dress', 'clean']);

/** When to come back: a moment, or never in this run. */
export type Return = { readonly at: number } | null;

/** One living meeting moves on as far as it can: persists, then performs, then persists what came of it. */
export class MeetingRunner implements MeetingAtWork {
  readonly living: LivingContext;
  readonly plan: MeetingPlan;
  readonly itemId: string;
  readonly #running = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  /** Steps the pace has let go, whose mails have not left yet. */
  readonly #allowed = new Set<string>();
  #state: MeetingState;
  /** To be written with the next turn of the ledger; null once that has taken it. */
  #saving: Promise<void> | null = null;

  constructor(living: LivingContext, plan: MeetingPlan, itemId: string, state: MeetingState) {
    this.living = living;
    this.plan = plan;
    this.itemId = itemId;
    const { time, limits } = living;
    this.#state = transition(shifted(state, -time.ahead()), { type: 'resumed', now: time.now() }, limits).state;
  }

  state(): MeetingState {
    return this.#state;
  }

  tries(step: Step): number {
    return this.#state.steps[stepId(step)]?.tries ?? 0;
  }

  /** Does all that is due. What waits is left; whoever calls comes back when it is time. */
  async run(): Promise<Return> {
    for (;;) {
      const effects = this.#failures.length === 0 ? this.#advance() : [];
      for (const effect of effects) this.#begin(effect);
      if (this.#running.size > 0) {
        await Promise.race(this.#running);
        continue;
      }
      if (this.#failures.length > 0) throw this.#failures[0];
      const wake = effects.find((effect) => effect.type === 'wake');
      if (wake !== undefined) return { at: wake.at };
      await this.#save();
      return null;
    }
  }

  async commit<T>(step: Step, request: () => Promise<Answer<T>>, since?: number): Promise<Answer<T>> {
    return this.living.run.connections.use(async () => {
      this.#apply({ type: 'intended', step, at: this.living.time.now(), since });
      await this.#save();
      if (this.#allowed.delete(stepId(step))) this.living.pace.leaves(step.mailbox, this.living.time.now());
      return request();
    });
  }

  #advance(): readonly MeetingEffect[] {
    const { script } = this.#state;
    const { pace } = this.living;
    const now = this.living.time.now();
    const busyUntil = pace.busyUntil([script.organizer, ...script.guests.map(({ mailbox }) => mailbox)], now);
    const effects = this.#apply({ type: 'advance', now, busyUntil });
    for (const effect of effects) {
      if (effect.type !== 'act' || !STEP_RULES[effect.step.do].sends) continue;
      pace.allows(effect.step.mailbox);
      this.#allowed.add(stepId(effect.step));
    }
    return effects;
  }

  #begin(effect: MeetingEffect): void {
    if (effect.type !== 'act' && effect.type !== 'look') return;
    const work = (effect.type === 'act' ? this.#act(effect.step) : this.#look(effect.step))
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #act(step: Step): Promise<void> {
    const outcome = await act(this, step)
      .catch((error: unknown) => this.#withoutRoom(step, stuck(error)))
      .finally(() => {
        if (this.#allowed.delete(stepId(step))) this.living.pace.stays(step.mailbox);
      });
    this.#apply({ type: 'answered', step, now: this.living.time.now(), outcome });
    await this.#save();
    if (outcome.is === 'done') this.living.run.connections.clean();
    if (outcome.is === 'lost') this.living.run.emit({ type: 'in-doubt', mailbox: step.mailbox, items: 1, code: step.do });
    if (outcome.is === 'refused') this.#tell(step, outcome.code);
  }

  /** A room nobody may act for holds up no meeting: it answers by itself or not at all, and keeps what lies there. */
  #withoutRoom(step: Step, outcome: Outcome): Outcome {
    const isRoom = this.#state.script.guests.some(({ mailbox, isRoom: itIs }) => itIs && mailbox === step.mailbox);
    return isRoom && LEFT_TO_ROOMS.has(step.do) ? { is: 'done', mails: 0 } : outcome;
  }

  async #look(step: Step): Promise<void> {
    const verdict = await look(this, step).catch(stuck);
    this.#apply({ type: 'looked', step, now: this.living.time.now(), verdict });
    const { is, code } = this.#state.steps[stepId(step)] ?? {};
    // A look that shows nothing new changes nothing worth a write.
    if (verdict.is !== 'unclear' && !(verdict.is === 'absent' && is === 'watching')) await this.#save();
    if (is === 'failed') this.#tell(step, code ?? '');
  }

  #tell(step: Step, refusal: string): void {
    const { key, subject } = this.plan.row;
    const [code = '', ...words] = refusal.split(': ');
    this.living.run.emit({ type: 'failed', mailbox: step.mailbox, key, subject, code, message: `${step.do}: ${words.join(': ')}` });
  }

  #apply(event: MeetingEvent): readonly MeetingEffect[] {
    const { state, effects } = transition(this.#state, event, this.living.limits);
    this.#state = state;
    return effects;
  }

  /** On disk when it resolves, as it is then: what came meanwhile goes along, and other meetings' with it. */
  async #save(): Promise<void> {
    const { run, ledger, time } = this.living;
    this.#saving ??= run.ledgerQueue.write(() => {
      this.#saving = null;
      ledger.save(run.runId, shifted(this.#state, time.ahead()), run.clock.now().toISOString());
    });
    await this.#saving;
  }
}
