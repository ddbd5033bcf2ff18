import { ResultCodeError } from 'ldapts';
import { Failure } from '../../../shared/domain/failure.ts';
import { fetchCertificate } from './fetchCertificate.ts';
import type { LdapAddress, LdapOptions } from './LdapOptions.ts';

/** Result codes by which a server says «not like this» (RFC 4511 appendix A): bind first, encrypt first, you may not. */
const REFUSALS: Readonly<Record<number, string>> = {
  8: 'it wants a stronger login',
  13: 'it wants an encrypted connection',
  48: 'it allows no anonymous access',
  50: 'the login may not read this',
  53: 'it is unwilling to perform this',
};

const INVALID_CREDENTIALS = 49;
const OPERATIONS_ERROR = 1;
const NO_SUCH_OBJECT = 32;

/** Answers that were cut short: time limit, size limit, administrative limit. */
const LIMITS: ReadonlySet<number> = new Set([3, 4, 11]);

export function isLimit(error: unknown): boolean {
  return error instanceof ResultCodeError && LIMITS.has(error.code);
}

export function isNoSuchObject(error: unknown): boolean {
  return error instanceof ResultCodeError && error.code === NO_SUCH_OBJECT;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message.replace(/\s*\n\s*/g, ' ') : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Node's and OpenSSL's names for a certificate or handshake nobody trusts. */
const TLS_CODES = /^(?:ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

async function tlsFailure(error: unknown, address: LdapAddress, options: LdapOptions): Promise<Failure> {
  const certificate = await fetchCertificate(address, options.connectTimeoutMs ?? 10_000);
  const fingerprint = certificate?.fingerprint ?? 'unknown';
  return new Failure(
    'DIRECTORY_TLS_FAILED',
    { address: address.label, reason: reasonOf(error), fingerprint },
    { detail: codeOf(error), cause: error },
  );
}

function resultFailure(error: ResultCodeError, address: LdapAddress, options: LdapOptions): Failure {
  const user = options.bindDn ?? 'anonymous';
  const detail = `LDAP result ${error.code}: ${error.message}`;
  if (error.code === INVALID_CREDENTIALS)
    return new Failure('DIRECTORY_LOGIN_FAILED', { address: address.label, user }, { detail, cause: error });
  const refusal = REFUSALS[error.code] ?? (error.code === OPERATIONS_ERROR && options.bindDn === undefined ? REFUSALS[48] : undefined);
  if (refusal !== undefined)
    return new Failure('DIRECTORY_REFUSED', { address: address.label, user, reason: refusal }, { detail, cause: error });
  if (error.code === NO_SUCH_OBJECT) {
    const baseDn = options.baseDn ?? 'its own suffix';
    return new Failure('DIRECTORY_BASE_MISSING', { address: address.label, baseDn, user }, { detail, cause: error });
  }
  return new Failure('DIRECTORY_FAILED', { address: address.label, reason: reasonOf(error) }, { detail, cause: error });
}

/** The operator's words for what the server or the line to it did. */
export async function ldapFailure(error: unknown, address: LdapAddress, options: LdapOptions): Promise<Failure> {
  if (error instanceof Failure) return error;
  if (error instanceof ResultCodeError) return resultFailure(error, address, options);
  if (TLS_CODES.test(codeOf(error))) return tlsFailure(error, address, options);
  return new Failure('DIRECTORY_UNREACHABLE', { address: address.label, reason: reasonOf(error) }, { detail: codeOf(error), cause: error });
}
