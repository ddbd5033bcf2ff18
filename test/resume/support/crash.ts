import type { RequestFailure } from '../../../electron/ports/ExchangeTarget.ts';
import type { RunParts } from './runProject.ts';

/** The moment the program dies. Nothing after it happens, whoever asks. */
export class Crash extends Error {}

/** What has no effect, or cannot fail. */
const READS = new Set<PropertyKey>([
  ...['projectId', 'runs', 'detachments', 'oddItems', 'get', 'ofMailbox', 'counts', 'mailboxes'],
  ...['trace', 'traces', 'undos', 'heldMailboxes'],
  ...['statistics', 'serverVersion', 'close', 'label'],
  ...['confine', 'sendStatistics'],
]);
/** Requests that change nothing: dying at one is dying before what comes next. */
const QUESTIONS = new Set<PropertyKey>(['place', 'findCopies', 'readMeetings', 'listMessages', 'findMessages']);

type Intercept = (name: string, run: () => unknown) => unknown;

/** Puts something around every method that does something. */
function around<T extends object>(real: T, intercept: Intercept, spared: ReadonlySet<PropertyKey> = new Set()): T {
  return new Proxy(real, {
    get: (object, property) => {
      const value: unknown = Reflect.get(object, property);
      if (typeof value !== 'function' || READS.has(property) || spared.has(property)) return value;
      return (...words: unknown[]): unknown => intercept(String(property), () => Reflect.apply(value, object, words));
    },
  });
}

/** What a run works with while something is to happen to it. */
export interface Trap extends RunParts {
  /** Where it struck; null when the run never came that far. */
  struck(): string | null;
  /** How many points it has come past. */
  passed(): number;
}

function allAround({ ledger, target, meetings, meetingLedger }: RunParts, intercept: Intercept): RunParts {
  return {
    ledger: around(ledger, intercept),
    target: around(target, intercept),
    meetings: around(meetings, intercept, QUESTIONS),
    // Its rows are written by the ledger's `together`.
    meetingLedger,
  };
}

/** Ledgers and a target that die together at the `at`-th point: one right before and one right after everything they do. */
export function crashing(parts: RunParts, at: number): Trap {
  let points = 0;
  let death: string | null = null;
  const pass = (point: string): void => {
    if (death !== null) throw new Crash('dead');
    points += 1;
    if (points !== at) return;
    death = point;
    throw new Crash(point);
  };
  const intercept = (name: string, run: () => unknown): unknown => {
    pass(`before ${name}`);
    const done = (outcome: unknown): unknown => {
      pass(`after ${name}`);
      return outcome;
    };
    const outcome = run();
    return outcome instanceof Promise ? outcome.then(done) : done(outcome);
  };
  return { ...allAround(parts, intercept), struck: () => death, passed: () => points };
}

/** The same at every second point: dying before something is dying after what was done last. */
export function dyingAfter(parts: RunParts, at: number): Trap {
  return crashing(parts, 2 * at);
}

const LOST: RequestFailure = {
  outcome: 'in-doubt',
  scope: 'server',
  responseCode: 'ECONNRESET',
  message: 'socket hang up',
  backOffMs: null,
};

/** A target that loses the request numbered `at`, or, once all was done, its reply: nobody can tell which. */
export function losing(parts: RunParts, at: number, what: 'request' | 'reply'): Trap {
  let requests = 0;
  let lost: string | null = null;
  const reply = { ok: false, failure: LOST } as const;
  const intercept = (name: string, run: () => unknown): unknown => {
    requests += 1;
    if (requests !== at) return run();
    lost = name;
    return what === 'request' ? Promise.resolve(reply) : Promise.resolve(run()).then(() => reply);
  };
  const { target, meetings } = parts;
  return {
    ...parts,
    target: around(target, intercept),
    meetings: around(meetings, intercept, QUESTIONS),
    struck: () => lost,
    passed: () => requests,
  };
}
