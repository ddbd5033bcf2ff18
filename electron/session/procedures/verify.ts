import type { ProcedureOutput } from '../../../shared/contract/procedures.ts';
import { sumFigures } from '../../../shared/domain/verification.ts';
import type { StoredDifference, StoredVerification } from '../../ports/VerificationStore.ts';
import { verifyPlan } from '../../usecases/verify/verifyPlan.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import type { RunningJob } from '../Jobs.ts';
import { pageOf } from '../page.ts';
import { accountOf } from '../../compose/accountOf.ts';
import { saveReport } from '../saveReport.ts';
import type { Session } from '../Session.ts';
import { countedVerification } from '../countedVerification.ts';

type Summary = NonNullable<ProcedureOutput<'verify.summary'>['summary']>;

function newest(session: Session): StoredVerification | null {
  const hash = session.project.plans.newest()?.info().planHash;
  return hash === undefined ? null : session.project.verifications.newest(hash);
}

async function verify(session: Session, job: RunningJob): Promise<void> {
  const { snapshot, mapping, plan } = session.planView();
  const { project, services } = session;
  const { target, meetings, settings } = services.openTarget(session.loaded(['target']));
  const writer = project.verifications.begin(plan.info().planHash, services.clock.now().toISOString());
  const total = plan.mailboxes().length;
  let done = 0;
  try {
    await verifyPlan({
      snapshot,
      mapping,
      plan,
      ledger: project.ledger,
      meetingLedger: project.meetingLedger,
      target,
      meetings,
      account: accountOf(settings),
      concurrency: settings.concurrency,
      signal: job.signal,
      onVerdict: ({ differences, doubleBookings, ...verdict }) => {
        writer.add(verdict, differences, doubleBookings);
        done += 1;
        job.progress({ phase: 'mailboxes', done, total, unit: 'mailboxes' });
      },
    });
    writer.finish();
    session.facts.forget();
  } finally {
    await target.close();
  }
}

function causesOf(differences: Iterable<StoredDifference>): Summary['causes'] {
  const causes = new Map<string, { kind: StoredDifference['kind']; field: string; differences: number; mailboxes: Set<string> }>();
  for (const { kind, field, mailbox } of differences) {
    const cause = causes.get(`${kind} ${field}`) ?? { kind, field, differences: 0, mailboxes: new Set<string>() };
    causes.set(`${kind} ${field}`, cause);
    cause.differences += 1;
    cause.mailboxes.add(mailbox);
  }
  return [...causes.values()]
    .map(({ mailboxes, ...cause }) => ({ ...cause, mailboxes: mailboxes.size }))
    .sort((one, other) => other.differences - one.differences);
}

function summaryOf(session: Session, stored: StoredVerification): Summary {
  const { verdicts, differences, waiting } = countedVerification(session.project, stored);
  const causes = causesOf(differences);
  const sizes = session.project.plans.newest()?.mailboxSizes();
  return {
    verifiedAt: stored.verifiedAt,
    ...sumFigures(verdicts),
    itemsPlanned: verdicts.reduce((all, { mailbox }) => all + (sizes?.get(mailbox) ?? 0), 0),
    itemsWritten: session.project.ledger.counts().written,
    differences: differences.length,
    mailboxes: verdicts.length,
    waiting,
    causes,
  };
}

function verdicts(session: Session, onlyDifferent: boolean): ProcedureOutput<'verify.verdicts'>['rows'] {
  const stored = newest(session);
  if (stored === null) return [];
  const counts = new Map<string, number>();
  const known = countedVerification(session.project, stored);
  for (const { mailbox } of known.differences) counts.set(mailbox, (counts.get(mailbox) ?? 0) + 1);
  const people = session.people();
  return known.verdicts
    .map((verdict) => ({ ...verdict, name: people.ofMailbox(verdict.mailbox).name, differences: counts.get(verdict.mailbox) ?? 0 }))
    .filter(({ differences }) => !onlyDifferent || differences > 0)
    .sort((one, other) => other.differences - one.differences || (one.name < other.name ? -1 : 1));
}

/** Reading back, and the report. */
export function verifyProcedures(context: HostContext): HandlersOf<'verify' | 'report'> {
  return {
    'verify.start': () => {
      const session = context.session();
      session.loaded(['target']);
      session.planView();
      session.jobs.start('verify', 'mailboxes', (job) => verify(session, job));
      return {};
    },
    'verify.summary': () => {
      const session = context.session();
      const stored = newest(session);
      return { summary: stored === null ? null : summaryOf(session, stored) };
    },
    'verify.verdicts': ({ onlyDifferent, offset, limit }) => pageOf(verdicts(context.session(), onlyDifferent), { offset, limit }),
    'verify.differences': ({ mailbox, kind, field, offset, limit }) => {
      const session = context.session();
      const people = session.people();
      const stored = newest(session);
      const all = (stored === null ? [] : countedVerification(session.project, stored).differences).filter(
        (one) =>
          (mailbox === null || one.mailbox === mailbox) && (kind === null || one.kind === kind) && (field === null || one.field === field),
      );
      const page = pageOf(all, { offset, limit });
      return { ...page, rows: page.rows.map((row) => ({ ...row, name: people.ofMailbox(row.mailbox).name })) };
    },
    'report.save': async ({ format, path, maskTitles }) => {
      await saveReport(context.session(), format, path, maskTitles);
      return { path, warnings: [] };
    },
  };
}
