import { randomUUID } from 'node:crypto';
import { Failure } from '../../../shared/domain/failure.ts';
import { failedStep, passedStep, type CheckStep } from '../../usecases/check/CheckStep.ts';
import { mailboxFailure } from '../../usecases/check/targetFailure.ts';
import { capabilitiesOf, probeTarget, type Answered, type ProbeEvent } from '../../usecases/probe/probeTarget.ts';
import { saveProbe } from '../../compose/probeOfProject.ts';
import { pause } from '../../run/pause.ts';
import type { TargetCapabilities } from '../../../shared/domain/targetCapabilities.ts';
import { text, type CommandContext } from '../command.ts';
import { openTarget, openTargetProbe } from '../../compose/openTarget.ts';
import { withProject } from '../compose.ts';
import type { LoadedConfig } from '../readConfig.ts';

/** What the first invitation may take, and the least that anything is waited for. */
const PATIENCE_MS = 120_000;
const LEAST_MS = 1500;

export type DeepStep = { readonly step: CheckStep } | { readonly finding: Answered };

/** The two mailboxes the operator named for the probe; null where none were. */
function namedMailboxes(context: CommandContext): readonly [string, string] | null {
  const given = text(context, 'mailboxes');
  if (given === undefined) return null;
  const [organizer = '', guest = '', ...others] = given.split(',').map((mailbox) => mailbox.trim().toLowerCase());
  const areTwo = others.length === 0 && organizer !== guest && [organizer, guest].every((mailbox) => /^[^\s@]+@[^\s@]+$/.test(mailbox));
  if (!areTwo) throw new Failure('CONFIG_USAGE', { message: '--mailboxes takes two different mailboxes: a@example.com,b@example.com' });
  return [organizer, guest];
}

/** Both open, or the first that does not. */
async function closedMailbox(loaded: LoadedConfig, mailboxes: readonly string[], { signal }: CommandContext): Promise<Failure | null> {
  const { probe } = openTargetProbe(loaded);
  try {
    for (const mailbox of mailboxes) {
      const reply = await probe.openCalendar(mailbox, signal);
      if (!reply.ok) return mailboxFailure(probe, mailbox, reply.failure).failure;
    }
    return null;
  } finally {
    await probe.close();
  }
}

function sweptStep({ when, swept }: Extract<ProbeEvent, { type: 'swept' }>): CheckStep {
  const { removed, failure } = swept;
  if (failure !== null) {
    const reason = `${failure.responseCode}: ${failure.message}`;
    return failedStep('target', 'probe-swept', new Failure('TARGET_PROBE_LEFT', { reason }));
  }
  const what = when === 'before' ? 'left by an earlier probe' : 'made by this probe';
  return passedStep('target', 'probe-swept', `${String(removed)} items and messages ${what} were removed`);
}

const ROUTES: Readonly<Record<TargetCapabilities['guestCopies'], string>> = {
  properties: 'as guests’ copies, by MAPI properties',
  mime: 'as guests’ copies, by MIME',
  none: 'as appointments',
};
const ANSWERS: Readonly<Record<TargetCapabilities['answers'], string>> = {
  elements: 'are written with the attendees',
  mime: 'are written by MIME',
  none: 'cannot be kept',
};

/** Kept in the project, for the next plan. Before there is one, nothing is lost but the time it takes to ask again. */
async function keep(
  loaded: LoadedConfig,
  { clock }: CommandContext,
  mailboxes: readonly string[],
  server: string | null,
  findings: readonly Answered[],
): Promise<CheckStep> {
  const capabilities = capabilitiesOf(findings);
  const said = `silent copies are written ${ROUTES[capabilities.guestCopies]}; their answers ${ANSWERS[capabilities.answers]}`;
  const url = loaded.config.target?.url ?? '';
  try {
    await withProject(loaded, 'write', (project) =>
      saveProbe(project, { url, at: clock.now().toISOString(), server, mailboxes: [...mailboxes], capabilities, findings: [...findings] }),
    );
    return passedStep('target', 'probe-kept', `${said}; the next plan goes by it`);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'PROJECT_NOT_FOUND') throw error;
    return passedStep('target', 'probe-kept', `${said}; not kept, for there is no project yet: probe again after the snapshot`);
  }
}

/** `check --deep`: test meetings between two mailboxes the operator names, and what this server makes of them. */
export async function* deepSteps(loaded: LoadedConfig, context: CommandContext): AsyncGenerator<DeepStep> {
  const { clock, signal } = context;
  const mailboxes = namedMailboxes(context);
  if (mailboxes === null) {
    yield {
      step: passedStep(
        'target',
        'probe',
        'not tried: --deep takes --mailboxes a@example.com,b@example.com, two people who may get test meetings',
      ),
    };
    return;
  }
  const closed = await closedMailbox(loaded, mailboxes, context);
  if (closed !== null) {
    yield { step: failedStep('target', 'probe', closed) };
    return;
  }
  const [organizer, guest] = mailboxes;
  const { target, meetings, lab } = openTarget(loaded);
  const findings: Answered[] = [];
  try {
    yield { step: passedStep('target', 'probe', `test meetings of ${organizer} with ${guest}; nobody else is written to or mailed`) };
    const input = { target, meetings, lab, organizer, guest, clock, pause, signal, newId: randomUUID };
    for await (const event of probeTarget({ ...input, patienceMs: PATIENCE_MS, leastMs: LEAST_MS })) {
      if (event.type === 'swept') yield { step: sweptStep(event) };
      else {
        findings.push(event.finding);
        yield { finding: event.finding };
      }
    }
    if (signal.aborted) throw new Failure('INTERRUPTED');
    yield { step: await keep(loaded, context, mailboxes, target.serverVersion(), findings) };
  } catch (error) {
    // A request that was under way ends with an error of its own.
    throw signal.aborted ? new Failure('INTERRUPTED', {}, { cause: error }) : error;
  } finally {
    await target.close();
  }
}
