import { isDetachable } from '../../shared/run/detachOccurrence.ts';
import type { LaneItems } from './LaneItems.ts';
import type { RunContext } from './RunContext.ts';
import type { RunMarkLease } from './RunMarkLease.ts';
import { OCCURRENCES_AT_ONCE, writeOccurrences, type RefusedStep, type SeriesWork } from './writeOccurrences.ts';

/** The exceptions and deletions of one lane's series. */
export class LaneSeries {
  readonly #context: RunContext;
  readonly #mailbox: string;
  readonly #items: LaneItems;

  constructor(context: RunContext, mailbox: string, items: LaneItems) {
    this.#context = context;
    this.#mailbox = mailbox;
    this.#items = items;
  }

  /** Series whose deletions or changes fill about one request. */
  next(): readonly SeriesWork[] {
    const group: SeriesWork[] = [];
    for (let [deletions, changes] = [0, 0]; Math.max(deletions, changes, group.length) < OCCURRENCES_AT_ONCE;) {
      const series = this.#items.queues.takeSeries();
      if (series === undefined) break;
      const planned = this.#items.planned(series.item);
      if (planned === null) continue;
      deletions += planned.item.deletedOccurrences.length;
      changes += planned.item.modifiedOccurrences.length;
      group.push({ series, planned });
    }
    return group;
  }

  /** Writes them; what is refused for good is told, what the server takes only as an item of its own becomes one. */
  async write(group: readonly SeriesWork[], lease: RunMarkLease): Promise<void> {
    const { done, refused } = await writeOccurrences(this.#context, this.#mailbox, lease, group);
    for (const { series } of done) series.item.planned = null;
    const detachable = refused.filter(({ step, responseCode }) => step.change !== null && isDetachable(responseCode));
    const failed = refused.filter((step) => !detachable.includes(step));
    const failedKeys = new Set(failed.map(({ work }) => work.series.item.row.key));
    const results = [
      ...done.map(({ series }) => ({ key: series.item.row.key, state: 'done' }) as const),
      ...failed.map(
        ({ work, responseCode, message }) => ({ key: work.series.item.row.key, state: 'refused', responseCode, message }) as const,
      ),
    ];
    await this.#context.ledgerQueue.writeSoon(() => this.#context.ledger.occurrences(results));
    for (const { work, step, responseCode: code, message } of failed) {
      const { mailbox, key, subject } = work.series.item.row;
      this.#context.emit({ type: 'failed', mailbox, key, subject, code, message: `occurrence of ${step.originalStart}: ${message}` });
    }
    this.#detach(detachable);
    // Deleting what was detached is a step of its series like any other.
    for (const work of new Set(detachable.map((step) => step.work))) {
      if (!failedKeys.has(work.series.item.row.key)) this.#items.queues.addSeries({ ...work.series, isNew: false });
    }
  }

  #detach(steps: readonly RefusedStep[]): void {
    if (steps.length === 0) return;
    const mailbox = this.#mailbox;
    const detachments = steps.map(({ work, step }) => ({ parentKey: work.series.item.row.key, originalStart: step.originalStart }));
    this.#context.ledger.detach(mailbox, detachments);
    for (const { parentKey, originalStart } of detachments) {
      const single = this.#items.detach(parentKey, originalStart);
      if (single === null) continue;
      this.#items.open(single);
      const { key, subject } = single.row;
      this.#context.emit({ type: 'detached', mailbox, key, subject, originalStart });
    }
  }
}
