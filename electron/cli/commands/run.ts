import { randomUUID } from 'node:crypto';
import { choosePilot } from '../../run/choosePilot.ts';
import { runPlan, type RunSummary } from '../../run/runPlan.ts';
import type { RunEvent } from '../../run/RunContext.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import { PROJECT_OPTIONS, text, type Command, type ExitCode } from '../command.ts';
import { checkSourceFirst } from '../checkSourceFirst.ts';
import { confirm, type Question } from '../confirm.ts';
import { openTarget } from '../../compose/openTarget.ts';
import { writingParts } from '../../compose/writingParts.ts';
import { withProject } from '../compose.ts';
import { lineOf, type Output } from '../output.ts';
import { readConfig } from '../readConfig.ts';
import { sayMailbox } from '../sayMailbox.ts';
import { counted, figures } from '../words.ts';

function question(plan: PlanReader, pilot: readonly string[] | null): Question {
  const sizes = plan.mailboxSizes();
  const chosen = pilot ?? [...sizes.keys()];
  const mailboxes = chosen.length;
  const items = chosen.reduce((sum, mailbox) => sum + (sizes.get(mailbox) ?? 0), 0);
  return { mailboxes, words: `Write ${counted(items, 'item')} into ${counted(mailboxes, 'mailbox', 'mailboxes')}?` };
}

function say(output: Output, event: RunEvent): void {
  switch (event.type) {
    case 'mailbox':
    case 'failed':
    case 'back-off':
      sayMailbox(output, event);
      return;
    case 'in-doubt':
      output.say(`${event.mailbox}: ${counted(event.items, 'item')} in doubt (${event.code}), looked up before anything is repeated`);
      return;
    case 'waiting':
      output.say(waitingWords(event));
      return;
    case 'detached':
      output.say(`${event.mailbox}: the occurrence of ${event.originalStart} of «${event.subject}» became an item of its own`);
      return;
    case 'removed':
      output.say(`${event.mailbox}: a second copy that nobody had changed was removed`);
      return;
    case 'extra':
      output.say(`${event.mailbox}: an item with our mark that is not the plan's (${event.what}) was left alone`);
      return;
    case 'meeting':
      if (event.phase !== 'cleaned') output.say(`${event.mailbox}: «${event.subject}» is left to the next run (${event.phase})`);
      return;
    default:
  }
}

function waitingWords({ mailbox, subject, reason, detail }: Extract<RunEvent, { type: 'waiting' }>): string {
  const isOld = reason === 'moved' || reason === 'changed';
  if (isOld) return `${mailbox}: «${subject}» was ${reason} since it was written (${detail}) and is left as it is`;
  return `${mailbox}: «${subject}» waits: ${detail}`;
}

function show(output: Output, summary: RunSummary): void {
  output.line(lineOf('run', { type: 'summary', ...summary }));
  output.say(figures({ ...summary }));
}

/** `run`: executes or resumes the sealed plan. */
export const runCommand: Command = {
  name: 'run',
  usage: '[--pilot N | --pilot A,B…] [--check-source] [--yes]',
  summary: 'Writes the plan into Exchange, every item exactly once; run again to resume.',
  options: { ...PROJECT_OPTIONS, yes: { type: 'boolean' }, pilot: { type: 'string' }, 'check-source': { type: 'boolean' } },
  run: (context) => {
    const { output, clock, signal } = context;
    const loaded = readConfig(context);
    return withProject(loaded, 'write', async (project): Promise<ExitCode> => {
      const { plan, snapshot, mapping } = project.needPlan();
      await checkSourceFirst(context, loaded, snapshot);
      const opened = openTarget(loaded);
      const wish = text(context, 'pilot');
      const pilot = wish === undefined ? null : choosePilot(wish, plan, project.browser);
      if (pilot !== null) output.say(`Pilot: ${pilot.join(', ')}`);
      if (!(await confirm(context, 'RUN_NEEDS_YES', () => question(plan, pilot)))) return 0;
      try {
        const summary = await runPlan({
          snapshot,
          mapping,
          plan,
          ...writingParts(project, opened),
          living: { sendsPerMinute: opened.settings.sendsPerMinute },
          clock,
          newRunId: randomUUID,
          signal,
          ...(pilot === null ? {} : { mailboxes: pilot }),
          onEvent: (event) => {
            output.line(lineOf('run', { ...event }));
            say(output, event);
          },
        });
        show(output, summary);
        return summary.failed + summary.waiting > 0 ? 3 : 0;
      } finally {
        await opened.target.close();
      }
    });
  },
};
