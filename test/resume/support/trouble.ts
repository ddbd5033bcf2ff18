import type { Random } from '../../sample/random.ts';
import type { FaultAction, GivenFault } from '../../simulator/settings.ts';

/** The client gives up after a second; the server may be at work for most of another. */
export const [TIMEOUT_SECONDS, IN_DOUBT_SECONDS, LATE_MS] = [1, 3, 1800];

/** Everything that can happen to a request without being anybody's decision. */
const ACTIONS: readonly FaultAction[] = [
  { kind: 'dropBefore' },
  { kind: 'dropAfter' },
  { kind: 'dropAfter' },
  { kind: 'dropMidway' },
  { kind: 'truncate' },
  { kind: 'slowReply', ms: LATE_MS },
  { kind: 'lateCommit', ms: LATE_MS },
  { kind: 'lateCommit', ms: 900 },
  { kind: 'busy', backOffMs: 150 },
  { kind: 'busyItems', backOffMs: 150, fromItem: 3 },
  { kind: 'http', status: 503, retryAfterSeconds: 1 },
  { kind: 'http', status: 500, retryAfterSeconds: null },
  { kind: 'stopBatch', atItem: 2, code: 'ErrorTimeoutExpired' },
  { kind: 'stopBatch', atItem: 0, code: 'ErrorServerBusy' },
  { kind: 'itemError', code: 'ErrorMailboxStoreUnavailable', chance: 0.2 },
  { kind: 'soapFault', code: 'ErrorInternalServerTransientError' },
];

/** Six faults for requests of these operations; null is any. */
export function trouble(random: Random, operations: readonly (string | null)[]): readonly GivenFault[] {
  return Array.from({ length: 6 }, () => ({
    action: random.pick(ACTIONS),
    operation: random.pick(operations),
    skip: random.below(8),
    times: 1 + random.below(2),
  }));
}
