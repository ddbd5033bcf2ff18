import { Failure } from '../../../shared/domain/failure.ts';
import { backOffMs, responseAction } from '../../../shared/run/responseRules.ts';
import { setTimeout as timeout } from 'node:timers/promises';
import type { RequestFailure } from '../../ports/ExchangeTarget.ts';

const MOST_ATTEMPTS = 8;

type Reply<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure };

/** Reads as often as it takes; null when this mailbox cannot be read. Stops with a Failure when nothing can. */
export async function askTarget<T extends object>(
  label: string,
  request: () => Promise<Reply<T>>,
  signal?: AbortSignal,
): Promise<({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure }> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    const reply = await request();
    if (reply.ok) return reply;
    const { responseCode, message, backOffMs: asked } = reply.failure;
    const action = responseAction(responseCode);
    if (action === 'stop-run') throw new Failure('TARGET_REFUSES', { label, reason: message }, { detail: responseCode });
    if (action === 'item' || action === 'stop-mailbox' || attempt >= MOST_ATTEMPTS) return reply;
    await timeout(backOffMs(attempt, asked), undefined, signal === undefined ? {} : { signal });
  }
}
