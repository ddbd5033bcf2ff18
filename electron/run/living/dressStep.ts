import { dressing } from '../../../shared/run/living/dressing.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome } from '../../../shared/run/living/transition.ts';
import type { ItemAnswer, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../ports/MeetingTarget.ts';
import { findCopy, guestOf, plannedCopyOf } from './guestCopy.ts';
import type { MeetingAtWork, StepWork } from './MeetingAtWork.ts';
import type { PlannedCopy } from './MeetingSource.ts';
import { failureOf, readOne } from './readOne.ts';
import { outcomeOf } from './trouble.ts';

type DressStep = Extract<Step, { do: 'dress' }>;

/** Why an answer of a batch is no success; null when all are. */
function firstRefusal(answers: readonly ItemAnswer<null>[]): RequestFailure | null {
  const refused = answers.find((answer) => answer.outcome !== 'done');
  return refused === undefined ? null : failureOf(refused);
}

/** Makes the delivered copy its owner's own and puts our key on it: from now on it is an item of the plan like any other. */
async function dressOne(meeting: MeetingAtWork, { row, planned }: PlannedCopy, copy: MeetingCopy): Promise<RequestFailure | null> {
  const { run, meetings } = meeting.living;
  const { mailbox } = row;
  const read = await readOne(meeting, mailbox, { itemId: copy.id });
  if (!read.ok) return read.failure;
  const { item: shown } = read.value;
  const isWhole = shown !== null && planned.part === meeting.plan.organizer.part;
  const there = isWhole ? { modified: shown.modified, deleted: shown.deleted } : { modified: [], deleted: [] };
  const { fields, occurrences, deletions } = dressing(planned.item, meeting.plan.organizer.item, there);
  const marker = { key: row.key, runId: run.runId, hash: row.hash };
  const dressed = await run.connections.use(() => meetings.dress(mailbox, { itemId: copy.id, marker, fields, occurrences }));
  if (!dressed.ok) return dressed.failure;
  const undressed = firstRefusal(dressed.answers);
  if (undressed !== null || deletions.length === 0) return undressed;
  const refs = deletions.map((instanceIndex) => ({ masterId: copy.id, instanceIndex }));
  const deleted = await run.connections.use(() => run.target.deleteOccurrences(mailbox, refs));
  return deleted.ok ? firstRefusal(deleted.answers) : deleted.failure;
}

async function dress(meeting: MeetingAtWork, step: DressStep): Promise<Outcome> {
  const { living, plan } = meeting;
  const { mailbox } = step;
  const { run } = living;
  await living.leases.keep(mailbox);
  const invitedTo = guestOf(meeting, mailbox)?.invitedTo ?? 'series';
  for (const instance of invitedTo === 'series' ? [null] : invitedTo) {
    const planned = plannedCopyOf(plan, mailbox, instance);
    if (planned === undefined) continue;
    const found = await findCopy(meeting, mailbox, instance);
    if (!found.ok) return outcomeOf(run, mailbox, found.failure, meeting.tries(step));
    const { copy } = found.value;
    if (copy === null) return { is: 'refused', code: 'COPY_GONE: the guest has deleted it' };
    const failure = await dressOne(meeting, planned, copy);
    if (failure !== null) return outcomeOf(run, mailbox, failure, meeting.tries(step));
    const { key, hash, folder } = planned.row;
    const at = run.clock.now().toISOString();
    const adopted = { key, hash, mailbox, folder, itemId: copy.id, occurrencesDone: true };
    await run.ledgerQueue.write(() => run.ledger.adopt(run.runId, [adopted], at));
    run.emit({ type: 'written', mailbox, items: 1 });
  }
  return { is: 'done', mails: 0 };
}

export const DRESS_STEP: StepWork<DressStep> = { act: dress };
