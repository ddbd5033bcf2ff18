import { Failure } from '../../shared/domain/failure.ts';
import { backOffMs, responseAction } from '../../shared/run/responseRules.ts';
import type { RequestFailure } from '../ports/ExchangeTarget.ts';
import { pause } from './pause.ts';
import type { RunContext } from './RunContext.ts';

/** A mailbox nobody can go on with until the operator acts; the other lanes go on. */
export class LaneStopped extends Error {
  readonly responseCode: string;

  constructor(responseCode: string, message: string) {
    super(message);
    this.name = 'LaneStopped';
    this.responseCode = responseCode;
  }
}

const MOST_ATTEMPTS = 12;

/**
 * What to do after a request that brought no answers: waits as long as the server asks and returns when it may be tried again. Throws
 * LaneStopped or Failure when trying again is no use.
 */
export async function recover(context: RunContext, mailbox: string, failure: RequestFailure, attempt: number): Promise<void> {
  const { responseCode, message } = failure;
  const action = responseAction(responseCode);
  if (action === 'stop-run')
    throw new Failure('TARGET_REFUSES', { label: context.target.label, reason: message }, { detail: responseCode });
  if (action === 'stop-mailbox' || action === 'item' || attempt >= MOST_ATTEMPTS) throw new LaneStopped(responseCode, message);
  const milliseconds = backOffMs(attempt, failure.backOffMs);
  context.emit({ type: 'back-off', mailbox, code: responseCode, milliseconds });
  if (action === 'slow-down' && failure.scope !== 'mailbox') context.connections.slowDown(milliseconds);
  else await pause(milliseconds, context.signal);
}

type Reply<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure };

/** Asks something that may be asked twice, as often as it takes. */
export async function ask<T extends object>(
  context: RunContext,
  mailbox: string,
  request: () => Promise<Reply<T>>,
): Promise<{ readonly ok: true } & T> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await context.connections.use(request);
    if (reply.ok) {
      context.connections.clean();
      return reply;
    }
    await recover(context, mailbox, reply.failure, attempt);
  }
}
