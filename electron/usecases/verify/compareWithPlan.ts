import type { Difference } from '../../../shared/domain/verification.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { withoutMembers } from '../../../shared/run/living/withoutMembers.ts';
import type { ReadItem, RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
import { compareContent } from './compareContent.ts';
import { compareOccurrences, type PlannedSeries } from './compareOccurrences.ts';
import { readDelivered } from './deliveredCopies.ts';
import { phaseDifferences, phaseOf } from './meetingPhase.ts';
import { readMarked, type Listed } from './readMarked.ts';
import { SeenMeetings } from './SeenMeetings.ts';
import type { VerifyMailboxInput } from './verdict.ts';

export interface PlanVerdict {
  readonly differences: readonly Difference[];
  readonly seen: SeenMeetings;
  /** Keys by the UID of what stands for the source's own events (travel is nobody's instance). */
  readonly uids: ReadonlyMap<string, string>;
}

/** One mailbox's plan while it is found in Exchange, item by item. */
class PlanComparison {
  readonly differences: Difference[] = [];
  readonly seen = new SeenMeetings();
  readonly uids = new Map<string, string>();
  readonly series: PlannedSeries[] = [];
  /** Rows nothing was found for yet. */
  readonly open: Map<string, PlanRow>;
  readonly #input: VerifyMailboxInput;

  constructor(input: VerifyMailboxInput) {
    this.#input = input;
    this.open = new Map(input.rows.map((row) => [row.key, row]));
  }

  marked({ listed, read }: Listed): void {
    const { key, hash } = listed.marker;
    const row = this.open.get(key);
    if (row === undefined) {
      if (!this.#isPassedOn(key)) this.#differs(key, 'extra', 'item', '', read?.item.subject ?? listed.id);
      return;
    }
    this.open.delete(key);
    if (read === undefined) {
      if (hash !== row.hash) this.#differs(key, 'different', 'hash', row.hash, hash);
    } else if (read === null) this.#differs(key, 'different', 'content', row.subject, 'cannot be read');
    else this.found(row, this.#input.planned(row), read);
  }

  found(row: PlanRow, planned: PlannedItem, { item: found }: ReadItem): void {
    const { key, kind, mode, item } = planned;
    if (kind !== 'travel') this.uids.set(item.uid, key);
    if (item.recurrence !== null) this.series.push({ key, kind, mode, item, sourceUid: row.uid });
    if (kind === 'meeting' || kind === 'guest-copy') this.seen.add(row.uid, found);
    const shown = kind === 'meeting' && mode === 'live' ? withoutMembers(found, item, this.#input.meetingLedger.get(key)) : found;
    for (const { field, source, target } of compareContent(item, shown, kind)) this.#differs(key, 'different', field, source, target);
  }

  missing(row: PlanRow, planned: PlannedItem): void {
    const [leadKey = ''] = planned.waitsFor;
    const isDelivered = row.deliveredBy === 'exchange';
    const why = isDelivered ? `the meeting is ${phaseOf(this.#input.meetingLedger.get(leadKey))}` : '';
    this.#differs(row.key, 'missing', 'item', `${row.start} ${row.subject}`, why);
  }

  /** The organizer's mark on a guest's copy: Exchange may pass named properties on, and a guest without a copy in the plan keeps it. */
  #isPassedOn(key: string): boolean {
    const row = this.#input.plan.rowByKey(key);
    if (row?.mode !== 'live' || row.kind !== 'meeting' || row.mailbox === this.#input.mailbox) return false;
    return this.#input.meetingLedger.get(key)?.held.includes(this.#input.mailbox) === true;
  }

  #differs(key: string, kind: Difference['kind'], field: string, source: string, target: string): void {
    this.differences.push({ mailbox: this.#input.mailbox, key, kind, field, source, target });
  }
}

/** What is left after the marked items: a copy that carries no mark yet, or nothing. */
async function compareUnmarked(input: VerifyMailboxInput, comparison: PlanComparison): Promise<RequestFailure | null> {
  const rest = [...comparison.open.values()].map((row) => [row, input.planned(row)] as const);
  const isWanted = ({ key, deliveredBy }: PlanRow): boolean => deliveredBy === 'exchange' && (input.sample?.has(key) ?? true);
  const delivered = await readDelivered(
    input,
    rest.filter(([row]) => isWanted(row)),
  );
  if ('responseCode' in delivered) return delivered;
  for (const [row, planned] of rest) {
    const read = delivered.get(row.key);
    if (read === undefined) comparison.missing(row, planned);
    else comparison.found(row, planned, read);
  }
  return null;
}

/** plan = target? Every planned item there once, with the content it was planned with, and nothing else that carries our mark. */
export async function compareWithPlan(
  input: VerifyMailboxInput,
  folders: readonly string[],
  shown: readonly TargetInstance[],
): Promise<PlanVerdict | RequestFailure> {
  const { target, asked, mailbox, rows, answers, sample, meetingLedger, signal } = input;
  const comparison = new PlanComparison(input);
  const marked = readMarked(target, asked, mailbox, folders, (key) => sample?.has(key) ?? true, signal);
  for (let next = await marked.next(); ; next = await marked.next()) {
    if (next.done !== true) comparison.marked(next.value);
    else if (next.value !== null) return next.value;
    else break;
  }
  const failure = await compareUnmarked(input, comparison);
  if (failure !== null) return failure;
  const answered = new Set(answers.flatMap(({ uid, instance }) => (instance === null ? [] : [`${uid} ${instance.start}`])));
  const { series, seen, uids } = comparison;
  const occurrences = await compareOccurrences(input, series, shown, (uid, start) => answered.has(`${uid} ${start}`), seen);
  if ('responseCode' in occurrences) return occurrences;
  const phases = rows.flatMap((row) => phaseDifferences(row, meetingLedger));
  return { differences: [...comparison.differences, ...occurrences, ...phases], seen, uids };
}
