import type { ErrorCode } from '../contract/errors.ts';

/**
 * What a response code means for the run (learn.microsoft.com …/ews-reference/responsecode).
 * - slow-down: the server is busy; wait what it asks, one connection less.
 * - shrink: the batch was too big for the time it had.
 * - park: this mailbox is unavailable for a while; the others go on.
 * - network: nobody was reached.
 * - lost: the connection broke, or the answer did not come or makes no sense; the server may have been at work.
 * - sign-in: the server does not know us, or not any more.
 * - stop-mailbox / stop-run: nobody can help without the operator.
 * - item: this item as it is; permanent.
 */
export type ResponseAction = 'slow-down' | 'shrink' | 'park' | 'network' | 'lost' | 'sign-in' | 'stop-mailbox' | 'stop-run' | 'item';

export interface ResponseRule {
  readonly action: ResponseAction;
  /** Answered for a single item, it does not say whether the item was stored: the server gave up in the middle. */
  readonly isDoubtful?: true;
  /** What the operator is told when it stops a mailbox or the run, and when patience has ended. */
  readonly error: ErrorCode;
}

const BUSY: ResponseRule = { action: 'slow-down', error: 'TARGET_CALENDAR_CLOSED' };
const UNAVAILABLE: ResponseRule = { action: 'park', error: 'TARGET_CALENDAR_CLOSED' };
const GAVE_UP: ResponseRule = { action: 'park', isDoubtful: true, error: 'TARGET_CALENDAR_CLOSED' };
const CLOSED: ResponseRule = { action: 'stop-mailbox', error: 'TARGET_CALENDAR_CLOSED' };
const NOT_ALLOWED: ResponseRule = { action: 'stop-mailbox', error: 'TARGET_IMPERSONATION_DENIED' };
const NO_MAILBOX: ResponseRule = { action: 'stop-mailbox', error: 'TARGET_MAILBOX_MISSING' };
const NETWORK: ResponseRule = { action: 'network', error: 'TARGET_UNREACHABLE' };
const LOST: ResponseRule = { action: 'lost', error: 'TARGET_UNREACHABLE' };
const ITEM: ResponseRule = { action: 'item', error: 'TARGET_CALENDAR_CLOSED' };

/** One row a code; what is in no row concerns the item alone, or, spelt like Node's errors, the network. */
export const RESPONSE_RULES: Readonly<Record<string, ResponseRule>> = {
  ErrorServerBusy: BUSY,
  ErrorExceededConnectionCount: BUSY,
  ErrorTooManyObjectsOpened: BUSY,
  ErrorInsufficientResources: BUSY,
  ErrorNotEnoughMemory: BUSY,
  HTTP_429: BUSY,
  HTTP_500: BUSY,
  HTTP_502: BUSY,
  HTTP_503: BUSY,
  HTTP_504: BUSY,
  ErrorBatchProcessingStopped: { action: 'shrink', error: 'TARGET_CALENDAR_CLOSED' },
  ErrorTimeoutExpired: { action: 'shrink', isDoubtful: true, error: 'TARGET_CALENDAR_CLOSED' },
  ErrorMailboxMoveInProgress: UNAVAILABLE,
  ErrorMailboxStoreUnavailable: UNAVAILABLE,
  ErrorADUnavailable: UNAVAILABLE,
  ErrorADOperation: UNAVAILABLE,
  ErrorMailboxFailover: GAVE_UP,
  ErrorInternalServerError: GAVE_UP,
  ErrorInternalServerTransientError: GAVE_UP,
  ErrorConnectionFailed: GAVE_UP,
  ErrorConnectionFailedTransientError: GAVE_UP,
  ErrorQuotaExceeded: { action: 'stop-mailbox', error: 'TARGET_MAILBOX_FULL' },
  ErrorAccessDenied: CLOSED,
  // As those of rooms are by default; such an account is nobody's to act as.
  ErrorAccountDisabled: CLOSED,
  ErrorFolderNotFound: CLOSED,
  ErrorSavedItemFolderNotFound: CLOSED,
  ErrorParentFolderNotFound: CLOSED,
  ErrorNoPublicFolderReplicaAvailable: CLOSED,
  ErrorNonExistentMailbox: NO_MAILBOX,
  ErrorMissingEmailAddress: NO_MAILBOX,
  ErrorInvalidSmtpAddress: NO_MAILBOX,
  ErrorImpersonateUserDenied: NOT_ALLOWED,
  ErrorImpersonationDenied: NOT_ALLOWED,
  ErrorImpersonationFailed: NOT_ALLOWED,
  HTTP_401: { action: 'sign-in', error: 'TARGET_LOGIN_FAILED' },
  HTTP_403: { action: 'stop-mailbox', error: 'TARGET_EWS_DISABLED' },
  HTTP_404: { action: 'stop-run', error: 'TARGET_UNREACHABLE' },
  ErrorInvalidServerVersion: { action: 'stop-run', error: 'TARGET_REFUSES' },
  CERTIFICATE: { action: 'stop-run', error: 'TARGET_CERTIFICATE' },
  TIMEOUT: LOST,
  TRUNCATED: LOST,
  UNREADABLE: LOST,
  ANSWER_TOO_LARGE: LOST,
  UNKNOWN: LOST,
  ECONNRESET: LOST,
  EPIPE: LOST,
  UND_ERR_SOCKET: LOST,
};

/** Node's network errors begin with E and hold no lower-case letter (ECONNRESET, EAI_AGAIN); undici's say UND_ERR. */
const NETWORK_CODE = /^(?:E[A-Z0-9_]+|UND_ERR_[A-Z_]+)$/;

/** The rule for a response code, HTTP status (`HTTP_503`) or network error. */
export function responseRule(responseCode: string): ResponseRule {
  return RESPONSE_RULES[responseCode] ?? (NETWORK_CODE.test(responseCode) ? NETWORK : ITEM);
}
