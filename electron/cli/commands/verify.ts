import { verifyPlan } from '../../usecases/verify/verifyPlan.ts';
import type { MailboxVerdict } from '../../usecases/verify/verdict.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { PROJECT_OPTIONS, text, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { openTarget } from '../../compose/openTarget.ts';
import { withProject } from '../compose.ts';
import { accountOf } from '../../compose/accountOf.ts';
import { lineOf, type Output } from '../output.ts';
import { readConfig } from '../readConfig.ts';
import { answerWords } from '../answerWords.ts';
import { counted } from '../words.ts';

function percent(found: number, all: number): string {
  if (found === all) return '100 %';
  // Rounding must never turn something missing into a hundred.
  return `${(Math.floor((found / all) * 10_000) / 100).toFixed(2)} %`;
}

/** `--sample 20`: a number of mailboxes or items; null = all. */
function sampleSize(context: CommandContext, option: string): number | null {
  const given = text(context, option);
  if (given === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new Failure('CONFIG_USAGE', { message: `--${option} takes a number above zero, not ${given}.` });
}

function showVerdict(output: Output, { mailbox, differences, doubleBookings, instancesSource, instancesFound }: MailboxVerdict): void {
  for (const difference of differences) {
    output.line(lineOf('verify', { type: 'difference', ...difference }));
    const { kind, field, source, target } = difference;
    output.say(`${mailbox}  ${kind}  ${field}: ${source}${target === '' ? '' : ` -> ${target}`}`);
  }
  for (const booking of doubleBookings) {
    output.line(lineOf('verify', { type: 'double-booking', ...booking }));
    output.say(
      `${mailbox}  booked twice at ${booking.start} (${counted(booking.times, 'time')}): ${booking.otherSubject}, ${booking.subject}`,
    );
  }
  output.say(`${mailbox}: ${String(instancesFound)} of ${String(instancesSource)} instances, ${percent(instancesFound, instancesSource)}`);
}

/** `verify`: reads Exchange back; plan = target? source = target? */
export const verifyCommand: Command = {
  name: 'verify',
  usage: '[--sample N] [--sample-items N]',
  summary: 'Reads back what Exchange holds now, all of it or N mailboxes and N items of each, and compares it with plan and source.',
  options: { ...PROJECT_OPTIONS, sample: { type: 'string' }, 'sample-items': { type: 'string' } },
  run: (context) => {
    const { output, signal, clock } = context;
    const loaded = readConfig(context);
    const sample = { mailboxes: sampleSize(context, 'sample'), items: sampleSize(context, 'sample-items') };
    return withProject(loaded, 'write', async (project): Promise<ExitCode> => {
      const { plan, snapshot, mapping } = project.needPlan();
      const { target, meetings, settings } = openTarget(loaded);
      const verification = project.verifications.begin(plan.info().planHash, clock.now().toISOString(), sample);
      try {
        const { differences, ...summary } = await verifyPlan({
          snapshot,
          mapping,
          plan,
          ledger: project.ledger,
          meetingLedger: project.meetingLedger,
          target,
          meetings,
          sample,
          account: accountOf(settings),
          concurrency: settings.concurrency,
          signal,
          onVerdict: (verdict) => {
            showVerdict(output, verdict);
            verification.add(verdict, verdict.differences, verdict.doubleBookings);
          },
        });
        verification.finish();
        output.line(lineOf('verify', { type: 'summary', ...summary }));
        const { sealed, counts } = plan.info();
        const answers = { figures: summary, route: sealed.context.target.answers, byNote: counts.byNote };
        for (const words of answerWords(answers)) output.say(words);
        output.say(`parity: ${percent(summary.instancesFound, summary.instancesSource)} (${counted(differences, 'difference')})`);
        return differences > 0 ? 4 : 0;
      } finally {
        await target.close();
      }
    });
  },
};
