import type { Job, JobKind } from '../../shared/contract/wizard/jobs.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Clock } from '../ports/Clock.ts';
import { wizardError } from '../ipc/router.ts';

/** What a job tells while it runs. */
export type JobStep = Pick<Job, 'phase' | 'done' | 'total' | 'unit'>;

export interface RunningJob {
  readonly signal: AbortSignal;
  progress(step: JobStep): void;
}

export interface JobsOptions {
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  /** Each change, at most ten a second while a job runs. */
  readonly onJob: (job: Job) => void;
  /** A job began or ended: steps may have another state. */
  readonly onTurn: (job: Job) => void;
}

/** These look only, and may run beside anything. */
const BESIDE: ReadonlySet<JobKind> = new Set(['source-test', 'directory-test', 'target-test']);
const EVERY_MS = 100;
/** Before that there is nothing to learn a time from. */
const LEARN_MS = 3000;

/** The jobs of a session: one at a time, tests aside. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #jobs = new Map<JobKind, Job>();
  readonly #stops = new Map<JobKind, AbortController>();
  readonly #ends = new Map<JobKind, Promise<void>>();
  readonly #toldAt = new Map<JobKind, number>();

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  all(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  isRunning(kind: JobKind): boolean {
    return this.#stops.has(kind);
  }

  /** Kinds that hold the project. */
  busyWith(): JobKind | null {
    return [...this.#stops.keys()].find((kind) => !BESIDE.has(kind)) ?? null;
  }

  /** Begins a job. Throws WIZARD_BUSY when it may not run now; what `work` throws is the job's error. */
  start(kind: JobKind, unit: Job['unit'], work: (job: RunningJob) => Promise<void>): void {
    const busy = BESIDE.has(kind) ? (this.isRunning(kind) ? kind : null) : this.busyWith();
    if (busy !== null) throw new Failure('WIZARD_BUSY', { what: busy });
    const stop = new AbortController();
    const startedAt = this.#options.clock.now().toISOString();
    this.#stops.set(kind, stop);
    this.#set({
      kind,
      status: 'running',
      phase: 'starting',
      done: 0,
      total: null,
      unit,
      startedAt,
      endedAt: null,
      secondsLeft: null,
      error: null,
    });
    this.#turn(kind);
    this.#ends.set(kind, this.#run(kind, work, stop.signal));
  }

  stop(kind: JobKind): void {
    const stop = this.#stops.get(kind);
    const job = this.#jobs.get(kind);
    if (stop === undefined || job === undefined) return;
    this.#set({ ...job, status: 'stopping' });
    stop.abort();
  }

  /** Stops everything and waits until it has stopped. */
  async end(): Promise<void> {
    for (const kind of [...this.#stops.keys()]) this.stop(kind);
    await Promise.all([...this.#ends.values()]);
  }

  /** When a job of the kind has ended; at once when none runs. */
  async ended(kind: JobKind): Promise<void> {
    await this.#ends.get(kind);
  }

  async #run(kind: JobKind, work: (job: RunningJob) => Promise<void>, signal: AbortSignal): Promise<void> {
    let outcome: Pick<Job, 'status' | 'error'>;
    try {
      // Whoever started it gets an answer before the first thing happens.
      await Promise.resolve();
      await work({ signal, progress: (step) => this.#progress(kind, step) });
      outcome = { status: 'done', error: null };
    } catch (error) {
      const isStopped = signal.aborted && (!(error instanceof Failure) || error.code === 'INTERRUPTED');
      outcome = isStopped ? { status: 'stopped', error: null } : { status: 'failed', error: wizardError(error, this.#options.redact) };
    }
    this.#stops.delete(kind);
    const job = this.#jobs.get(kind);
    if (job === undefined) return;
    this.#set({ ...job, ...outcome, endedAt: this.#options.clock.now().toISOString(), secondsLeft: null });
    this.#turn(kind);
  }

  #progress(kind: JobKind, step: JobStep): void {
    const job = this.#jobs.get(kind);
    if (job?.endedAt !== null) return;
    const now = this.#options.clock.now().getTime();
    const isNewPhase = step.phase !== job.phase;
    this.#jobs.set(kind, { ...job, ...step, secondsLeft: this.#secondsLeft(job, step, now) });
    if (!isNewPhase && now - (this.#toldAt.get(kind) ?? 0) < EVERY_MS) return;
    this.#tell(kind);
  }

  #secondsLeft({ startedAt }: Job, { done, total }: JobStep, now: number): number | null {
    const elapsed = now - Date.parse(startedAt);
    if (total === null || done <= 0 || elapsed < LEARN_MS) return null;
    return Math.round(((elapsed / done) * Math.max(0, total - done)) / 1000);
  }

  #set(job: Job): void {
    this.#jobs.set(job.kind, job);
    this.#tell(job.kind);
  }

  #tell(kind: JobKind): void {
    const job = this.#jobs.get(kind);
    if (job === undefined) return;
    this.#toldAt.set(kind, this.#options.clock.now().getTime());
    this.#options.onJob(job);
  }

  #turn(kind: JobKind): void {
    const job = this.#jobs.get(kind);
    if (job !== undefined) this.#options.onTurn(job);
  }
}
