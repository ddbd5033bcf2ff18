import { errors } from 'undici';
import { TransportFailure } from './EwsTransport.ts';

/** The connection never came to be, so nothing was sent. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ERR_TLS|HOSTNAME_MISMATCH/;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** Undici's errors in our words. What is not known to have happened before sending may have been sent. */
export function transportFailure(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) return new TransportFailure('CERTIFICATE', false, message, error);
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError || isAbort(error)) {
    return new TransportFailure('TIMEOUT', true, message, error);
  }
  return new TransportFailure(code, !BEFORE_SENDING.has(code), message, error);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
