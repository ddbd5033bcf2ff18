import { randomUUID } from 'node:crypto';
import type { UndoEvent, UndoneItem } from '../../usecases/undo/UndoContext.ts';
import { undoPlan, type UndoSummary } from '../../usecases/undo/undoPlan.ts';
import { PROJECT_OPTIONS, text, type Command, type CommandContext, type ExitCode } from '../command.ts';
import type { OpenProject } from '../../compose/openProjectFile.ts';
import { openTarget } from '../../compose/openTarget.ts';
import { writingParts } from '../../compose/writingParts.ts';
import { withProject } from '../compose.ts';
import { confirm, type Question } from '../confirm.ts';
import { lineOf, type Output } from '../output.ts';
import { readConfig } from '../readConfig.ts';
import { sayMailbox } from '../sayMailbox.ts';
import { counted, figures } from '../words.ts';

const REASONS: Readonly<Record<UndoneItem['reason'], string>> = {
  '': '',
  touched: 'changed since it was written',
  moved: 'put into another folder',
  unknown: 'saved since, and nobody can say how it was',
  meeting: 'stays with its meeting',
  closed: 'its mailbox cannot be opened',
  refused: 'Exchange did not remove it',
  copy: 'a copy its owner made',
};

function itemWords({ mailbox, subject, start, action, reason, detail }: UndoneItem): string {
  const words = action === 'keep' ? `stays: ${REASONS[reason]}` : action === 'gone' ? 'is gone already' : 'would go';
  return `${mailbox}  ${start}  «${subject}» ${words}${detail === '' || action !== 'keep' ? '' : ` (${detail})`}`;
}

function say(output: Output, event: UndoEvent): void {
  switch (event.type) {
    case 'item':
      output.say(itemWords(event));
      return;
    case 'mailbox':
    case 'back-off':
      sayMailbox(output, event);
      return;
    case 'folder':
      output.say(`${event.mailbox}: the folder ${event.folder} ${event.action === 'remove' ? 'goes' : 'stays: it is not empty'}`);
      return;
    default:
  }
}

function show(output: Output, summary: UndoSummary, dryRun: boolean): void {
  output.line(lineOf('undo', { type: 'summary', dryRun, ...summary }));
  output.say(figures({ ...summary }));
  if (dryRun) output.say('Nothing was changed.');
}

/** `--mailbox A B C`, or with commas. */
function mailboxesOf(context: CommandContext): readonly string[] | null {
  const given = [text(context, 'mailbox') ?? '', ...context.positionals].flatMap((words) => words.split(','));
  const mailboxes = given.map((mailbox) => mailbox.trim().toLowerCase()).filter((mailbox) => mailbox !== '');
  return mailboxes.length === 0 ? null : mailboxes;
}

function question({ ledger }: OpenProject): Question {
  const mailboxes = ledger.mailboxes().length;
  return { mailboxes, words: `Remove what was written from up to ${counted(mailboxes, 'mailbox', 'mailboxes')}?` };
}

async function undo(context: CommandContext, loaded: ReturnType<typeof readConfig>, project: OpenProject): Promise<ExitCode> {
  const { output, clock, signal } = context;
  const dryRun = context.options['dry-run'] === true;
  const opened = openTarget(loaded);
  const mailboxes = mailboxesOf(context);
  const run = text(context, 'run');
  try {
    if (!dryRun && !(await confirm(context, 'UNDO_NEEDS_YES', () => question(project)))) return 0;
    const summary = await undoPlan({
      plans: project.plans,
      snapshots: project.snapshots,
      mappings: project.mappings,
      ...writingParts(project, opened),
      clock,
      newRunId: randomUUID,
      signal,
      dryRun,
      ...(mailboxes === null ? {} : { mailboxes }),
      ...(run === undefined ? {} : { run }),
      onEvent: (event) => {
        output.line(lineOf('undo', { ...event }));
        say(output, event);
      },
    });
    show(output, summary, dryRun);
    return summary.kept > 0 ? 3 : 0;
  } finally {
    await opened.target.close();
  }
}

/** `undo`: takes back what was written and nobody changed since. */
export const undoCommand: Command = {
  name: 'undo',
  usage: '[--dry-run] [--mailbox A…] [--run ID] [--yes]',
  summary: 'Removes what this project wrote and nobody changed since; lists the rest.',
  options: {
    ...PROJECT_OPTIONS,
    'dry-run': { type: 'boolean' },
    mailbox: { type: 'string' },
    run: { type: 'string' },
    yes: { type: 'boolean' },
  },
  takesWords: true,
  run: (context) => {
    const loaded = readConfig(context);
    return withProject(loaded, 'write', (project) => undo(context, loaded, project));
  },
};
