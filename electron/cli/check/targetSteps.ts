import { Failure } from '../../../shared/domain/failure.ts';
import { checkTarget } from '../../usecases/checkTarget.ts';
import { passedStep, type CheckStep } from '../../usecases/check/CheckStep.ts';
import type { CommandContext } from '../command.ts';
import { openTargetProbe } from '../../compose/openTarget.ts';
import type { LoadedConfig } from '../readConfig.ts';
import type { ProjectFacts } from './projectFacts.ts';

/** Mailboxes a check opens; `mapping check --target` opens all of them. */
const MAILBOXES_OPENED = 10;

/** What nobody can see through EWS, and where the PowerShell for it comes from. */
const UNSEEN =
  'forwarding, transport rules, the Calendar Repair Assistant and the automatic processing of rooms cannot be seen through EWS: `godwit handoff --out FOLDER` writes the PowerShell for before and after';

function scopeStep({ mailboxes }: ProjectFacts): CheckStep {
  const count = mailboxes.length;
  if (count === 0) return passedStep('target', 'mailboxes', 'no mailbox is mapped yet; `godwit mapping check --target` opens them all');
  const rest = count > MAILBOXES_OPENED ? `; \`godwit mapping check --target\` opens all ${String(count)}` : '';
  return passedStep(
    'target',
    'mailboxes',
    `${String(Math.min(count, MAILBOXES_OPENED))} of ${String(count)} mapped mailboxes were tried${rest}`,
  );
}

/** The target of the config, step by step. */
export async function* targetSteps(loaded: LoadedConfig, context: CommandContext, facts: ProjectFacts): AsyncGenerator<CheckStep> {
  const { signal } = context;
  if (loaded.config.target === undefined) {
    yield passedStep('target', 'settings', 'no target is named yet; everything up to the preview works without one');
    return;
  }
  const { probe, settings } = openTargetProbe(loaded);
  let isLetIn = false;
  try {
    const mailboxes = facts.mailboxes.slice(0, MAILBOXES_OPENED);
    for await (const step of checkTarget({ probe, mailboxes, timeZones: facts.timeZones, concurrency: settings.concurrency, signal })) {
      yield { area: 'target', ...step };
      if (step.step === 'sign-in' && step.ok) isLetIn = true;
    }
    if (isLetIn) yield scopeStep(facts);
  } catch (error) {
    if (signal.aborted) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw error;
  } finally {
    await probe.close();
  }
  yield passedStep('target', 'rules', UNSEEN);
}
