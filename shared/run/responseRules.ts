/**
 * What a response code means for the run (exchange-ews retry rules; learn.microsoft.com …/ews-reference/responsecode).
 * - slow-down: the server is busy; wait what it asks, one connection less.
 * - shrink: the batch was too big for the time it had.
 * - park: this mailbox is unavailable for a while; the others go on.
 * - stop-mailbox / stop-run: nobody can help without the operator.
 * - item: this item as it is; permanent.
 */
export type ResponseAction = 'slow-down' | 'shrink' | 'park' | 'stop-mailbox' | 'stop-run' | 'item';

const RULES: Readonly<Record<string, ResponseAction>> = {
  ErrorServerBusy: 'slow-down',
  ErrorExceededConnectionCount: 'slow-down',
  ErrorTooManyObjectsOpened: 'slow-down',
  ErrorInsufficientResources: 'slow-down',
  ErrorNotEnoughMemory: 'slow-down',
  HTTP_429: 'slow-down',
  HTTP_500: 'slow-down',
  HTTP_502: 'slow-down',
  HTTP_503: 'slow-down',
  HTTP_504: 'slow-down',
  ErrorTimeoutExpired: 'shrink',
  ErrorBatchProcessingStopped: 'shrink',
  ErrorMailboxMoveInProgress: 'park',
  ErrorMailboxStoreUnavailable: 'park',
  ErrorMailboxFailover: 'park',
  ErrorInternalServerTransientError: 'park',
  ErrorInternalServerError: 'park',
  ErrorConnectionFailed: 'park',
  ErrorConnectionFailedTransientError: 'park',
  ErrorADUnavailable: 'park',
  ErrorADOperation: 'park',
  ErrorQuotaExceeded: 'stop-mailbox',
  ErrorAccessDenied: 'stop-mailbox',
  ErrorFolderNotFound: 'stop-mailbox',
  ErrorNonExistentMailbox: 'stop-mailbox',
  ErrorImpersonateUserDenied: 'stop-mailbox',
  ErrorImpersonationFailed: 'stop-mailbox',
  ErrorMissingEmailAddress: 'stop-mailbox',
  ErrorNoPublicFolderReplicaAvailable: 'stop-mailbox',
  ErrorImpersonationDenied: 'stop-run',
  ErrorInvalidServerVersion: 'stop-run',
  HTTP_401: 'stop-run',
  HTTP_403: 'stop-mailbox',
  HTTP_404: 'stop-run',
  CERTIFICATE: 'stop-run',
};

/** Node's network errors begin with E and hold no lower-case letter: the network, not Exchange. */
function isNetworkError(code: string): boolean {
  return /^(?:E[A-Z_]+|UND_ERR_[A-Z_]+|TIMEOUT|TRUNCATED|UNREADABLE)$/.test(code);
}

/** What to do about a response code; an unknown one concerns the item alone. */
export function responseAction(responseCode: string): ResponseAction {
  return RULES[responseCode] ?? (isNetworkError(responseCode) ? 'slow-down' : 'item');
}

/** Milliseconds to wait before try number `attempt` (1-based): what the server asked, else 2^n x 2 s up to 5 minutes. */
export function backOffMs(attempt: number, asked: number | null): number {
  if (asked !== null) return Math.min(asked, 15 * 60_000);
  return Math.min(2000 * 2 ** (attempt - 1), 5 * 60_000);
}
