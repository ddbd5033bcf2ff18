import type { PlannedItem } from '../../shared/domain/plan.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { WholeItem } from '../../shared/run/undo/content.ts';
import { delivered, unlikeWanted, wantedOf } from '../../shared/run/undo/wanted.ts';
import type { MeetingLedger } from '../ports/MeetingLedger.ts';
import { writtenPlan } from './planRows.ts';
import type { RunContext } from './RunContext.ts';

/** What a row of the ledger was written from; null where this plan would not write it so. */
function plannedOf({ plan, ledger, items }: RunContext, key: string): PlannedItem | null {
  const known = ledger.get(key);
  if (known === null) return null;
  const detachments = ledger.detachments(known.mailbox);
  const row = plan.rowByKey(key);
  const sources = row === null ? detachments.flatMap(({ parentKey }) => plan.rowByKey(parentKey) ?? []) : [row];
  try {
    const { rows, planned } = writtenPlan(sources, (source) => items.item(source), detachments);
    const own = rows.find((one) => one.key === key);
    return own?.hash === known.hash ? planned(own) : null;
  } catch (error) {
    if (error instanceof Failure && error.code === 'PLAN_DIFFERS') return null;
    throw error;
  }
}

/** Whether an item of the ledger reads as its plan wants it, so that nobody can have changed what counts. */
export function isAsPlanned(context: RunContext, meetingLedger: MeetingLedger, key: string, found: WholeItem): boolean {
  const planned = plannedOf(context, key);
  if (planned === null) return false;
  const isDone = context.ledger.get(key)?.occurrencesDone === true;
  return unlikeWanted(wantedOf(planned, isDone, meetingLedger.get(key)), found).length === 0;
}

/** Whether a guest's copy that is in no plan reads as Exchange makes it of the organizer's item. */
export function isAsDelivered(context: RunContext, meetingKey: string, found: WholeItem): boolean {
  const planned = plannedOf(context, meetingKey);
  return planned !== null && delivered(planned.item, 'as-delivered').some((wanted) => unlikeWanted(wanted, found).length === 0);
}
