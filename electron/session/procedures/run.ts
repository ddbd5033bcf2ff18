import type { ParsedInput } from '../../../shared/contract/procedures.ts';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { escapeCell } from '../../../shared/directory/mappingTable.ts';
import type { HandlersOf, HostContext } from '../HostContext.ts';
import { pageOf } from '../page.ts';
import type { Session } from '../Session.ts';
import type { RunMailbox } from '../../../shared/contract/wizard/run.ts';

/** Before a run has shown its own pace: what an Exchange with its usual limits takes (items a minute over ten connections). */
const USUAL_PER_MINUTE = 300;
/** Opening a mailbox and looking through it, for a dry run. */
const DRY_PER_MINUTE = 3000;
const ALL = 1_000_000;

/** The domain most mailboxes have, for the name of the button. */
function destinationOf(mailboxes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const mailbox of mailboxes) {
    const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1);
    counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? '';
}

function estimate(session: Session, { choice, mailboxes }: ParsedInput<'run.estimate'>): ReturnType<HandlersOf<'run'>['run.estimate']> {
  const { plan, people, planId } = session.planView();
  const chosen = new Set(session.run.chosen(choice, mailboxes));
  const sizes = plan.mailboxSizes();
  const { byMode } = plan.info().counts;
  const byKind: Record<string, number> = {};
  for (const { mailbox, kind, items } of session.project.browser.countByMailbox(planId)) {
    if (chosen.has(mailbox)) byKind[kind] = (byKind[kind] ?? 0) + items;
  }
  const items = Object.values(byKind).reduce((sum, count) => sum + count, 0);
  const progress = session.project.runs.progress(planId).filter(({ mailbox }) => chosen.has(mailbox));
  const alreadyWritten = progress.reduce((sum, { written }) => sum + written, 0);
  const perMinute = choice === 'dry-run' ? DRY_PER_MINUTE : (session.run.state().perMinute ?? USUAL_PER_MINUTE);
  const open = choice === 'dry-run' ? items : items - alreadyWritten;
  return {
    mailboxes: [...chosen].map((mailbox) => ({ mailbox, items: sizes.get(mailbox) ?? 0, ...people.ofMailbox(mailbox) })),
    items,
    byKind,
    byMode: { ...byMode },
    alreadyWritten,
    outsideGuests: null,
    seconds: Math.round((Math.max(0, open) / perMinute) * 60),
    destination: destinationOf([...chosen]),
  };
}

function isShown({ state, refused }: RunMailbox, show: 'all' | 'needs-you' | 'done'): boolean {
  if (show === 'all') return true;
  return show === 'done' ? state === 'done' : state === 'needs-you' || refused > 0;
}

function failures(session: Session, cause: string | null, offset: number, limit: number): ReturnType<HandlersOf<'run'>['run.failures']> {
  const { planId } = session.planView();
  const { total, rows } = session.project.runs.refused(planId, cause, offset, limit);
  return { total, offset, rows: rows.map(({ responseCode, ...row }) => ({ ...row, code: responseCode })) };
}

async function exportFailures(session: Session, path: string): Promise<{ rows: number }> {
  const { rows } = await failures(session, null, 0, ALL);
  const cells = rows.map(({ mailbox, subject, start, code, message, key }) =>
    [mailbox, subject, start, code, message, key].map(escapeCell),
  );
  await csvTableFile.write(path, [['mailbox', 'subject', 'start', 'code', 'message', 'key'], ...cells]);
  return { rows: rows.length };
}

/** Writing. */
export function runProcedures(context: HostContext): HandlersOf<'run'> {
  const run = (): Session['run'] => context.session().run;
  return {
    'run.estimate': (input) => estimate(context.session(), input),
    'run.proposePilot': ({ count }) => run().proposePilot(count),
    'run.state': () => run().state(),
    'run.start': ({ choice, mailboxes }) => run().start(choice, mailboxes),
    'run.pause': () => run().pause(),
    'run.resume': () => run().resume(),
    'run.stop': () => run().stop(),
    'run.mailboxes': ({ show, text, offset, limit }) => {
      const wanted = text.trim().toLowerCase();
      const rows = run()
        .mailboxes()
        .filter((row) => isShown(row, show) && (row.name.toLowerCase().includes(wanted) || row.mailbox.includes(wanted)));
      return pageOf(rows, { offset, limit });
    },
    'run.problems': () => ({ problems: run().problems() }),
    'run.failures': ({ cause, offset, limit }) => failures(context.session(), cause, offset, limit),
    'run.retry': ({ cause }) => run().retry(cause),
    'run.skip': ({ cause, skip }) => {
      run().skip(cause, skip);
      return {};
    },
    'run.exportFailures': ({ path }) => exportFailures(context.session(), path),
  };
}
