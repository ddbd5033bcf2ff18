import { Pool } from 'undici';
import type { SenderOptions } from './SenderOptions.ts';
import type { Sender } from './Sender.ts';
import { KEEP_ALIVE, connectOptions } from './connectOptions.ts';
import { sendRequest } from './sendRequest.ts';
import type { SignIn } from './SignIn.ts';

/** A bounded pool of connections, each request signed in by its own header. */
export function headerSender(options: SenderOptions, signIn: SignIn): Sender {
  const { address, connections, timeoutMs, secureContext } = options;
  const path = address.pathname + address.search;
  const pool = new Pool(address.origin, {
    ...KEEP_ALIVE,
    connections,
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: connectOptions(timeoutMs, secureContext),
  });
  let connected = 0;
  pool.on('connect', () => {
    connected += 1;
  });
  return {
    send: async (request) => {
      const attempt = async (): Promise<{ authorization: string; reply: Awaited<ReturnType<Sender['send']>> }> => {
        const authorization = await signIn.authorization();
        return { authorization, reply: await sendRequest(pool, path, { ...request, headers: { ...request.headers, authorization } }) };
      };
      const first = await attempt();
      if (first.reply.status !== 401 || !signIn.renew(first.authorization)) return first.reply;
      return (await attempt()).reply;
    },
    statistics: () => ({ connections: connected, handshakes: connected }),
    close: () => pool.destroy(),
  };
}
