import { seededRandom, type Random } from '../../sample/random.ts';
import type { FaultAction, GivenFault } from '../../simulator/settings.ts';
import { Crash, crashing, type Trap } from './crash.ts';
import { runProject, type RunOptions, type RunParts } from './runProject.ts';

export const SEED = Number(process.env['GODWIT_SEED'] ?? Date.now() % 1_000_000);
/** Runs mostly wait, each with a server of its own. */
const AT_ONCE = 16;
/** The client gives up long before the server is done; what is in doubt is looked up when the server must be. */
const [TIMEOUT_MS, LATE_MS] = [600, 900];
export const IN_DOUBT_MS = 2500;

/** Everything a server, a network or a load balancer does to a request. */
export const FAULTS: Readonly<Record<string, FaultAction>> = {
  'connection lost before': { kind: 'dropBefore' },
  'connection lost after': { kind: 'dropAfter' },
  'connection lost in the answer': { kind: 'dropMidway' },
  'answer cut': { kind: 'truncate' },
  'answer too late': { kind: 'slowReply', ms: LATE_MS },
  'work done too late': { kind: 'lateCommit', ms: LATE_MS },
  'server busy': { kind: 'busy', backOffMs: 20 },
  'items busy': { kind: 'busyItems', backOffMs: 20, fromItem: 2 },
  'busy inside': { kind: 'innerBusy', backOffMs: 20 },
  'batch stopped': { kind: 'stopBatch', atItem: 1, code: 'ErrorTimeoutExpired' },
  'batch stopped, busy': { kind: 'stopBatch', atItem: 0, code: 'ErrorServerBusy' },
  'too many connections': { kind: 'soapFault', code: 'ErrorExceededConnectionCount' },
  'mailbox moving': { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' },
  'store away': { kind: 'itemError', code: 'ErrorMailboxStoreUnavailable', chance: 0.5 },
  'transient error': { kind: 'soapFault', code: 'ErrorInternalServerTransientError' },
  'connection inside failed': { kind: 'itemError', code: 'ErrorConnectionFailed', chance: 0.5 },
  'failover, newest items lost': { kind: 'failover', changes: 9 },
  'a node that knows nobody': { kind: 'unauthorized' },
  '503 with Retry-After': { kind: 'http', status: 503, retryAfterSeconds: 1 },
  '500 from the proxy': { kind: 'http', status: 500, retryAfterSeconds: null },
  '429': { kind: 'http', status: 429, retryAfterSeconds: null },
  'somebody else saves the items': { kind: 'touch' },
};

/** A kind of request: its operation, and what its text holds where that does not say it all. */
export interface RequestKind {
  readonly operation: string;
  readonly containing?: string;
}

interface Pair {
  readonly fault: string;
  readonly request: string;
  readonly given: GivenFault;
}

/** Every fault at every kind of request: which run gets which, and which of them were met. */
export class FaultMatrix {
  readonly #pairs: readonly Pair[];
  readonly #met = new Map<string, number>();

  /** Each of these faults at each of these requests. */
  constructor(...tables: readonly (readonly [Readonly<Record<string, FaultAction>>, Readonly<Record<string, RequestKind>>])[]) {
    this.#pairs = tables.flatMap(([faults, requests]) =>
      Object.entries(faults).flatMap(([fault, action]) =>
        Object.entries(requests).map(([request, kind]) => ({ fault, request, given: { name: `${fault} | ${request}`, action, ...kind } })),
      ),
    );
  }

  /** The fault of this run, struck at a random request of its kind, and another one somewhere. */
  faultsOf(number: number, random: Random, mostSkipped = 4): readonly GivenFault[] {
    // A stride that shares no factor with the number of pairs: any stretch of runs has some of everything.
    const pair = this.#pairs[(number * 53) % this.#pairs.length] ?? random.pick(this.#pairs);
    const chosen = new Set([pair, random.pick(this.#pairs)]);
    return [...chosen].map(({ given }) => ({ ...given, skip: random.below(mostSkipped), times: 1 + random.below(3) }));
  }

  add(strikes: Readonly<Record<string, number>>): void {
    for (const [name, count] of Object.entries(strikes)) this.#met.set(name, (this.#met.get(name) ?? 0) + count);
  }

  get strikes(): number {
    return [...this.#met.values()].reduce((sum, count) => sum + count, 0);
  }

  get pairs(): { readonly met: number; readonly all: number } {
    return { met: [...this.#met.values()].filter((count) => count > 0).length, all: this.#pairs.length };
  }

  /** How often each fault, or each kind of request, was met; 0 for those that never were. */
  metBy(what: 'fault' | 'request'): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const pair of this.#pairs) counts[pair[what]] = (counts[pair[what]] ?? 0) + (this.#met.get(pair.given.name ?? '') ?? 0);
    return counts;
  }
}

/** How an attempt at a run ended. */
export type Ending = 'died' | 'ended' | 'gave up';

/** A run that dies at its `at`-th effect, or comes to its end before. */
export async function runAndDie(options: Pick<RunOptions, 'projectPath' | 'url' | 'patienceMs' | 'onEvent'>, at: number): Promise<Ending> {
  const between = (parts: RunParts): Trap => crashing(parts, at);
  try {
    await runProject({ ...options, isImpatient: true, timeoutMs: TIMEOUT_MS, inDoubtMs: IN_DOUBT_MS, between });
    return 'ended';
  } catch (error) {
    if (error instanceof Crash) return 'died';
    // A server that answers none of the first requests is none; the operator starts again.
    if (error instanceof Error && error.message.startsWith('TARGET_')) return 'gave up';
    throw error;
  }
}

/** That many runs, some side by side, each with dice of its own. */
export async function manyRuns(count: number, oneRun: (number: number, random: Random) => Promise<void>): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number).values();
  const worker = async (): Promise<void> => {
    for (const number of numbers) await oneRun(number, seededRandom(SEED + number));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
