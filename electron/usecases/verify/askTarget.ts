import { setTimeout as timeout } from 'node:timers/promises';
import { Failure } from '../../../shared/domain/failure.ts';
import { recovery } from '../../../shared/run/recovery.ts';
import type { RequestFailure } from '../../ports/ExchangeTarget.ts';

/** Reading back is done with somebody watching: minutes, not hours. */
const MOST_ATTEMPTS = 8;

type Reply<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure };

/** Whom we ask, for sentences, and whether they ever answered. */
export interface Asked {
  readonly label: string;
  readonly account: string;
  hasAnswered: boolean;
}

/** Reads as often as it takes; answers the failure when this mailbox cannot be read. Throws when nothing can. */
export async function askTarget<T extends object>(
  asked: Asked,
  mailbox: string,
  request: () => Promise<Reply<T>>,
  signal?: AbortSignal,
): Promise<({ readonly ok: true } & T) | { readonly ok: false; readonly failure: RequestFailure }> {
  for (let attempt = 1; ; attempt += 1) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    const reply = await request();
    if (reply.ok || reply.failure.responseCode.startsWith('Error')) asked.hasAnswered = true;
    if (reply.ok) return reply;
    const { responseCode, message } = reply.failure;
    const next = recovery(reply.failure, { attempt, waitedMs: 0, hasConnected: asked.hasAnswered });
    if (next.do === 'stop-run') {
      const parameters = { label: asked.label, user: asked.account, mailbox, reason: message };
      throw new Failure(next.error, parameters, { detail: responseCode });
    }
    if (next.do === 'stop-mailbox' || attempt >= MOST_ATTEMPTS) return reply;
    try {
      await timeout(next.milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw new Failure('INTERRUPTED', {}, { cause: error });
      throw error;
    }
  }
}
