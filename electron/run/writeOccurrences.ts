import { occurrenceSteps } from '../../shared/run/occurrenceSteps.ts';
import type { Answers, OccurrenceRef, OccurrenceUpdate } from '../ports/ExchangeTarget.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { ask } from './ask.ts';
import type { RunContext } from './RunContext.ts';

/** Exchange stops a batch after a minute; occurrences cost more than plain items. */
const BATCH = 40;

interface Step<T> {
  readonly row: PlanRow;
  readonly step: T;
}

export interface Master {
  readonly row: PlanRow;
  readonly itemId: string;
}

/** Repeats what was not executed; answers the rows of which a step was refused for good, with the server's words. */
async function inBatches<T>(
  context: RunContext,
  mailbox: string,
  steps: readonly Step<T>[],
  request: (batch: readonly T[]) => Promise<Answers<null>>,
): Promise<ReadonlyMap<string, string>> {
  const refused = new Map<string, string>();
  for (let at = 0; at < steps.length;) {
    const batch = steps.slice(at, at + BATCH);
    const { answers } = await ask(context, mailbox, () => request(batch.map(({ step }) => step)));
    let answered = 0;
    for (const answer of answers) {
      if (answer.outcome === 'not-executed') break;
      const key = batch[answered]?.row.key;
      if (answer.outcome === 'refused' && key !== undefined) refused.set(key, `${answer.responseCode}: ${answer.message}`);
      answered += 1;
    }
    // A server that executes nothing of a batch twice in a row would turn this into a loop; it says so by an error then.
    at += Math.max(answered, 1);
  }
  return refused;
}

function record(context: RunContext, mailbox: string, masters: readonly Master[], refused: ReadonlyMap<string, string>): void {
  context.ledger.occurrencesDone(masters.filter(({ row }) => !refused.has(row.key)).map(({ row }) => row.key));
  for (const { row } of masters) {
    const message = refused.get(row.key);
    if (message === undefined) continue;
    const code = message.slice(0, message.indexOf(':'));
    context.ledger.record([{ key: row.key, state: 'refused', responseCode: code, message }]);
    context.emit({ type: 'failed', mailbox, key: row.key, subject: row.subject, code, message });
  }
}

/**
 * Deletes and changes the occurrences of series that exist. Both may be repeated, so a lost answer is simply asked again: a deleted
 * occurrence answers that it is deleted, and an update writes the same fields. Answers the keys that were refused.
 */
export async function writeOccurrences(context: RunContext, mailbox: string, masters: readonly Master[]): Promise<ReadonlySet<string>> {
  const deletions: Step<OccurrenceRef>[] = [];
  const updates: Step<OccurrenceUpdate>[] = [];
  for (const { row, itemId } of masters) {
    const { item } = context.items.item(row);
    const steps = occurrenceSteps(item);
    deletions.push(...steps.deletions.map((instanceIndex) => ({ row, step: { masterId: itemId, instanceIndex } })));
    updates.push(
      ...steps.updates.map(({ instanceIndex, change }) => ({ row, step: { masterId: itemId, instanceIndex, change, master: item } })),
    );
  }
  const { target } = context;
  const undeleted = await inBatches(context, mailbox, deletions, (batch) => target.deleteOccurrences(mailbox, batch));
  const unchanged = await inBatches(context, mailbox, updates, (batch) => target.updateOccurrences(mailbox, batch));
  const refused = new Map([...undeleted, ...unchanged]);
  record(context, mailbox, masters, refused);
  return new Set(refused.keys());
}
