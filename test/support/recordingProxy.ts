import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request said about itself before it reached the server. */
export interface SeenRequest {
  readonly operation: string;
  /** X-AnchorMailbox, lower case; '' without one. */
  readonly anchor: string;
  /** Whom ExchangeImpersonation names, lower case; '' when nobody. */
  readonly actsAs: string;
  readonly body: string;
}

export interface RecordingProxy {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  stop(): Promise<void>;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function see(message: IncomingMessage, body: string): SeenRequest {
  const anchor = message.headers['x-anchormailbox'];
  return {
    operation: /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '',
    anchor: (typeof anchor === 'string' ? anchor : '').toLowerCase(),
    actsAs: (
      /ExchangeImpersonation>[\s\S]*?<(?:\w+:)?(?:PrimarySmtpAddress|SmtpAddress|PrincipalName)>([^<]*)</.exec(body)?.[1] ?? ''
    ).toLowerCase(),
    body,
  };
}

/** Stands between the program and a server and writes down every request that leaves. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      seen.push(see(incoming, body.toString('utf8')));
      const { method, headers } = incoming;
      const forwarded = ask(target, { ...(method === undefined ? {} : { method }), headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${new URL(target).pathname}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
