import type { RunEvent } from '../../../electron/run/RunContext.ts';
import { Crash } from './crash.ts';
import type { RunOptions, RunParts } from './runProject.ts';

/** The operator stops the run when so many meetings are through. */
export function stopping(meetings: number): Partial<RunOptions> {
  const controller = new AbortController();
  let through = 0;
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'meeting' && event.phase === 'cleaned' && (through += 1) === meetings) controller.abort();
  };
  return { signal: controller.signal, onEvent };
}

/** The program dies when it is about to put down how everything was left, in one mailbox or in the second. */
export function dying(at: number): Partial<RunOptions> {
  let mailboxes = 0;
  const between = ({ ledger }: RunParts): Partial<RunParts> => {
    const settle: typeof ledger.settle = (items) => {
      mailboxes += 1;
      if (mailboxes >= at) throw new Crash('settle');
      ledger.settle(items);
    };
    const settling = new Proxy(ledger, { get: (real, name) => (name === 'settle' ? settle : bound(real, name)) });
    return { ledger: settling };
  };
  return { between };
}

function bound(real: object, name: PropertyKey): unknown {
  const value: unknown = Reflect.get(real, name);
  return typeof value === 'function' ? (...words: unknown[]): unknown => Reflect.apply(value, real, words) : value;
}

/** The program dies when the second guest's copy is about to be made their own. */
export function dyingHalfDressed(): Partial<RunOptions> {
  let copies = 0;
  const between = ({ meetings }: RunParts): Partial<RunParts> => {
    const dress: typeof meetings.dress = (...words) => {
      copies += 1;
      if (copies > 1) throw new Crash('dress');
      return meetings.dress(...words);
    };
    return { meetings: new Proxy(meetings, { get: (real, name) => (name === 'dress' ? dress : bound(real, name)) }) };
  };
  return { between, concurrency: 1 };
}
