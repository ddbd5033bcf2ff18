import type { RunMailbox, RunProblem, RunState } from '../../../shared/contract/wizard/run.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import { namedMailboxes, pilotGroup } from '../../run/choosePilot.ts';
import { runPlan } from '../../run/runPlan.ts';
import type { RunEvent } from '../../run/RunContext.ts';
import type { RunningJob } from '../Jobs.ts';
import type { Session } from '../Session.ts';
import { writingParts } from '../../compose/writingParts.ts';
import type { PilotGroup } from '../../../shared/run/proposePilot.ts';
import { rehearse } from './rehearse.ts';
import { RunPace } from './RunPace.ts';
import { RunTally } from './RunTally.ts';
import { problemsOf, runStateOf, withNames } from './runStateOf.ts';

type Choice = RunState['choice'];

const EVERY_MS = 250;

/** The run of a session: begins, pauses, goes on, and says how it goes. What is written where is the ledger's to know. */
export class RunController {
  readonly #session: Session;
  #tally: { readonly tally: RunTally; readonly generation: number; readonly planId: number } | null = null;
  #pace: RunPace | null = null;
  #target: ExchangeTarget | null = null;
  #meetings: MeetingTarget | null = null;
  #stopsTo: 'paused' | 'stopped' = 'stopped';
  #toldAt = 0;
  readonly #retryNext = new Set<string>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** After a crash the project says «running», but nobody runs it. */
  recover(): void {
    const { settings } = this.#session;
    const { status } = settings.run;
    if (status === 'idle' || status === 'done' || status === 'stopped') return;
    settings.run = { ...settings.run, status: 'stopped', endedAt: settings.run.endedAt ?? this.#now().toISOString() };
  }

  /** Begins, or goes on where the last run stopped. */
  start(choice: Choice, mailboxes: readonly string[]): RunState {
    const session = this.#session;
    const loaded = session.loaded(['target']);
    const chosen = namedMailboxes(this.chosen(choice, mailboxes), session.planView().plan);
    const { settings } = session;
    const work = (job: RunningJob): Promise<void> => (choice === 'dry-run' ? this.#rehearse(job, chosen) : this.#write(job, chosen));
    session.jobs.start(choice === 'dry-run' ? 'dry-run' : 'run', 'items', (job) => this.#open(loaded, () => work(job)));
    this.#stopsTo = 'stopped';
    if (choice !== 'dry-run') {
      const startedAt = this.#now().toISOString();
      settings.run = { ...settings.run, status: 'running', choice, mailboxes: [...chosen], startedAt, endedAt: null };
    }
    this.#tally = null;
    this.#pace = new RunPace(this.#now().getTime(), this.#current().totals().written);
    session.changed();
    return this.state();
  }

  resume(): RunState {
    const { choice, mailboxes } = this.#session.settings.run;
    return this.start(choice, mailboxes);
  }

  /** The last word of a run, with what it failed for. */
  tellEnd(): void {
    this.#tell(true);
  }

  /** What is on its way is finished; a paused run goes on with the same mailboxes. */
  pause(): RunState {
    return this.#halt('paused');
  }

  async stop(): Promise<RunState> {
    const { settings, jobs } = this.#session;
    if (settings.run.status === 'paused') settings.run = { ...settings.run, status: 'stopped' };
    this.#halt('stopped');
    await jobs.ended('run');
    await jobs.ended('dry-run');
    return this.state();
  }

  state(): RunState {
    const { settings, jobs } = this.#session;
    const job = jobs.all().find(({ kind }) => kind === (settings.run.choice === 'dry-run' ? 'dry-run' : 'run'));
    return runStateOf({
      memory: settings.run,
      tally: this.#current(),
      pace: this.#pace,
      now: this.#now().getTime(),
      requests: this.#target?.statistics().requests ?? 0,
      isRunning: jobs.isRunning('run'),
      error: job?.error ?? null,
    });
  }

  mailboxes(): readonly RunMailbox[] {
    return withNames(this.#current().rows(this.#now().getTime()), this.#session.people());
  }

  problems(): readonly RunProblem[] {
    const { project, settings } = this.#session;
    const planId = this.#planId();
    if (planId === null) return [];
    const now = this.#now().getTime();
    return problemsOf({
      refused: project.runs.refusedByCause(planId),
      messageOf: (cause) => project.runs.refused(planId, cause, 0, 1).rows[0]?.message ?? '',
      stopped: this.#current().stopped,
      rows: this.#current().rows(now),
      skipped: new Set(settings.run.skippedCauses),
    });
  }

  skip(cause: string, skip: boolean): void {
    const { settings } = this.#session;
    const causes = settings.run.skippedCauses.filter((known) => known !== cause);
    settings.run = { ...settings.run, skippedCauses: skip ? [...causes, cause] : causes };
  }

  /** Tries the mailboxes of a cause again, now or right after the run that goes on. */
  retry(cause: string): RunState {
    const mailboxes = this.problems()
      .filter((problem) => problem.cause === cause)
      .flatMap((problem) => problem.mailboxes);
    if (mailboxes.length === 0) throw new Failure('WIZARD_NOTHING_THERE', { what: 'problem of this cause' });
    this.skip(cause, false);
    if (!this.#session.jobs.isRunning('run')) return this.start('everyone', mailboxes);
    for (const mailbox of mailboxes) this.#retryNext.add(mailbox);
    return this.state();
  }

  /** The mailboxes a choice means. */
  chosen(choice: Choice, mailboxes: readonly string[]): readonly string[] {
    if (mailboxes.length > 0) return mailboxes.map((mailbox) => mailbox.toLowerCase());
    const { plan } = this.#session.planView();
    return choice === 'pilot' ? this.proposePilot(12).mailboxes : plan.mailboxes();
  }

  proposePilot(count: number): PilotGroup {
    return pilotGroup(count, this.#session.planView().plan, this.#session.project.browser);
  }

  async #open(loaded: Parameters<Session['services']['openTarget']>[0], work: () => Promise<void>): Promise<void> {
    const { target, meetings } = this.#opened(loaded);
    this.#target = target;
    this.#meetings = meetings;
    try {
      await work();
    } finally {
      await target.close();
      this.#target = null;
      this.#meetings = null;
    }
  }

  /** What cannot even be opened (a password that is not known) is a run that stands, not one that runs. */
  #opened(loaded: Parameters<Session['services']['openTarget']>[0]): ReturnType<Session['services']['openTarget']> {
    try {
      return this.#session.services.openTarget(loaded);
    } catch (error) {
      this.recover();
      throw error;
    }
  }

  async #write(job: RunningJob, mailboxes: readonly string[]): Promise<void> {
    const { settings } = this.#session;
    try {
      let waiting = await this.#runPlan(job, mailboxes);
      while (this.#retryNext.size > 0) {
        const again = [...this.#retryNext];
        this.#retryNext.clear();
        waiting = await this.#runPlan(job, again);
      }
      // What waits (a closed mailbox, a meeting whose copies have not come) is for the next run.
      settings.run = { ...settings.run, status: waiting === 0 ? 'done' : 'stopped' };
    } catch (error) {
      settings.run = { ...settings.run, status: this.#stopsTo };
      throw error;
    } finally {
      this.#retryNext.clear();
      const tally = this.#current();
      const planId = this.#planId();
      if (planId !== null) for (const progress of this.#session.project.runs.progress(planId)) tally.correct(progress);
      tally.end(this.#now().getTime());
      settings.run = { ...settings.run, endedAt: this.#now().toISOString(), stopped: [...tally.stopped] };
      this.#tell(true);
    }
  }

  /** Answers how many items wait for a run of the same mailboxes. */
  async #runPlan(job: RunningJob, mailboxes: readonly string[]): Promise<number> {
    const { snapshot, mapping, plan } = this.#session.planView();
    const { project, services } = this.#session;
    const { target: settings } = this.#session.loaded(['target']).config;
    const [target, meetings] = [this.#target, this.#meetings];
    if (settings === undefined || target === null || meetings === null) throw new Failure('TARGET_MISSING');
    let crossing = 0;
    const { waiting, mailsInside, couldSendOutside } = await runPlan({
      snapshot,
      mapping,
      plan,
      ...writingParts(project, { target, meetings, settings }),
      living: { sendsPerMinute: settings.sendsPerMinute },
      clock: services.clock,
      newRunId: services.newId,
      mailboxes,
      signal: job.signal,
      onEvent: (event) => {
        if (event.type === 'waiting' && event.reason === 'crossing') crossing += 1;
        this.#see(event, job);
      },
    });
    const { run } = this.#session.settings;
    this.#session.settings.run = {
      ...run,
      mailsInside: run.mailsInside + mailsInside,
      couldSendOutside: run.couldSendOutside + couldSendOutside,
    };
    // What comes with a meeting of others has its turn with them: a pilot is done without it.
    return waiting - crossing;
  }

  async #rehearse(job: RunningJob, mailboxes: readonly string[]): Promise<void> {
    if (this.#target === null) throw new Failure('TARGET_MISSING');
    const tally = this.#current();
    await rehearse({
      target: this.#target,
      view: this.#session.planView(),
      mailboxes,
      signal: job.signal,
      onEvent: (event) => tally.see(event, this.#now().getTime()),
      onProgress: (done, total) => {
        job.progress({ phase: 'checking', done, total, unit: 'items' });
        this.#tell(false);
      },
    });
    this.#tell(true);
  }

  #see(event: RunEvent, job: RunningJob): void {
    const now = this.#now().getTime();
    const tally = this.#current();
    tally.see(event, now);
    const isTurn = event.type === 'mailbox' && event.state !== 'started';
    const planId = this.#planId();
    if (isTurn && planId !== null) {
      for (const progress of this.#session.project.runs.progress(planId, event.mailbox)) tally.correct(progress);
    }
    const { written, items } = tally.totals();
    this.#pace?.see(now, written);
    job.progress({ phase: 'writing', done: written, total: items, unit: 'items' });
    this.#tell(false);
  }

  #tell(isLast: boolean): void {
    const now = this.#now().getTime();
    if (!isLast && now - this.#toldAt < EVERY_MS) return;
    this.#toldAt = now;
    const mailboxes = withNames(this.#current().takeChanged(now), this.#session.people());
    this.#session.emit('run.changed', { run: this.state(), mailboxes });
  }

  #halt(to: 'paused' | 'stopped'): RunState {
    const { settings, jobs } = this.#session;
    this.#stopsTo = to;
    if (jobs.isRunning('run')) settings.run = { ...settings.run, status: to === 'paused' ? 'pausing' : 'stopping' };
    jobs.stop('run');
    jobs.stop('dry-run');
    return this.state();
  }

  /** The tally of the mailboxes chosen, read from the ledger where the file was opened anew. */
  #current(): RunTally {
    const { project, settings, keeper } = this.#session;
    const planId = this.#planId();
    const { generation } = keeper;
    if (this.#tally?.generation === generation && this.#tally.planId === planId) return this.#tally.tally;
    const chosen = new Set(settings.run.mailboxes);
    const progress = planId === null ? [] : project.runs.progress(planId).filter(({ mailbox }) => chosen.size === 0 || chosen.has(mailbox));
    const tally = new RunTally(progress, settings.run.stopped);
    if (planId !== null) this.#tally = { tally, generation, planId };
    return tally;
  }

  #planId(): number | null {
    return this.#session.project.plans.newest()?.info().planId ?? null;
  }

  #now(): Date {
    return this.#session.services.clock.now();
  }
}
