import { describeFailure, ERRORS } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { SealedContext } from '../../shared/domain/plan.ts';
import { readDirectory, type ReadDirectory } from '../compose/directoryOfProject.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';
import { mailboxZones, mappingIssues, suggest } from '../compose/mappingOfProject.ts';
import { openProjectFile, type OpenProject } from '../compose/openProjectFile.ts';
import { openSource } from '../compose/openSource.ts';
import { probedCapabilities } from '../compose/probeOfProject.ts';
import type { Work } from '../compose/Work.ts';
import type { Clock } from '../ports/Clock.ts';
import { buildPlan } from '../usecases/plan/buildPlan.ts';
import { routeCalendars } from '../usecases/routeCalendars.ts';
import { takeSnapshot } from '../usecases/takeSnapshot.ts';
import type { JobProgress, JobRequest, JobResult, ReadOrigin, WorkerJob } from './JobRequest.ts';

interface JobContext {
  readonly loaded: LoadedConfig;
  readonly project: OpenProject;
  readonly work: Work;
  readonly onProgress: (progress: JobProgress) => void;
}

const NOTHING: JobResult = { origins: [] };

function loadedOf({ config, projectPath, secrets }: JobRequest): LoadedConfig {
  return {
    config,
    projectPath,
    path: (path) => path,
    secret: (variable, purpose) => {
      const secret = secrets[variable];
      if (secret === undefined) throw new Failure('SECRET_MISSING', { purpose, step: variable });
      return secret;
    },
  };
}

async function snapshot({ loaded, project, work, onProgress }: JobContext): Promise<JobResult> {
  const { source } = loaded.config;
  if (source === undefined) throw new Failure('WIZARD_STEP_INCOMPLETE', { what: 'no source is named' });
  await takeSnapshot({
    source: openSource(loaded, source),
    store: project.snapshots,
    clock: work.clock,
    signal: work.signal,
    onProgress: ({ bytesRead, totalBytes }) => {
      // The last bytes are read; what follows shows in no byte count.
      const isRead = totalBytes !== null && bytesRead >= totalBytes;
      onProgress({ phase: isRead ? 'working-out' : 'reading', done: bytesRead, total: totalBytes, unit: 'bytes' });
    },
  });
  return NOTHING;
}

function originsOf({ readings, failures, notAsked }: ReadDirectory): readonly ReadOrigin[] {
  return [
    ...readings.map(({ origin, source, records, warnings }) => ({
      origin,
      source: source ?? 'settings',
      records: records.length,
      warnings: warnings.map(({ where, reason }) => `${where}: ${reason}`),
      error: null,
    })),
    ...failures.map(({ origin, error }) => ({
      origin,
      source: '',
      records: 0,
      warnings: [],
      error: { ...error, kind: ERRORS[error.code].kind },
    })),
    ...(notAsked === undefined ? [] : [{ origin: notAsked, source: '', records: 0, warnings: [notAskedSentence()], error: null }]),
  ];
}

function notAskedSentence(): string {
  return describeFailure(new Failure('WIZARD_NOBODY_TO_ASK')).sentence;
}

async function directory(context: JobContext): Promise<JobResult> {
  const { loaded, project, work } = context;
  const read = await readDirectory(loaded, project, work);
  if (project.snapshots.newest() !== null) await suggest(loaded, project, work, read.harvested);
  return { origins: originsOf(read) };
}

async function mapping({ loaded, project, work }: JobContext): Promise<JobResult> {
  await suggest(loaded, project, work, undefined);
  return NOTHING;
}

async function plan({ loaded, project, work, onProgress }: JobContext, sealed: SealedContext | null = null): Promise<JobResult> {
  const { options } = loaded.config;
  const taken = project.needSnapshot();
  if (project.mappings.current() === null) await suggest(loaded, project, work, undefined);
  const version = routeCalendars({ snapshot: taken, mappings: project.mappings, policy: options.calendars, clock: work.clock });
  const target = sealed === null ? probedCapabilities(loaded, project) : sealed.target;
  await buildPlan({
    ...(target === null ? {} : { target }),
    snapshot: taken,
    mapping: version,
    issues: mappingIssues(loaded, project, version),
    store: project.plans,
    options: { ...options, mailboxTimeZones: mailboxZones(loaded, project, version) },
    asOf: sealed === null ? work.clock.now() : new Date(sealed.asOf),
    signal: work.signal,
    onProgress: (done, total) => onProgress({ phase: 'planning', done, total, unit: 'objects' }),
  });
  return NOTHING;
}

/** By the clock of the plan before: what did not change at the source comes out the same. */
function planAgain(context: JobContext): Promise<JobResult> {
  const before = context.project.plans.newest();
  if (before === null) throw new Failure('PLAN_MISSING', { path: context.project.path });
  return plan(context, before.info().sealed.context);
}

const JOBS: Readonly<Record<WorkerJob, (context: JobContext) => Promise<JobResult>>> = {
  ...{ snapshot, directory, mapping, plan },
  'plan-again': planAgain,
};

/** Does one job on the project file, from opening to closing it. Throws `Failure`. */
export async function runJob(
  request: JobRequest,
  {
    clock,
    signal,
    onProgress,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly onProgress: (progress: JobProgress) => void },
): Promise<JobResult> {
  const project = openProjectFile(request.projectPath, 'write');
  const total = project.snapshots.newest()?.info().counts['objects'] ?? null;
  const work: Work = {
    clock,
    signal,
    onRead: () => undefined,
    onPeople: (objects) => onProgress({ phase: 'people', done: objects, total, unit: 'objects' }),
  };
  try {
    return await JOBS[request.job]({ loaded: loadedOf(request), project, work, onProgress });
  } finally {
    project.close();
  }
}
