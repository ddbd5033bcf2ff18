import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { itemFields } from '../../usecases/plan/itemFields.ts';
import { previewPlan } from '../../usecases/plan/previewPlan.ts';
import { PROJECT_OPTIONS, text, type Command, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { lineOf, table, type Output } from '../output.ts';
import { parseWindow } from '../parseTime.ts';
import { readConfig } from '../readConfig.ts';
import { counted } from '../words.ts';

/** Lines between two looks at the signal. */
const TURN = 200;

function sayItem(output: Output, planned: PlannedItem): void {
  const { item, kind, mailbox, notes } = planned;
  const repeats = item.recurrence === null ? '' : ` (repeats ${item.recurrence.pattern.type})`;
  const marks = notes.length === 0 ? '' : `  [${notes.map(({ code }) => code).join(', ')}]`;
  output.say(`${mailbox}  ${item.start}  ${kind}  ${item.legacyFreeBusyStatus}  ${item.subject}${repeats}${marks}`);
}

function increment(counter: Map<string, number>, word: string): void {
  counter.set(word, (counter.get(word) ?? 0) + 1);
}

/** `preview`: the planned items, source switched off or not. */
export const previewCommand: Command = {
  name: 'preview',
  usage: '[--mailbox A] [--expand FROM..TO]',
  summary: 'Shows what the sealed plan will write, and what it leaves out and why.',
  options: { ...PROJECT_OPTIONS, mailbox: { type: 'string' }, expand: { type: 'string' } },
  run: async (context) => {
    const { output, signal } = context;
    const loaded = readConfig(context);
    const mailbox = text(context, 'mailbox')?.trim().toLowerCase();
    const expand = text(context, 'expand');
    const window = expand === undefined ? undefined : parseWindow(expand, '--expand');
    return withProject(loaded, 'read', async ({ needPlan }): Promise<ExitCode> => {
      const { plan, snapshot, mapping } = needPlan();
      const byKind = new Map<string, number>();
      const byReason = new Map<string, number>();
      let shown = 0;
      for (const entry of previewPlan({ snapshot, mapping, plan, signal, ...(mailbox === undefined ? {} : { mailbox }) })) {
        if (entry.type === 'item') {
          increment(byKind, entry.item.kind);
          if (output.json) output.line({ type: 'item', ...itemFields(entry.item, window) });
          else sayItem(output, entry.item);
        } else {
          const { source, reason, notes } = entry.skipped;
          increment(byReason, reason);
          output.line(lineOf('preview', { type: 'skipped', source: { ...source }, reason, notes: [...notes] }));
        }
        shown += 1;
        if (shown % TURN === 0) await nextTurn();
      }
      const total = (counter: Map<string, number>): number => [...counter.values()].reduce((sum, value) => sum + value, 0);
      const { planHash } = plan.info();
      output.line(
        lineOf('preview', {
          type: 'summary',
          planHash,
          items: total(byKind),
          skipped: total(byReason),
          byKind: Object.fromEntries(byKind),
          byReason: Object.fromEntries(byReason),
        }),
      );
      output.say(`\n${counted(total(byKind), 'item')}, ${counted(total(byReason), 'object')} left out (plan ${planHash.slice(0, 16)})`);
      output.say(table([...byKind, ...byReason]));
      return 0;
    });
  },
};
