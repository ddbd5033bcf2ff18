import type { PlannedItem } from '../../shared/domain/plan.ts';
import { chunkVerdict, MOST_STRIKES, type ItemVerdict } from '../../shared/run/chunkVerdict.ts';
import { missingSteps, occurrenceSteps, type OccurrenceStep } from '../../shared/run/occurrenceSteps.ts';
import type { Answers } from '../ports/ExchangeTarget.ts';
import { ask, Patience, recover } from './ask.ts';
import type { OpenSeries } from './LaneItem.ts';
import type { RunContext } from './RunContext.ts';
import type { RunMarkLease } from './RunMarkLease.ts';

/** Exchange stops a batch after a minute; occurrences cost more than plain items. */
export const OCCURRENCES_AT_ONCE = 40;

export interface SeriesWork {
  readonly series: OpenSeries;
  readonly planned: PlannedItem;
}

/** One occurrence to be written, and what became of the attempts so far. */
interface Task {
  readonly work: SeriesWork;
  readonly step: OccurrenceStep;
  strikes: number;
  limit: number;
}

export interface RefusedStep {
  readonly work: SeriesWork;
  readonly step: OccurrenceStep;
  readonly responseCode: string;
  readonly message: string;
}

/** What a group of series came to: those that are complete, and the occurrences that were refused. Others have gone from the mailbox. */
export interface OccurrencesOutcome {
  readonly done: readonly SeriesWork[];
  readonly refused: readonly RefusedStep[];
}

/** What is left to do for each: everything for a new one, else what reading it back does not show. */
async function openTasks(
  context: RunContext,
  mailbox: string,
  group: readonly SeriesWork[],
): Promise<ReadonlyMap<SeriesWork, readonly Task[]>> {
  const old = group.filter(({ series, planned }) => !series.isNew && occurrenceSteps(planned.item).length > 0);
  const ids = old.map(({ series }) => series.itemId);
  const { answers } = ids.length === 0 ? { answers: [] } : await ask(context, mailbox, () => context.target.readItems(mailbox, ids));
  const tasks = new Map<SeriesWork, readonly Task[]>();
  for (const work of group) {
    const at = old.indexOf(work);
    const answer = answers[at];
    // Not there any more: the next listing misses it, too, and it is written again.
    if (at >= 0 && answer?.outcome !== 'done') continue;
    const steps = answer?.outcome === 'done' ? missingSteps(work.planned.item, answer.value.item) : occurrenceSteps(work.planned.item);
    tasks.set(
      work,
      steps.map((step) => ({ work, step, strikes: 0, limit: OCCURRENCES_AT_ONCE })),
    );
  }
  return tasks;
}

function nextBatch(queue: readonly Task[]): readonly Task[] {
  let size = OCCURRENCES_AT_ONCE;
  let count = 0;
  while (count < queue.length && count < Math.min(size, queue[count]?.limit ?? size)) {
    size = Math.min(size, queue[count]?.limit ?? size);
    count += 1;
  }
  return queue.slice(0, Math.max(1, count));
}

/** Applies a verdict to a task: null when it is settled, else the task to try again. */
function settle(
  task: Task,
  verdict: ItemVerdict<null> | undefined,
  words: { responseCode: string; message: string },
  refused: RefusedStep[],
): Task | null {
  const { work, step } = task;
  if (verdict?.state === 'done') return null;
  if (verdict?.state === 'refused') {
    refused.push({ work, step, responseCode: verdict.responseCode, message: verdict.message });
    return null;
  }
  if (verdict?.isStrike === true) task.strikes += 1;
  task.limit = Math.min(task.limit, verdict?.limit ?? 1);
  if (task.strikes < MOST_STRIKES) return task;
  refused.push({ work, step, ...words });
  return null;
}

/**
 * Repeats what was not executed or is in doubt: deleting and changing an occurrence twice is doing it once. Goes before whatever is still to
 * be created, in any lane: left for the end it would have all connections to itself, and need few.
 */
async function inBatches(
  context: RunContext,
  mailbox: string,
  lease: RunMarkLease,
  tasks: readonly Task[],
  request: (batch: readonly Task[]) => Promise<Answers<null>>,
): Promise<readonly RefusedStep[]> {
  const refused: RefusedStep[] = [];
  const patience = new Patience();
  for (let queue = tasks; queue.length > 0;) {
    const batch = nextBatch(queue);
    await lease.keep();
    const reply = await context.connections.use(() => request(batch));
    const { items, trouble } = chunkVerdict(batch.length, reply);
    const words = reply.ok ? { responseCode: 'ErrorBatchProcessingStopped', message: 'not executed' } : reply.failure;
    const again = batch.flatMap(
      (task, index) => settle(task, items[index], { responseCode: words.responseCode, message: words.message }, refused) ?? [],
    );
    queue = [...again, ...queue.slice(batch.length)];
    if (trouble === null) {
      context.connections.clean();
      patience.clean();
    } else await recover(context, mailbox, trouble, patience);
    // A network that is gone breaks every request: only once the server answers again may the next break be the occurrences' fault.
    if (!reply.ok && reply.failure.outcome === 'in-doubt') await lease.confirm();
  }
  return refused;
}

/** Deletes and changes the occurrences of a group of series that exist: all deletions, then all changes, each in its series' order. */
export async function writeOccurrences(
  context: RunContext,
  mailbox: string,
  lease: RunMarkLease,
  group: readonly SeriesWork[],
): Promise<OccurrencesOutcome> {
  const tasks = await openTasks(context, mailbox, group);
  const all = [...tasks.values()].flat();
  const { target, items } = context;
  const writesResponses = items.sealed.target.answers === 'elements';
  const ref = ({ work, step }: Task): { readonly masterId: string; readonly instanceIndex: number } => ({
    masterId: work.series.itemId,
    instanceIndex: step.instanceIndex,
  });
  const deletions = all.filter(({ step }) => step.change === null);
  const undeleted = await inBatches(context, mailbox, lease, deletions, (batch) => target.deleteOccurrences(mailbox, batch.map(ref)));
  const changes = all.filter(({ step }) => step.change !== null);
  const unchanged = await inBatches(context, mailbox, lease, changes, (batch) =>
    target.updateOccurrences(
      mailbox,
      batch.flatMap((task) =>
        task.step.change === null ? [] : [{ ...ref(task), change: task.step.change, master: task.work.planned.item, writesResponses }],
      ),
    ),
  );
  const refused = [...undeleted, ...unchanged];
  const withRefused = new Set(refused.map(({ work }) => work));
  return { done: [...tasks.keys()].filter((work) => !withRefused.has(work)), refused };
}
