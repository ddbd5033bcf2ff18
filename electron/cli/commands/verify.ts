import { verifyPlan } from '../../usecases/verify/verifyPlan.ts';
import type { MailboxVerdict } from '../../usecases/verify/verdict.ts';
import { PROJECT_OPTIONS, type Command, type ExitCode } from '../command.ts';
import { openTarget, withProject } from '../compose.ts';
import { accountOf } from '../../compose/accountOf.ts';
import { lineOf, type Output } from '../output.ts';
import { readConfig } from '../readConfig.ts';

function percent(found: number, all: number): string {
  if (found === all) return '100 %';
  // Rounding must never turn something missing into a hundred.
  return `${(Math.floor((found / all) * 10_000) / 100).toFixed(2)} %`;
}

function showVerdict(output: Output, { mailbox, differences, instancesSource, instancesFound }: MailboxVerdict): void {
  for (const difference of differences) {
    output.line(lineOf('verify', { type: 'difference', ...difference }));
    const { kind, field, source, target } = difference;
    output.say(`${mailbox}  ${kind}  ${field}: ${source}${target === '' ? '' : ` -> ${target}`}`);
  }
  output.say(`${mailbox}: ${String(instancesFound)} of ${String(instancesSource)} instances, ${percent(instancesFound, instancesSource)}`);
}

/** `verify`: reads Exchange back; plan = target? source = target? */
export const verifyCommand: Command = {
  name: 'verify',
  usage: '',
  summary: 'Reads back what Exchange holds now and compares it with plan and source.',
  options: PROJECT_OPTIONS,
  run: (context) => {
    const { output, signal, clock } = context;
    const loaded = readConfig(context);
    return withProject(loaded, 'write', async (project): Promise<ExitCode> => {
      const { plan, snapshot, mapping } = project.needPlan();
      const { target, settings } = openTarget(loaded);
      const verification = project.verifications.begin(plan.info().planHash, clock.now().toISOString());
      try {
        const { differences, ...summary } = await verifyPlan({
          snapshot,
          mapping,
          plan,
          ledger: project.ledger,
          target,
          account: accountOf(settings),
          concurrency: settings.concurrency,
          signal,
          onVerdict: (verdict) => {
            showVerdict(output, verdict);
            verification.add(verdict, verdict.differences);
          },
        });
        verification.finish();
        output.line(lineOf('verify', { type: 'summary', ...summary }));
        output.say(`parity: ${percent(summary.instancesFound, summary.instancesSource)} (${String(differences)} differences)`);
        return differences > 0 ? 4 : 0;
      } finally {
        await target.close();
      }
    });
  },
};
