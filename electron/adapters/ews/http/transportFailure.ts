import { TransportFailure } from './EwsTransport.ts';

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH/;
const OUT_OF_TIME = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}

/** What broke, in our words. Node's own words for it stay the message. */
export function transportFailure(error: unknown, wasSent: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = codeOf(error);
  // Trying several addresses of a host fails with an AggregateError that has a code and no words.
  const message = error instanceof Error && error.message !== '' ? error.message : code;
  if (CERTIFICATE.test(code)) return new TransportFailure('CERTIFICATE', false, message, error);
  const isLate = OUT_OF_TIME.has(code) || (error instanceof Error && error.name === 'TimeoutError');
  return new TransportFailure(isLate ? 'TIMEOUT' : code, wasSent, message, error);
}
