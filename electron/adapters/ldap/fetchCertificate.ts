import net from 'node:net';
import tls from 'node:tls';
import type { LdapAddress } from './LdapOptions.ts';

/** What the server shows of itself before anybody trusts it. */
export interface ServerCertificate {
  readonly pem: string;
  /** SHA-256, upper-case pairs with colons. */
  readonly fingerprint: string;
}

/** LDAPMessage 1, ExtendedRequest with the name 1.3.6.1.4.1.1466.20037 (RFC 4511 §4.14), in BER. */
const START_TLS = Buffer.concat([Buffer.from('301d02010177188016', 'hex'), Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1')]);

/** Upper-case pairs with colons, however it was written. */
export function normalizeFingerprint(text: string): string {
  return (
    text
      .replace(/^sha-?256[:=\s]*/i, '')
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? []
  ).join(':');
}

function certificateOf(socket: tls.TLSSocket): ServerCertificate | null {
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? null : { pem: certificate.toString(), fingerprint: certificate.fingerprint256 };
}

/** Asks for TLS on a plain connection; the first answer, whatever it is, lets the handshake begin or fail. */
function requestStartTls(plain: net.Socket, next: () => void): void {
  plain.write(START_TLS);
  plain.once('data', next);
}

/**
 * Looks at the server's certificate on a connection of its own, over which nothing else is sent: verification is off here, so no password
 * and no question may travel on it. Null when there is none to be had.
 */
export function fetchCertificate(address: LdapAddress, timeoutMs: number): Promise<ServerCertificate | null> {
  return new Promise((resolve) => {
    const plain = net.connect({ host: address.host, port: address.port });
    const finish = (certificate: ServerCertificate | null): void => {
      plain.destroy();
      resolve(certificate);
    };
    plain.setTimeout(timeoutMs, () => finish(null));
    plain.once('error', () => finish(null));
    const secure = (): void => {
      const socket = tls.connect({
        socket: plain,
        rejectUnauthorized: false,
        ...(net.isIP(address.host) === 0 ? { servername: address.host } : {}),
      });
      socket.once('secureConnect', () => finish(certificateOf(socket)));
      socket.once('error', () => finish(null));
    };
    plain.once('connect', () => {
      if (address.isSecure) secure();
      else requestStartTls(plain, secure);
    });
  });
}
