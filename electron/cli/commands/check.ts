import { directoryFileReader } from '../../adapters/directory-files/readDirectoryFile.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { checkDirectory } from '../../usecases/check/checkDirectory.ts';
import { failedStep, type CheckStep } from '../../usecases/check/CheckStep.ts';
import type { Answered } from '../../usecases/probe/probeTarget.ts';
import { projectFacts } from '../check/projectFacts.ts';
import { sourceSteps } from '../../compose/sourceSteps.ts';
import { deepSteps } from '../check/deepSteps.ts';
import { targetSteps } from '../check/targetSteps.ts';
import { PROJECT_OPTIONS, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { openDirectoryServer } from '../../compose/openDirectoryServer.ts';
import { lineOf, type Output } from '../output.ts';
import { workOf } from '../workOf.ts';
import { readConfig, type LoadedConfig } from '../readConfig.ts';

function show(output: Output, step: CheckStep): void {
  output.line(lineOf('check', { type: 'step', ...step }));
  const { area, step: name, ok, detail, code, remedy } = step;
  output.say(`${ok ? 'ok    ' : 'FAILED'}  ${area.padEnd(9)}  ${name.padEnd(13)}  ${detail}`);
  if (remedy !== undefined) output.say(`        ${remedy}${code === undefined ? '' : ` [${code}]`}`);
}

/** A setting that is wrong before anything is asked (a password variable that is not set) costs its own area only. */
async function* attempt(area: CheckStep['area'], steps: () => AsyncIterable<CheckStep>): AsyncGenerator<CheckStep> {
  try {
    yield* steps();
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'INTERRUPTED') throw error;
    yield failedStep(area, 'settings', error);
  }
}

async function* directorySteps(loaded: LoadedConfig, context: CommandContext, owners: readonly string[]): AsyncGenerator<CheckStep> {
  const files = loaded.config.directory.files.map((file) => loaded.path(file));
  const { signal } = context;
  const server = await openDirectoryServer(loaded);
  yield* checkDirectory({ files, reader: directoryFileReader, server, owners, signal });
}

/** Questions need no colour: whichever answer, the plan takes it into account. */
function showFinding(output: Output, finding: Answered): void {
  output.line(lineOf('check', { type: 'finding', ...finding }));
  const { question, answer, detail } = finding;
  output.say(`${answer.padEnd(9)}  ${question}\n           ${detail}`);
}

async function* allSteps(loaded: LoadedConfig, context: CommandContext): AsyncGenerator<CheckStep> {
  const facts = await projectFacts(loaded);
  yield* attempt('source', () => sourceSteps(loaded, workOf(context), facts.hasSnapshot));
  yield* attempt('directory', () => directorySteps(loaded, context, facts.owners));
  yield* attempt('target', () => targetSteps(loaded, context, facts));
}

/** `check`: source, directory and target, step by step; reads only, except in the two mailboxes --deep is given. */
export const checkCommand: Command = {
  name: 'check',
  usage: '[--deep --mailboxes A,B]',
  summary: 'Looks at source, directory and target step by step; --deep tries test meetings between two mailboxes.',
  options: { ...PROJECT_OPTIONS, deep: { type: 'boolean' }, mailboxes: { type: 'string' } },
  run: async (context): Promise<ExitCode> => {
    const { output } = context;
    const loaded = readConfig(context);
    let steps = 0;
    let failed = 0;
    let isReached = false;
    const count = (step: CheckStep): void => {
      show(output, step);
      steps += 1;
      if (!step.ok) failed += 1;
    };
    for await (const step of allSteps(loaded, context)) {
      count(step);
      if (step.step === 'sign-in' && step.ok) isReached = true;
    }
    if (context.options['deep'] === true && isReached) {
      for await (const told of deepSteps(loaded, context)) {
        if ('finding' in told) showFinding(output, told.finding);
        else count(told.step);
      }
    }
    output.line(lineOf('check', { type: 'summary', ok: failed === 0, steps, failed }));
    output.say(failed === 0 ? `All ${String(steps)} steps are fine.` : `${String(failed)} of ${String(steps)} steps failed.`);
    return failed === 0 ? 0 : 1;
  },
};
