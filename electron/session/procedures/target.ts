import { windowsIdOfIana } from '../../../shared/ews/windowsZones.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { checkTarget } from '../../usecases/checkTarget.ts';
import { abilitiesOf, allowScript } from '../abilities.ts';
import { ChecklistMaker, lastChecklist } from '../Checklist.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import type { RunningJob } from '../Jobs.ts';
import type { Session } from '../Session.ts';
import { targetMailboxes } from '../targetMailboxes.ts';
import { daysUntilRetirement, EWS_RETIREMENT } from '../validate/targetIssues.ts';

/** Windows ids the plan can be expected to use. */
function timeZonesOf(session: Session): readonly string[] {
  const calendars = session.project.snapshots.newest()?.calendars() ?? [];
  const names = new Set([session.settings.step('options').timeZone, ...calendars.flatMap(({ timeZone }) => timeZone ?? [])]);
  return [...new Set([...names].flatMap((name) => windowsIdOfIana(name) ?? []))].sort();
}

/** Steps about one mailbox name it first in their words; the list shows it apart. */
function subjectOf(detail: string, mailboxes: ReadonlySet<string>): string {
  return [...mailboxes].find((mailbox) => detail.toLowerCase().includes(mailbox)) ?? '';
}

async function test(session: Session, job: RunningJob): Promise<void> {
  const loaded = session.loaded(['target']);
  const { probe, settings } = session.services.openTargetProbe(loaded);
  const mailboxes = targetMailboxes(session.mapping(), session.settings.step('options').scope);
  const tls = probe.isEncrypted ? ['certificate'] : [];
  const list = new ChecklistMaker(session, 'target', ['name', 'connection', ...tls, 'answer', 'sign-in', 'time-zones']);
  const known = new Set(mailboxes);
  const input = { probe, mailboxes, timeZones: timeZonesOf(session), concurrency: settings.concurrency, signal: job.signal };
  let done = 0;
  try {
    for await (const step of checkTarget(input)) {
      const isMailbox = step.step === 'mailbox' || step.step === 'impersonation' || step.step === 'calendar';
      list.add(step, isMailbox ? subjectOf(step.detail, known) : '');
      done += 1;
      job.progress({ phase: isMailbox ? 'mailboxes' : 'reaching', done, total: null, unit: 'steps' });
    }
  } catch (error) {
    throw job.signal.aborted ? new Failure('INTERRUPTED', {}, { cause: error }) : error;
  } finally {
    list.finish();
    await probe.close();
  }
}

/** The Exchange that receives the calendars. */
export function targetProcedures(context: HostContext): HandlersOf<'target'> {
  return {
    'target.test': () => {
      const session = context.session();
      session.loaded(['target']);
      session.jobs.start('target-test', 'steps', (job) => test(session, job));
      return {};
    },
    'target.checklist': () => lastChecklist(context.session(), 'target'),
    'target.abilities': () => {
      const session = context.session();
      const { flavour, clientId } = session.settings.step('target');
      const isOnline = flavour === 'online';
      const retirement = { date: EWS_RETIREMENT, daysLeft: daysUntilRetirement(session.services.clock.now()) };
      return {
        abilities: abilitiesOf(lastChecklist(session, 'target')),
        retirement: isOnline ? retirement : null,
        allowScript: isOnline && clientId !== '' ? allowScript(clientId) : '',
      };
    },
  };
}
