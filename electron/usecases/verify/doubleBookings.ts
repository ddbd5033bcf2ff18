import type { DoubleBooking } from '../../../shared/domain/verification.ts';
import type { TargetInstance } from '../../ports/ExchangeTarget.ts';

/** A list people read. */
const MOST = 200;
const HOLDS = new Set(['Busy', 'OOF']);

/** Events that hold a room while another holds it already; series that meet again and again are named once, where they first do. */
export function doubleBookings(mailbox: string, shown: readonly TargetInstance[]): readonly DoubleBooking[] {
  const times = shown
    .filter(({ legacyFreeBusyStatus, start, end }) => HOLDS.has(legacyFreeBusyStatus) && start < end)
    .map((instance) => ({ ...instance, from: Date.parse(instance.start), to: Date.parse(instance.end) }))
    .sort((one, other) => one.from - other.from);
  const found = new Map<string, DoubleBooking>();
  let holder: (typeof times)[number] | undefined;
  for (const instance of times) {
    if (holder !== undefined && instance.from < holder.to) {
      const pair = [instance.uid, holder.uid].sort().join(' ');
      const { start, end, subject } = instance;
      const known = found.get(pair) ?? { mailbox, start, end, subject, otherSubject: holder.subject, times: 0 };
      if (found.has(pair) || found.size < MOST) found.set(pair, { ...known, times: known.times + 1 });
    }
    if (holder === undefined || instance.to > holder.to) holder = instance;
  }
  return [...found.values()];
}
