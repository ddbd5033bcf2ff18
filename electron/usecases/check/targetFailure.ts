import { Failure } from '../../../shared/domain/failure.ts';
import type { RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { TargetProbe } from '../../ports/TargetProbe.ts';

const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'ENODATA']);
const IMPERSONATION = new Set([
  'ErrorImpersonateUserDenied',
  'ErrorImpersonationDenied',
  'ErrorImpersonationFailed',
  'ErrorInvalidExchangeImpersonationHeaderData',
  'ErrorAccessDenied',
]);
const NO_MAILBOX = new Set(['ErrorNonExistentMailbox', 'ErrorMissingEmailAddress', 'ErrorInvalidSmtpAddress']);
const BUSY = new Set(['ErrorServerBusy', 'ErrorExceededConnectionCount', 'ErrorTooManyObjectsOpened', 'HTTP_429', 'HTTP_503']);
const NOT_EWS = /^(?:UNREADABLE|HTTP_(?:3\d\d|404|405|415))$/;

/** Node's and OpenSSL's words for what the network did. */
export function networkFailure(probe: TargetProbe, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (UNKNOWN_NAME.has(code)) return new Failure('TARGET_NAME_UNKNOWN', { host: probe.host, reason }, { detail: code });
  return new Failure('TARGET_UNREACHABLE', { label: probe.label, reason: reason || code }, { detail: code });
}

/** A request that was refused or lost, as the operator's trouble. */
export function requestFailure(probe: TargetProbe, { responseCode, message }: RequestFailure): Failure {
  const { label, user } = probe;
  const detail = `${responseCode}: ${message}`;
  if (responseCode === 'HTTP_401') return new Failure('TARGET_LOGIN_FAILED', { label, user }, { detail });
  if (responseCode === 'HTTP_403') return new Failure('TARGET_EWS_DISABLED', { label }, { detail });
  if (responseCode === 'CERTIFICATE') return new Failure('TARGET_CERTIFICATE', { label, reason: message }, { detail });
  if (BUSY.has(responseCode)) return new Failure('TARGET_BUSY', { label, reason: message }, { detail });
  if (NOT_EWS.test(responseCode)) return new Failure('TARGET_NOT_EWS', { label, reason: message }, { detail });
  if (responseCode.startsWith('Error') || responseCode.startsWith('HTTP_')) {
    return new Failure('TARGET_REFUSES', { label, reason: message }, { detail });
  }
  return new Failure('TARGET_UNREACHABLE', { label, reason: message }, { detail });
}

/** A mailbox that cannot be opened, and which of the steps to it that was. */
export function mailboxFailure(
  probe: TargetProbe,
  mailbox: string,
  failure: RequestFailure,
): { readonly step: 'mailbox' | 'impersonation' | 'calendar'; readonly failure: Failure } {
  const { responseCode, message } = failure;
  const detail = `${responseCode}: ${message}`;
  if (NO_MAILBOX.has(responseCode)) return { step: 'mailbox', failure: new Failure('TARGET_MAILBOX_MISSING', { mailbox }, { detail }) };
  if (IMPERSONATION.has(responseCode)) {
    return { step: 'impersonation', failure: new Failure('TARGET_IMPERSONATION_DENIED', { mailbox }, { detail }) };
  }
  if (!responseCode.startsWith('Error') || BUSY.has(responseCode)) return { step: 'calendar', failure: requestFailure(probe, failure) };
  return { step: 'calendar', failure: new Failure('TARGET_CALENDAR_CLOSED', { mailbox, reason: message }, { detail }) };
}
