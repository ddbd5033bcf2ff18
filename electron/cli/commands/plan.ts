import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import type { PlanDecisionRow, PlanInfo } from '../../ports/PlanStore.ts';
import { buildPlan } from '../../usecases/plan/buildPlan.ts';
import { guessedOwners } from '../../usecases/plan/mappingDecisions.ts';
import { PROJECT_OPTIONS, text, type Command, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { mailboxZones, mappingIssues } from '../../compose/mappingOfProject.ts';
import { probedCapabilities } from '../../compose/probeOfProject.ts';
import { mappingForPlan } from '../mappingWork.ts';
import { lineOf, table, type Output } from '../output.ts';
import { parseInstant } from '../parseTime.ts';
import { readConfig } from '../readConfig.ts';
import { counted } from '../words.ts';

/** Named in the summary; --json has as many, mapping check all. */
const GUESSED_SHOWN = 100;

function show(output: Output, info: PlanInfo, decisions: readonly PlanDecisionRow[], guessed: readonly MappingRow[]): void {
  const { sealed, planHash, counts } = info;
  for (const decision of decisions) output.line(lineOf('plan', { type: 'decision', ...decision }));
  output.line(
    lineOf('plan', {
      type: 'summary',
      planHash,
      asOf: sealed.context.asOf,
      snapshot: sealed.snapshotFingerprint,
      mapping: sealed.mappingFingerprint,
      ...counts,
      byKind: { ...counts.byKind },
      byMode: { ...counts.byMode },
      byReason: { ...counts.byReason },
      byNote: { ...counts.byNote },
      bySeries: { ...counts.bySeries },
      mails: { ...counts.mails },
      target: sealed.context.target,
      wouldClose: [...counts.wouldClose],
      decisions: decisions.length,
      guesses: guessed.length,
      guessed: guessed.slice(0, GUESSED_SHOWN).map(({ email }) => email),
    }),
  );
  output.say(
    `${counted(counts.objects, 'object becomes', 'objects become')} ${counted(counts.items, 'item')}; ${counted(counts.skipped, 'is', 'are')} left out.`,
  );
  const groups: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
    ['What they become', counts.byKind],
    ['How they are written', counts.byMode],
    ['How the series are expressed', counts.bySeries],
    ['Why objects are left out', counts.byReason],
    ['Notes', counts.byNote],
  ];
  for (const [title, group] of groups) {
    if (Object.keys(group).length > 0) output.say(`\n${title}\n${table(Object.entries(group))}`);
  }
  if (counts.crossing > 0) {
    output.say(
      `\n${counted(counts.crossing, 'meeting crosses', 'meetings cross')} the scope; these mailboxes would close the set: ${counts.wouldClose.join(', ')}`,
    );
  }
  if (counts.slowestSender !== null) {
    const { mailbox, meetings, messages, minutes } = counts.slowestSender;
    const { invitations, answers, forExceptions } = counts.mails;
    output.say(
      `\nSlowest sender: ${mailbox}, ${counted(meetings, 'living meeting')}, ${counted(messages, 'message')}, about ${counted(minutes, 'minute')}.`,
    );
    const { exceptionsTravel } = sealed.context.target;
    const more = exceptionsTravel === null ? `; ${String(forExceptions)} more where exceptions do not travel` : '';
    const sent = invitations + (exceptionsTravel === false ? forExceptions : 0);
    output.say(`Mails inside: ${counted(sent, 'invitation')}, ${counted(answers, 'answer')}${more}.`);
  }
  if (decisions.length > 0) {
    output.say(`\nDecisions open\n${table(decisions.map(({ code, subject, objects }) => [code, subject, objects]))}`);
  }
  if (guessed.length > 0) {
    const shown = guessed.slice(0, GUESSED_SHOWN).map(({ name, source, email, rule }) => [name || source, email, rule]);
    output.say(
      `\nMailboxes that are guesses (${String(guessed.length)}; mapping check names all, mapping confirm confirms them)\n${table(shown)}`,
    );
  }
  output.say(`\nSealed as of ${sealed.context.asOf}, plan ${planHash.slice(0, 16)}.`);
}

/** `plan`: converts the snapshot with the mapping and seals the outcome. */
export const planCommand: Command = {
  name: 'plan',
  usage: '[--as-of T]',
  summary: 'Converts and seals; counts, open decisions, the slowest sender.',
  options: { ...PROJECT_OPTIONS, 'as-of': { type: 'string' } },
  run: async (context) => {
    const { output, clock, signal } = context;
    const loaded = readConfig(context);
    const given = text(context, 'as-of');
    const asOf = given === undefined ? clock.now() : new Date(parseInstant(given, '--as-of'));
    return withProject(loaded, 'write', async (project): Promise<ExitCode> => {
      const { plans } = project;
      const mapping = await mappingForPlan(loaded, project, context);
      const probed = probedCapabilities(loaded, project);
      const info = await buildPlan({
        snapshot: project.needSnapshot(),
        mapping,
        issues: mappingIssues(loaded, project, mapping),
        store: plans,
        options: { ...loaded.config.options, mailboxTimeZones: mailboxZones(loaded, project, mapping) },
        asOf,
        ...(probed === null ? {} : { target: probed }),
        signal,
        onProgress: (done, total) => output.progress(`planned ${String(done)} of ${String(total)} objects`),
      });
      const decisions = plans.newest()?.decisions() ?? [];
      show(output, info, decisions, guessedOwners(mapping, info.sealed.scope));
      return decisions.length > 0 ? 2 : 0;
    });
  },
};
