import { compareItems, occurrenceItem } from '../../../shared/run/compareItems.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import { askTarget } from './askTarget.ts';
import { countAnswers } from './countAnswers.ts';
import { readMarked } from './readMarked.ts';
import type { AnswerCount, Difference, VerifyMailboxInput } from './verdict.ts';

/** GetItem with everything, a batch of occurrences. */
const BATCH = 50;

/** An occurrence Exchange calls an exception, and what the plan wanted it to be. */
interface PlannedException {
  readonly id: string;
  readonly key: string;
  readonly kind: PlannedItem['kind'];
  readonly wanted: EwsCalendarItem;
}

/** The planned exceptions among what a mailbox shows, by UID and start. One that stands elsewhere is a difference of instances already. */
function plannedExceptions(series: readonly PlannedItem[], shown: readonly TargetInstance[]): readonly PlannedException[] {
  const wanted = new Map(
    series.flatMap(({ key, kind, item }) =>
      item.modifiedOccurrences.map(
        (change) => [`${item.uid} ${Date.parse(change.start)}`, { key, kind, wanted: occurrenceItem(item, change) }] as const,
      ),
    ),
  );
  return shown.flatMap(({ id, type, uid, start }) => {
    const planned = type === 'Exception' ? wanted.get(`${uid} ${Date.parse(start)}`) : undefined;
    return planned === undefined ? [] : [{ id, ...planned }];
  });
}

/** Exceptions one by one: an item's own view shows their times only. */
async function compareExceptions(
  { target, asked, mailbox, signal }: VerifyMailboxInput,
  exceptions: readonly PlannedException[],
): Promise<readonly Difference[] | RequestFailure> {
  const differences: Difference[] = [];
  for (let at = 0; at < exceptions.length; at += BATCH) {
    const batch = exceptions.slice(at, at + BATCH);
    const ids = batch.map(({ id }) => id);
    const reply = await askTarget(asked, mailbox, () => target.readItems(mailbox, ids), signal);
    if (!reply.ok) return reply.failure;
    for (const [index, { key, kind, wanted }] of batch.entries()) {
      const answer = reply.answers[index];
      if (answer?.outcome !== 'done') continue;
      for (const difference of compareItems(wanted, answer.value.item, kind)) {
        differences.push({ mailbox, key, kind: 'different', ...difference, field: `${wanted.start} ${difference.field}` });
      }
    }
  }
  return differences;
}

export interface PlanVerdict {
  readonly differences: readonly Difference[];
  readonly answers: AnswerCount;
  /** Keys by the UID of what stands for the source's own events (travel is nobody's instance). */
  readonly uids: ReadonlyMap<string, string>;
}

/** plan = target? Every planned item there once, with the content it was planned with, and nothing else that carries our mark. */
export async function compareWithPlan(
  input: VerifyMailboxInput,
  folders: readonly string[],
  shown: readonly TargetInstance[],
): Promise<PlanVerdict | RequestFailure> {
  const { target, asked, mailbox, rows, planned, signal } = input;
  const open = new Map(rows.filter(({ deliveredBy }) => deliveredBy === 'create').map((row) => [row.key, row]));
  const differences: Difference[] = [];
  const answers = { source: 0, found: 0 };
  const series: PlannedItem[] = [];
  const uids = new Map<string, string>();
  const count = (added: AnswerCount): void => {
    answers.source += added.source;
    answers.found += added.found;
  };
  const marked = readMarked(target, asked, mailbox, folders, signal);
  for (let next = await marked.next(); ; next = await marked.next()) {
    if (next.done === true) {
      if (next.value !== null) return next.value;
      break;
    }
    const { listed, read } = next.value;
    const { key } = listed.marker;
    const row = open.get(key);
    if (row === undefined || read === null) {
      const field = row === undefined ? 'item' : 'content';
      differences.push({ mailbox, key, kind: 'extra', field, source: '', target: read?.item.subject ?? listed.id });
      continue;
    }
    open.delete(key);
    const item = planned(row);
    if (item.kind !== 'travel') uids.set(item.item.uid, key);
    if (item.item.modifiedOccurrences.length > 0) series.push(item);
    for (const difference of compareItems(item.item, read.item, item.kind)) {
      differences.push({ mailbox, key, kind: 'different', ...difference });
    }
    count(countAnswers(item, read));
  }
  for (const row of open.values()) {
    differences.push({ mailbox, key: row.key, kind: 'missing', field: 'item', source: `${row.start} ${row.subject}`, target: '' });
    count(countAnswers(planned(row), null));
  }
  const exceptions = await compareExceptions(input, plannedExceptions(series, shown));
  return 'responseCode' in exceptions ? exceptions : { differences: [...differences, ...exceptions], answers, uids };
}
