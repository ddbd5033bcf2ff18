import type { DeltaOutcome } from '../../shared/contract/wizard/delta.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { writingParts } from '../compose/writingParts.ts';
import { carryDelta, type DeltaEvent, type DeltaSummary } from '../usecases/delta/carryDelta.ts';
import type { RunningJob } from './Jobs.ts';
import type { Session } from './Session.ts';

type Listed = Extract<DeltaEvent, { type: 'change' | 'kept' }>;

interface Found {
  readonly outcome: DeltaOutcome;
  readonly items: readonly Listed[];
  /** Plan and ledger as they were; when they are others, it is not true any more. */
  readonly of: string;
}

/** These end in Exchange; what people answered and what belongs elsewhere is only told. */
const CARRIED = ['create', 'remove', 'replace', 'send-again', 'update'] as const;

/** Carrying what changed on the Mac since: looked at first, then done. */
export class Delta {
  readonly #session: Session;
  #found: Found | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** What the last look or delta found; null when something was planned or written since. */
  found(): Found | null {
    return this.#found?.of === this.#standing() ? this.#found : null;
  }

  check(): void {
    const session = this.#session;
    session.loaded(['source', 'mapping', 'options', 'target']);
    this.#needEveryone();
    const options = JSON.stringify(session.settings.step('options'));
    session.jobs.start('delta-check', 'objects', async (job) => {
      await session.work('snapshot', ['source'], job);
      await session.work('plan-again', ['mapping', 'options'], job);
      session.settings.plannedOptions = options;
      await this.#carry(true, job);
    });
  }

  start(): void {
    if (this.found()?.outcome.isCheck !== true)
      throw new Failure('WIZARD_STEP_INCOMPLETE', { what: 'nobody has looked at what changed on the Mac' });
    this.#session.jobs.start('delta', 'items', (job) => this.#carry(false, job));
  }

  /** A delta writes whatever of the plan is not there: after a pilot that would be everybody else. */
  #needEveryone(): void {
    const { project } = this.#session;
    const waits = project.runs.progress(project.needPlan().plan.info().planId).some(({ written, refused }) => written + refused === 0);
    if (waits) throw new Failure('WIZARD_STEP_INCOMPLETE', { what: 'not everybody has been migrated yet' });
  }

  async #carry(isCheck: boolean, job: RunningJob): Promise<void> {
    const session = this.#session;
    const { project, services } = session;
    const { target, meetings, settings } = services.openTarget(session.loaded(['target']));
    const items: Listed[] = [];
    let written = 0;
    try {
      const summary = await carryDelta({
        ...project.needPlan(),
        ...{ plans: project.plans, snapshots: project.snapshots, mappings: project.mappings },
        ...writingParts(project, { target, meetings, settings }),
        ...{ clock: services.clock, newRunId: services.newId, signal: job.signal, dryRun: isCheck },
        living: { sendsPerMinute: settings.sendsPerMinute },
        onEvent: (event) => {
          if (event.type === 'change' || event.type === 'kept') items.push(event);
          if (event.type !== 'written') return;
          written += event.items;
          job.progress({ phase: 'writing', done: written, total: null, unit: 'items' });
        },
      });
      this.#found = { outcome: this.#outcome(isCheck, summary), items, of: this.#standing() };
    } finally {
      await target.close();
      session.forget();
    }
  }

  #outcome(isCheck: boolean, { changes, kept, run }: DeltaSummary): DeltaOutcome {
    return {
      isCheck,
      at: this.#session.services.clock.now().toISOString(),
      changes: { ...changes },
      carried: CARRIED.reduce((sum, action) => sum + (changes[action] ?? 0), 0),
      kept,
      open: (run?.failed ?? 0) + (run?.waiting ?? 0),
    };
  }

  #standing(): string {
    const { project } = this.#session;
    const { written, refused } = project.ledger.counts();
    return `${project.plans.newest()?.info().planHash ?? ''} ${String(written)} ${String(refused)}`;
  }
}
