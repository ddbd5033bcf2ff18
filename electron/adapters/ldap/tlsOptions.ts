import net from 'node:net';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import { Failure } from '../../../shared/domain/failure.ts';
import { fetchCertificate, normalizeFingerprint } from './fetchCertificate.ts';
import type { LdapAddress, LdapOptions } from './LdapOptions.ts';

/**
 * How the server's certificate is verified: by the system's CAs, by a CA file, or by its fingerprint. There is no way to switch verification
 * off. A pinned certificate is fetched first, compared, and then trusted alone, whoever signed it and whatever name it carries.
 */
export async function tlsOptions(options: LdapOptions, address: LdapAddress, timeoutMs: number): Promise<ConnectionOptions> {
  const base: ConnectionOptions = {
    host: address.host,
    minVersion: 'TLSv1.2',
    ...(net.isIP(address.host) === 0 ? { servername: address.host } : {}),
  };
  if (options.fingerprint === undefined) return options.ca === undefined ? base : { ...base, ca: [options.ca] };
  const pinned = normalizeFingerprint(options.fingerprint);
  const shown = await fetchCertificate(address, timeoutMs);
  if (shown === null) return base;
  const differs = (found: string): Failure =>
    new Failure('DIRECTORY_TLS_FAILED', {
      address: address.label,
      reason: `its certificate is not the one trusted, but ${found}`,
      fingerprint: found,
    });
  if (shown.fingerprint !== pinned) throw differs(shown.fingerprint);
  return {
    ...base,
    ca: [shown.pem],
    // The pinned certificate need not be a CA's.
    allowPartialTrustChain: true,
    checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
      certificate.fingerprint256 === pinned ? undefined : differs(certificate.fingerprint256),
  };
}
