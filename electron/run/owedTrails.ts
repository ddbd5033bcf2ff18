import type { MeetingState } from '../../shared/run/living/MeetingState.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { MeetingLedger } from '../ports/MeetingLedger.ts';
import type { PlanReader } from '../ports/PlanStore.ts';

/** Whether something of a meeting that is through was not read back. */
function isOwed(ledger: LedgerStore, plan: PlanReader, { script, phase }: MeetingState): boolean {
  if (phase !== 'cleaned') return false;
  const uid = plan.rowByKey(script.key)?.uid;
  const delivered = uid === undefined ? [] : plan.rowsOf(uid).filter(({ deliveredBy }) => deliveredBy === 'exchange');
  return [script.key, ...delivered.map(({ key }) => key)].some((key) => ledger.trace(key)?.content === null);
}

/**
 * Meetings that were through when a run was stopped, or died: it had no time to leave their trail, and this run leaves it, if it may open all
 * their mailboxes (`chosen`; null = it may).
 */
export function owedTrails(
  ledger: LedgerStore,
  meetingLedger: MeetingLedger,
  plan: PlanReader,
  chosen: ReadonlySet<string> | null,
): readonly string[] {
  const isInterrupted = ledger.runs().some(({ endedAt }) => endedAt === null);
  if (!isInterrupted) return [];
  const isOpen = ({ script: { organizer, guests } }: MeetingState): boolean =>
    chosen === null || [organizer, ...guests.map(({ mailbox }) => mailbox)].every((mailbox) => chosen.has(mailbox));
  return [...meetingLedger.all()].filter((state) => isOpen(state) && isOwed(ledger, plan, state)).map(({ script }) => script.key);
}
