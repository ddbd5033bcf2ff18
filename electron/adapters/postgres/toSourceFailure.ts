import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { addressOf } from './PostgresOptions.ts';
import type { PostgresOptions } from './PostgresOptions.ts';

/** SQLSTATEs (PostgreSQL manual, appendix A) and codes of the operating system that mean one thing to the operator. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  '28P01': 'SOURCE_LOGIN_FAILED',
  '28000': 'SOURCE_LOGIN_FAILED',
  '3D000': 'SOURCE_DATABASE_MISSING',
  '42501': 'SOURCE_PERMISSION_DENIED',
  '53300': 'SOURCE_UNREACHABLE',
  '57P03': 'SOURCE_UNREACHABLE',
  '57P01': 'SOURCE_CONNECTION_LOST',
  '57P02': 'SOURCE_CONNECTION_LOST',
  '57P05': 'SOURCE_CONNECTION_LOST',
  '57014': 'SOURCE_CONNECTION_LOST',
  '25P03': 'SOURCE_CONNECTION_LOST',
  '40001': 'SOURCE_CONNECTION_LOST',
  ECONNREFUSED: 'SOURCE_UNREACHABLE',
  ENOTFOUND: 'SOURCE_UNREACHABLE',
  EAI_AGAIN: 'SOURCE_UNREACHABLE',
  EHOSTUNREACH: 'SOURCE_UNREACHABLE',
  ENETUNREACH: 'SOURCE_UNREACHABLE',
  EADDRNOTAVAIL: 'SOURCE_UNREACHABLE',
  ENOENT: 'SOURCE_UNREACHABLE',
  EACCES: 'SOURCE_UNREACHABLE',
  EPIPE: 'SOURCE_CONNECTION_LOST',
  EPROTO: 'SOURCE_TLS_FAILED',
  CERT_HAS_EXPIRED: 'SOURCE_TLS_FAILED',
  CERT_NOT_YET_VALID: 'SOURCE_TLS_FAILED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'SOURCE_TLS_FAILED',
  SELF_SIGNED_CERT_IN_CHAIN: 'SOURCE_TLS_FAILED',
  UNABLE_TO_GET_ISSUER_CERT: 'SOURCE_TLS_FAILED',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'SOURCE_TLS_FAILED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'SOURCE_TLS_FAILED',
};

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name server does not answer',
  ENOENT: 'there is no such socket',
  EACCES: 'opening the socket is not permitted',
  ETIMEDOUT: 'no answer in time',
};

/** Words of pg where it has no code. */
const WORDS: readonly { readonly pattern: RegExp; readonly code: ErrorCode }[] = [
  { pattern: /does not support SSL|SSL connection/, code: 'SOURCE_TLS_FAILED' },
  { pattern: /password must be|password authentication|SASL/, code: 'SOURCE_LOGIN_FAILED' },
  { pattern: /timeout expired/, code: 'SOURCE_UNREACHABLE' },
];

/** Where an error happened. */
export interface FailureContext {
  readonly options: PostgresOptions;
  /** Once logged in, a broken line is a lost connection and no longer an unreachable server. */
  readonly isConnected: boolean;
  readonly table?: string;
}

function failureCode(code: string, message: string, isConnected: boolean): ErrorCode | undefined {
  const known = CODES[code];
  if (known !== undefined) return known;
  if (code === 'ECONNRESET' || code === 'ETIMEDOUT' || message.startsWith('Connection terminated') || code.startsWith('08')) {
    return isConnected ? 'SOURCE_CONNECTION_LOST' : 'SOURCE_UNREACHABLE';
  }
  if (/^ERR_(?:TLS|SSL)|^ERR_OSSL/.test(code)) return 'SOURCE_TLS_FAILED';
  const worded = WORDS.find(({ pattern }) => pattern.test(message));
  if (worded !== undefined) return worded.code;
  return /^[0-9A-Z]{5}$/.test(code) ? 'SOURCE_QUERY_FAILED' : undefined;
}

/** What went wrong in the operator's words; what is not expected stays as it is. */
export function toSourceFailure(error: unknown, context: FailureContext): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const found = failureCode(code, error.message, context.isConnected);
  if (found === undefined) return error;
  const { options, table } = context;
  const parameters = {
    address: addressOf(options),
    user: options.user,
    database: options.database,
    table: table ?? 'pg_class',
    reason: REASONS[code] ?? (error.message || code),
  };
  return new Failure(found, parameters, { detail: `${code} ${error.message}`.trim(), cause: error });
}
