import { randomUUID } from 'node:crypto';
import { Failure } from '../../../shared/domain/failure.ts';
import { mailboxZones, mappingIssues } from '../../compose/mappingOfProject.ts';
import { carryDelta, type DeltaEvent, type DeltaSummary } from '../../usecases/delta/carryDelta.ts';
import { buildPlan } from '../../usecases/plan/buildPlan.ts';
import { planBefore } from '../../usecases/plan/planBefore.ts';
import { takeSnapshot } from '../../usecases/takeSnapshot.ts';
import { PROJECT_OPTIONS, text, type Command, type CommandContext, type ExitCode } from '../command.ts';
import type { OpenProject } from '../../compose/openProjectFile.ts';
import { openSource } from '../../compose/openSource.ts';
import { openTarget } from '../../compose/openTarget.ts';
import { writingParts } from '../../compose/writingParts.ts';
import { withProject } from '../compose.ts';
import { confirm, type Question } from '../confirm.ts';
import { mappingForPlan } from '../mappingWork.ts';
import { lineOf, type Output } from '../output.ts';
import { parseInstant } from '../parseTime.ts';
import { readConfig, type LoadedConfig } from '../readConfig.ts';
import { sayMailbox } from '../sayMailbox.ts';
import { workOf } from '../workOf.ts';
import { counted, figures } from '../words.ts';

const ACTIONS: Readonly<Record<Extract<DeltaEvent, { type: 'change' }>['action'], string>> = {
  create: 'is new',
  remove: 'is gone from the source and goes',
  replace: 'changed and is written anew',
  'send-again': 'is another meeting now: it is sent once more',
  update: 'has new words: they are written into every copy',
  answers: 'was answered otherwise at the source; Exchange’s answers stand',
  moved: 'belongs elsewhere now and is left where it is',
  unknown: 'changed, but nobody can say how it was written; it is left as it is',
};

function say(output: Output, event: DeltaEvent): void {
  switch (event.type) {
    case 'change':
      output.say(`${event.mailbox}  ${event.start}  «${event.subject}» ${ACTIONS[event.action]}`);
      return;
    case 'kept':
      output.say(`${event.mailbox}  ${event.start}  «${event.subject}» stays as it is: ${event.reason} ${event.detail}`.trimEnd());
      return;
    case 'mailbox':
    case 'failed':
    case 'back-off':
      sayMailbox(output, event);
      return;
    default:
  }
}

/** Snapshot and plan once more, by the clock of the plan before unless told otherwise: what did not change comes out the same. */
async function planAgain(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<void> {
  const { source, options } = loaded.config;
  const before = project.plans.newest();
  if (source === undefined) throw new Failure('SOURCE_MISSING');
  if (before === null) throw new Failure('PLAN_MISSING', { path: project.path });
  const { clock, signal, output } = context;
  const { onRead: onProgress } = workOf(context);
  const old = planBefore(project, before);
  await takeSnapshot({ source: openSource(loaded, source), store: project.snapshots, clock, signal, onProgress });
  const mapping = await mappingForPlan(loaded, project, context);
  const given = text(context, 'as-of');
  const sealed = before.info().sealed.context;
  await buildPlan({
    snapshot: project.needSnapshot(),
    mapping,
    issues: mappingIssues(loaded, project, mapping),
    store: project.plans,
    options: { ...options, mailboxTimeZones: mailboxZones(loaded, project, mapping) },
    asOf: new Date(given === undefined ? sealed.asOf : parseInstant(given, '--as-of')),
    target: sealed.target,
    signal,
    ...(old === null ? {} : { before: old }),
    onProgress: (done, total) => output.progress(`planned ${String(done)} of ${String(total)} objects`),
  });
}

function show(output: Output, { run, changes, ...counts }: DeltaSummary, planHash: string, dryRun: boolean): void {
  const {
    written = 0,
    adopted = 0,
    failed = 0,
    waiting = 0,
    requests = 0,
    mailsInside = 0,
    couldSendOutside = 0,
    messagesLeft = 0,
    seconds = 0,
  } = run ?? {};
  const done = { ...counts, written, adopted, failed, waiting, requests, mailsInside, couldSendOutside, messagesLeft, seconds };
  output.line(lineOf('delta', { type: 'summary', dryRun, planHash, changes: { ...changes }, ...done }));
  output.say(figures({ ...changes, ...done }));
  if (dryRun) output.say('Nothing was changed in Exchange; the project has the new snapshot and plan.');
}

function question({ plans }: OpenProject): Question {
  const mailboxes = plans.newest()?.mailboxes().length ?? 0;
  return { mailboxes, words: `Carry what changed into ${counted(mailboxes, 'mailbox', 'mailboxes')}?` };
}

async function delta(context: CommandContext, loaded: LoadedConfig, project: OpenProject): Promise<ExitCode> {
  const { output, clock, signal } = context;
  const dryRun = context.options['dry-run'] === true;
  if (!dryRun && !(await confirm(context, 'DELTA_NEEDS_YES', () => question(project)))) return 0;
  await planAgain(loaded, project, context);
  const opened = openTarget(loaded);
  try {
    const summary = await carryDelta({
      ...project.needPlan(),
      plans: project.plans,
      snapshots: project.snapshots,
      mappings: project.mappings,
      ...writingParts(project, opened),
      living: { sendsPerMinute: opened.settings.sendsPerMinute },
      clock,
      newRunId: randomUUID,
      signal,
      dryRun,
      onEvent: (event) => {
        output.line(lineOf('delta', { ...event }));
        say(output, event);
      },
    });
    show(output, summary, project.plans.newest()?.info().planHash ?? '', dryRun);
    const open = summary.kept + (summary.run?.failed ?? 0) + (summary.run?.waiting ?? 0);
    return open > 0 ? 3 : 0;
  } finally {
    await opened.target.close();
  }
}

/** `delta`: snapshot and plan again, then carry what changed. */
export const deltaCommand: Command = {
  name: 'delta',
  usage: '[--dry-run] [--as-of T] [--yes]',
  summary: 'Reads the source again and carries what is new, changed or gone; lists what somebody changed in Exchange.',
  options: { ...PROJECT_OPTIONS, 'dry-run': { type: 'boolean' }, 'as-of': { type: 'string' }, yes: { type: 'boolean' } },
  run: (context) => {
    const loaded = readConfig(context);
    return withProject(loaded, 'write', (project) => delta(context, loaded, project));
  },
};
