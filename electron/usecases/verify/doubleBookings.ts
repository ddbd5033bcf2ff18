import type { TargetInstance } from '../../ports/ExchangeTarget.ts';
import type { DoubleBooking } from './verdict.ts';

/** A list people read. */
const MOST = 200;
const HOLDS = new Set(['Busy', 'OOF']);

/** Events that hold a room while another holds it already. */
export function doubleBookings(mailbox: string, shown: readonly TargetInstance[]): readonly DoubleBooking[] {
  const times = shown
    .filter(({ legacyFreeBusyStatus, start, end }) => HOLDS.has(legacyFreeBusyStatus) && start < end)
    .map((instance) => ({ ...instance, from: Date.parse(instance.start), to: Date.parse(instance.end) }))
    .sort((one, other) => one.from - other.from);
  const found: DoubleBooking[] = [];
  let longest: (typeof times)[number] | undefined;
  for (const instance of times) {
    if (longest !== undefined && instance.from < longest.to && found.length < MOST) {
      const { start, end, subject } = instance;
      found.push({ mailbox, start, end, subject, otherSubject: longest.subject });
    }
    if (longest === undefined || instance.to > longest.to) longest = instance;
  }
  return found;
}
