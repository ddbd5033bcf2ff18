import type { ErrorCode } from '../../shared/contract/errors.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { recovery, type Trouble } from '../../shared/run/recovery.ts';
import type { RequestFailure } from '../ports/ExchangeTarget.ts';
import type { AskContext } from './RunContext.ts';

/** A mailbox nobody can go on with until the operator acts; the other lanes go on. */
export class LaneStopped extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code, { cause: failure });
    this.name = 'LaneStopped';
    this.failure = failure;
  }
}

/** Troubles in a row, and what they have cost. */
export class Patience {
  attempt = 0;
  waitedMs = 0;

  clean(): void {
    this.attempt = 0;
    this.waitedMs = 0;
  }
}

function stopped({ target, account: user }: AskContext, mailbox: string, error: ErrorCode, { responseCode, message }: Trouble): Failure {
  return new Failure(error, { label: target.label, user, mailbox, reason: message }, { detail: responseCode });
}

/** Waits as trouble wants it and returns when it may be tried again. Throws LaneStopped or Failure when trying again is no use. */
export async function recover(context: AskContext, mailbox: string, trouble: Trouble, patience: Patience): Promise<void> {
  const { connections } = context;
  // A SOAP answer comes from Exchange itself, whatever it says.
  if (trouble.responseCode.startsWith('Error')) connections.answered();
  patience.attempt += 1;
  const { attempt, waitedMs } = patience;
  const next = recovery(trouble, { attempt, waitedMs, hasConnected: connections.hasAnswered });
  if (next.do === 'stop-run') throw stopped(context, mailbox, next.error, trouble);
  if (next.do === 'stop-mailbox') throw new LaneStopped(stopped(context, mailbox, next.error, trouble));
  const { milliseconds } = next;
  patience.waitedMs += milliseconds;
  context.emit({ type: 'back-off', mailbox, code: trouble.responseCode, milliseconds });
  if (next.slowDown) connections.slowDown(milliseconds);
  else if (next.who === 'everybody') connections.hold(milliseconds);
  else await context.slots.lendWhile(() => context.pause(milliseconds, context.signal));
}

type Reply<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure };

/** Asks something that may be asked twice, as often as it takes. */
export async function ask<T extends object>(
  context: AskContext,
  mailbox: string,
  request: () => Promise<Reply<T>>,
): Promise<{ readonly ok: true } & T> {
  const patience = new Patience();
  for (;;) {
    const reply = await context.connections.use(request);
    if (reply.ok) {
      context.connections.clean();
      return reply;
    }
    await recover(context, mailbox, reply.failure, patience);
  }
}
