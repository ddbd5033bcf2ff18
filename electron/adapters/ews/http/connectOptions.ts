import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { buildConnector } from 'undici';

/** IIS closes after two minutes, many load balancers after one; a connection closed under a request leaves it in doubt. */
export const KEEP_ALIVE = { keepAliveTimeout: 30_000, keepAliveMaxTimeout: 30_000 } as const;
const LONGEST_CONNECT_MS = 30_000;

/** Whom we trust: Node's list, the operating system's (where companies put their own authority), and the operator's file. */
export function trustContext(ca: string | undefined): SecureContext {
  const own = ca === undefined ? [] : [ca];
  return createSecureContext({ ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system'), ...own])] });
}

/** One trust context for all connections: building it for each would cost more than the handshake. HTTP/1.1, because NTLM needs it. */
export function connectOptions(timeoutMs: number, secureContext: SecureContext | undefined): buildConnector.BuildOptions {
  return { timeout: Math.min(timeoutMs, LONGEST_CONNECT_MS), allowH2: false, ...(secureContext === undefined ? {} : { secureContext }) };
}
