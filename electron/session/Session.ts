import type { EventName, EventPayload } from '../../shared/contract/events.ts';
import type { Job } from '../../shared/contract/wizard/jobs.ts';
import type { WizardState } from '../../shared/contract/wizard/state.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';
import type { OpenProject } from '../compose/openProjectFile.ts';
import type { JobResult, WorkerJob } from '../worker/JobRequest.ts';
import { configOf, loadedConfig, SECRET_NAMES, type ConfigPart } from './configOf.ts';
import { Delta } from './Delta.ts';
import { Facts } from './Facts.ts';
import { Jobs, type RunningJob } from './Jobs.ts';
import { peopleOf, type People } from './People.ts';
import { openPlanView, type PlanView } from './PlanView.ts';
import { ProjectKeeper } from './ProjectKeeper.ts';
import { recentEntry } from './recentEntry.ts';
import { RunController } from './run/RunController.ts';
import { Secrets } from './Secrets.ts';
import type { Services } from './Services.ts';
import { Settings } from './Settings.ts';
import { Undoing } from './Undoing.ts';
import { wizardStateOf } from './wizardStateOf.ts';

/** Made once a version of the mapping, because reading one takes a moment. */
interface KnownMapping {
  readonly version: MappingVersion | null;
  readonly people: People;
}

/** One open project: its file, what the operator entered, what is known, and what is at work. */
export class Session {
  readonly services: Services;
  readonly keeper: ProjectKeeper;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly jobs: Jobs;
  readonly facts: Facts;
  readonly run: RunController;
  readonly undoing: Undoing;
  readonly delta: Delta;
  /** Versions of the mapping that «take back» returns to, newest last. */
  readonly pastMappings: number[] = [];
  #mapping: KnownMapping | null = null;
  #planView: PlanView | null = null;

  private constructor(services: Services, keeper: ProjectKeeper) {
    this.services = services;
    this.keeper = keeper;
    this.settings = new Settings(keeper);
    this.secrets = new Secrets(services.secretStore, services.redactor, keeper.project.ledger.projectId());
    this.jobs = new Jobs({
      clock: services.clock,
      redact: services.redactor.redact,
      onJob: (job) => this.emit('job.changed', { job }),
      onTurn: (job) => this.#turn(job),
    });
    this.facts = new Facts(this);
    this.run = new RunController(this);
    this.undoing = new Undoing(this);
    this.delta = new Delta(this);
  }

  /** Opens a project, or makes it. */
  static async open(services: Services, path: string, mode: 'create' | 'write'): Promise<Session> {
    const session = new Session(services, new ProjectKeeper(path, mode));
    await session.secrets.load();
    session.run.recover();
    session.#remember();
    return session;
  }

  get project(): OpenProject {
    return this.keeper.project;
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    this.services.hub.emit(name, payload);
  }

  mapping(): MappingVersion | null {
    return this.#known().version;
  }

  needMapping(): MappingVersion {
    return this.mapping() ?? this.project.needMapping();
  }

  people(): People {
    return this.#known().people;
  }

  /** The newest plan, ready to be shown. Throws PLAN_MISSING or PLAN_STALE. */
  planView(): PlanView {
    this.#planView ??= openPlanView(this.project.needPlan());
    return this.#planView;
  }

  /** The steps' settings as a config. Throws WIZARD_STEP_INCOMPLETE when a part named cannot be used yet. */
  loaded(parts: readonly ConfigPart[]): LoadedConfig {
    const hasSecret = (slot: keyof typeof SECRET_NAMES): boolean => this.secrets.reveal(slot) !== null;
    const config = configOf(this.settings.all(), parts, { projectPath: this.keeper.path, hasSecret });
    return loadedConfig(config, this.keeper.path, (slot) => this.secrets.reveal(slot));
  }

  /** Does a job in a thread of its own, the project file lent to it. */
  async work(job: WorkerJob, parts: readonly ConfigPart[], running: RunningJob): Promise<JobResult> {
    const { config } = this.loaded(parts);
    const secrets = this.#secretsFor(parts);
    const request = { job, projectPath: this.keeper.path, config, secrets };
    const lending = this.keeper.lend(() =>
      this.services.runJob(request, { signal: running.signal, onProgress: (progress) => running.progress(progress) }),
    );
    // From here on the file is open for reading only, and what was read from it before is closed.
    this.forget();
    try {
      return await lending;
    } finally {
      this.forget();
    }
  }

  /** What is known of the file is to be read again. */
  forget(): void {
    this.#mapping = null;
    this.#planView = null;
    this.facts.forget();
  }

  state(): WizardState {
    return wizardStateOf(this);
  }

  /** Tells the window how things stand now. */
  changed(): WizardState {
    const state = this.state();
    this.emit('state.changed', { state });
    this.#remember(state);
    return state;
  }

  /** Throws WIZARD_BUSY while a job has the project. */
  needIdle(): void {
    const busy = this.jobs.busyWith();
    if (busy !== null) throw new Failure('WIZARD_BUSY', { what: busy });
  }

  async close(): Promise<void> {
    await this.run.stop();
    await this.jobs.end();
    this.#remember();
    this.services.redactor.clear();
    this.keeper.close();
  }

  /** A job gets the secrets of its own parts and no others. */
  #secretsFor(parts: readonly ConfigPart[]): Readonly<Record<string, string>> {
    const slots = (['source', 'directory'] as const).filter((slot) => parts.includes(slot));
    const known = slots.flatMap((slot): [string, string][] => {
      const secret = this.secrets.reveal(slot);
      return secret === null ? [] : [[SECRET_NAMES[slot], secret]];
    });
    return Object.fromEntries(known);
  }

  #known(): KnownMapping {
    if (this.#mapping === null) {
      const version = this.project.mappings.current();
      this.#mapping = { version, people: peopleOf(version) };
    }
    return this.#mapping;
  }

  #turn({ kind, endedAt }: Job): void {
    if (kind === 'run' || kind === 'dry-run' || kind === 'undo' || kind === 'delta')
      this.services.desktop.setBusy(this.jobs.isRunning(kind), this.settings.step('run').keepAwake);
    this.changed();
    if (endedAt !== null && (kind === 'run' || kind === 'dry-run')) this.run.tellEnd();
  }

  #remember(state = this.state()): void {
    this.services.recent.note(recentEntry(state, this.services.clock.now()));
  }
}
