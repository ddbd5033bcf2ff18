import type { Sender } from '../http/Sender.ts';
import type { SenderOptions } from '../http/SenderOptions.ts';
import { NtlmConnection } from './NtlmConnection.ts';
import { ntlmHandshake } from './ntlmMessages.ts';

/** N requests at once are N connections of one account, each signed in once and used for one request at a time. */
export function ntlmSender(options: SenderOptions, account: string, password: string): Sender {
  const handshake = ntlmHandshake(account, password);
  const all = Array.from({ length: options.connections }, () => new NtlmConnection(options, handshake));
  // The one used last is taken first: few connections stay warm rather than all lukewarm.
  const free = [...all];
  const waiting: ((connection: NtlmConnection) => void)[] = [];

  async function take(signal: AbortSignal): Promise<NtlmConnection> {
    signal.throwIfAborted();
    const connection = free.pop();
    if (connection !== undefined) return connection;
    const { promise, resolve, reject } = Promise.withResolvers<NtlmConnection>();
    const giveUp = (): void => {
      waiting.splice(waiting.indexOf(take), 1);
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const take = (given: NtlmConnection): void => {
      signal.removeEventListener('abort', giveUp);
      resolve(given);
    };
    waiting.push(take);
    signal.addEventListener('abort', giveUp, { once: true });
    return promise;
  }

  return {
    send: async (request) => {
      const connection = await take(request.signal);
      try {
        return await connection.send(request);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(connection);
        else next(connection);
      }
    },
    statistics: () => ({
      connections: all.reduce((sum, { statistics }) => sum + statistics.connections, 0),
      handshakes: all.reduce((sum, { statistics }) => sum + statistics.handshakes, 0),
    }),
    close: async () => {
      await Promise.all(all.map((connection) => connection.close()));
    },
  };
}
