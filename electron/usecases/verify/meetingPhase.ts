import type { Difference } from '../../../shared/domain/verification.ts';
import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';

/** How far a living meeting is, in a word. */
export function phaseOf(state: MeetingState | null): string {
  return state?.phase ?? 'not begun';
}

/** A living meeting that is not through counts as it stands, and says so; so does each step Exchange refused. */
export function phaseDifferences({ mailbox, key, mode, kind }: PlanRow, ledger: Pick<MeetingLedger, 'get'>): readonly Difference[] {
  if (mode !== 'live' || kind !== 'meeting') return [];
  const state = ledger.get(key);
  const phase = phaseOf(state);
  const waits: readonly Difference[] =
    phase === 'cleaned' ? [] : [{ mailbox, key, kind: 'different', field: 'phase', source: 'cleaned', target: phase }];
  const refused = Object.entries(state?.steps ?? {})
    .filter(([, { is }]) => is === 'failed')
    .map(([step, { code }]) => ({ mailbox, key, kind: 'different', field: 'step', source: step, target: code ?? 'refused' }) as const);
  return [...waits, ...refused];
}
