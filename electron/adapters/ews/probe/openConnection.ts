import { createConnection, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { TargetCertificate } from '../../../ports/TargetProbe.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

function settle(socket: Socket, event: string, { host, port, timeoutMs }: Endpoint, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const late = Object.assign(new Error(`no answer from ${host}:${String(port)}`), { code: 'ETIMEDOUT' });
  socket.setTimeout(timeoutMs, () => socket.destroy(late));
  socket.once(event, () => resolve(undefined));
  socket.once('error', reject);
  signal?.addEventListener('abort', () => socket.destroy(new Error('aborted')), { once: true });
  return promise;
}

/** TCP alone. */
export async function openConnection(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<void> {
  const socket = createConnection({ host: endpoint.host, port: endpoint.port });
  try {
    await settle(socket, 'connect', endpoint, signal);
  } finally {
    socket.destroy();
  }
}

function nameOf(names: Readonly<Record<string, string | string[] | undefined>>): string {
  const name = names['CN'] ?? names['O'] ?? '';
  return typeof name === 'string' ? name : name.join(', ');
}

function describe(socket: TLSSocket): TargetCertificate {
  const { subject, issuer, valid_to: validTo, subjectaltname: otherNames } = socket.getPeerCertificate();
  // Node's declarations say Error; what it leaves here is a code or an error.
  const problem: unknown = socket.authorizationError;
  return {
    subject: otherNames?.replaceAll('DNS:', '') ?? nameOf({ ...subject }),
    issuer: nameOf({ ...issuer }),
    validTo: new Date(validTo).toISOString(),
    problem: socket.authorized ? null : problem instanceof Error ? problem.message : String(problem),
  };
}

/** TLS, to look at the certificate. It is looked at even if it is not trusted; nothing is sent. */
export async function readCertificate(
  endpoint: Endpoint,
  secureContext: SecureContext,
  signal: AbortSignal | undefined,
): Promise<TargetCertificate> {
  const { host, port } = endpoint;
  const socket = connectTls({ host, port, servername: isIP(host) === 0 ? host : '', secureContext, rejectUnauthorized: false });
  try {
    await settle(socket, 'secureConnect', endpoint, signal);
    return describe(socket);
  } finally {
    socket.destroy();
  }
}
