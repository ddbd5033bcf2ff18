import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../../shared/contract/errors.ts';
import { backOffMs, recovery, type Trouble } from '../../../shared/run/recovery.ts';
import { RESPONSE_RULES, responseRule, type ResponseAction } from '../../../shared/run/responseRules.ts';

/** One row a code: what the table must say, written down a second time on purpose. */
const CODES: Readonly<Record<ResponseAction, readonly string[]>> = {
  'slow-down': [
    'ErrorServerBusy',
    'ErrorExceededConnectionCount',
    'ErrorTooManyObjectsOpened',
    'ErrorInsufficientResources',
    'ErrorNotEnoughMemory',
    'HTTP_429',
    'HTTP_500',
    'HTTP_502',
    'HTTP_503',
    'HTTP_504',
  ],
  shrink: ['ErrorBatchProcessingStopped', 'ErrorTimeoutExpired'],
  park: [
    'ErrorMailboxMoveInProgress',
    'ErrorMailboxStoreUnavailable',
    'ErrorADUnavailable',
    'ErrorADOperation',
    'ErrorMailboxFailover',
    'ErrorInternalServerError',
    'ErrorInternalServerTransientError',
    'ErrorConnectionFailed',
    'ErrorConnectionFailedTransientError',
  ],
  network: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
  lost: ['TIMEOUT', 'TRUNCATED', 'UNREADABLE', 'ANSWER_TOO_LARGE', 'UNKNOWN', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'],
  'sign-in': ['HTTP_401'],
  'stop-mailbox': [
    'ErrorQuotaExceeded',
    'ErrorAccessDenied',
    'ErrorAccountDisabled',
    'ErrorFolderNotFound',
    'ErrorSavedItemFolderNotFound',
    'ErrorParentFolderNotFound',
    'ErrorNoPublicFolderReplicaAvailable',
    'ErrorNonExistentMailbox',
    'ErrorMissingEmailAddress',
    'ErrorInvalidSmtpAddress',
    'ErrorImpersonateUserDenied',
    'ErrorImpersonationDenied',
    'ErrorImpersonationFailed',
    'HTTP_403',
  ],
  'stop-run': ['HTTP_404', 'ErrorInvalidServerVersion', 'CERTIFICATE'],
  item: [
    'ErrorCalendarInvalidRecurrence',
    'ErrorSchemaValidation',
    'ErrorItemSave',
    'ErrorOccurrenceCrossingBoundary',
    'ErrorFromTheFuture',
  ],
};

describe('the rules for response codes', () => {
  it.each(Object.entries(CODES).flatMap(([action, codes]) => codes.map((code) => [code, action] as const)))('%s is %s', (code, action) => {
    expect(responseRule(code).action).toBe(action);
  });

  it('has a row above for every row of the table', () => {
    expect(Object.keys(RESPONSE_RULES).filter((code) => !Object.values(CODES).flat().includes(code))).toEqual([]);
  });

  it('names an error that has a sentence', () => {
    for (const { error } of Object.values(RESPONSE_RULES)) expect(ERRORS[error].sentence).not.toBe('');
  });

  it('doubts an item only where the server gave up in the middle', () => {
    expect(Object.keys(RESPONSE_RULES).filter((code) => responseRule(code).isDoubtful === true)).toEqual([
      'ErrorTimeoutExpired',
      'ErrorMailboxFailover',
      'ErrorInternalServerError',
      'ErrorInternalServerTransientError',
      'ErrorConnectionFailed',
      'ErrorConnectionFailedTransientError',
    ]);
  });
});

describe('how long to wait', () => {
  it.each([
    [1, null, 2000],
    [2, null, 4000],
    [5, null, 32_000],
    [20, null, 300_000],
    [9, 1500, 1500],
    [1, 86_400_000, 900_000],
  ])('try %i, asked %s: %i ms', (attempt, asked, expected) => {
    expect(backOffMs(attempt, asked)).toBe(expected);
  });
});

const trouble = (responseCode: string, scope: Trouble['scope'] = 'mailbox', backOff: number | null = null): Trouble => ({
  outcome: 'not-executed',
  responseCode,
  message: '',
  backOffMs: backOff,
  scope,
});
const lost = (responseCode: string): Trouble => ({ ...trouble(responseCode), outcome: 'in-doubt' });
const CONNECTED = { attempt: 1, waitedMs: 0, hasConnected: true };
const FIRST = { ...CONNECTED, hasConnected: false };
const SIX_HOURS = 6 * 3_600_000;

describe('what to do about trouble', () => {
  it.each([
    ['a server nobody ever reached', trouble('ECONNREFUSED'), FIRST, { do: 'stop-run', error: 'TARGET_UNREACHABLE' }],
    ['a first connection that never comes about', trouble('TIMEOUT'), FIRST, { do: 'stop-run', error: 'TARGET_UNREACHABLE' }],
    ['a first request without answer', lost('TIMEOUT'), FIRST, { do: 'wait', milliseconds: 2000, who: 'mailbox', slowDown: false }],
    ['three first requests without answer', lost('ECONNRESET'), { ...FIRST, attempt: 3 }, { do: 'stop-run', error: 'TARGET_UNREACHABLE' }],
    ['an address without EWS', trouble('HTTP_404'), FIRST, { do: 'stop-run', error: 'TARGET_UNREACHABLE' }],
    ['a certificate nobody trusts', trouble('CERTIFICATE'), FIRST, { do: 'stop-run', error: 'TARGET_CERTIFICATE' }],
    ['a wrong password', trouble('HTTP_401', 'login'), FIRST, { do: 'stop-run', error: 'TARGET_LOGIN_FAILED' }],
    [
      'a server busy from the start',
      trouble('HTTP_503', 'server', 7000),
      FIRST,
      { do: 'wait', milliseconds: 7000, who: 'everybody', slowDown: true },
    ],
    [
      'a network gone in the middle',
      trouble('ECONNREFUSED'),
      CONNECTED,
      { do: 'wait', milliseconds: 2000, who: 'everybody', slowDown: false },
    ],
    ['a lost answer', trouble('TIMEOUT'), CONNECTED, { do: 'wait', milliseconds: 2000, who: 'mailbox', slowDown: false }],
    [
      'a sign-in refused once',
      trouble('HTTP_401', 'login'),
      CONNECTED,
      { do: 'wait', milliseconds: 2000, who: 'everybody', slowDown: false },
    ],
    [
      'a sign-in refused thrice',
      trouble('HTTP_401', 'login'),
      { ...CONNECTED, attempt: 3 },
      { do: 'stop-run', error: 'TARGET_LOGIN_FAILED' },
    ],
    [
      'a busy server',
      trouble('ErrorServerBusy', 'server', 500),
      CONNECTED,
      { do: 'wait', milliseconds: 500, who: 'everybody', slowDown: true },
    ],
    [
      'a mailbox being moved',
      trouble('ErrorMailboxMoveInProgress'),
      CONNECTED,
      { do: 'wait', milliseconds: 2000, who: 'mailbox', slowDown: false },
    ],
    [
      'a mailbox moved for six hours',
      trouble('ErrorMailboxMoveInProgress'),
      { ...CONNECTED, waitedMs: SIX_HOURS },
      { do: 'stop-mailbox', error: 'TARGET_CALENDAR_CLOSED' },
    ],
    [
      'a network gone for six hours',
      trouble('ENETUNREACH'),
      { ...CONNECTED, waitedMs: SIX_HOURS },
      { do: 'stop-run', error: 'TARGET_UNREACHABLE' },
    ],
    ['a full mailbox', trouble('ErrorQuotaExceeded'), CONNECTED, { do: 'stop-mailbox', error: 'TARGET_MAILBOX_FULL' }],
    ['a missing mailbox', trouble('ErrorNonExistentMailbox'), FIRST, { do: 'stop-mailbox', error: 'TARGET_MAILBOX_MISSING' }],
    ['no impersonation', trouble('ErrorImpersonateUserDenied'), FIRST, { do: 'stop-mailbox', error: 'TARGET_IMPERSONATION_DENIED' }],
    ['EWS switched off', trouble('HTTP_403', 'login'), FIRST, { do: 'stop-mailbox', error: 'TARGET_EWS_DISABLED' }],
    [
      'an error nobody knows, about no item',
      trouble('ErrorFromTheFuture'),
      CONNECTED,
      { do: 'stop-mailbox', error: 'TARGET_CALENDAR_CLOSED' },
    ],
  ] as const)('%s', (_, given, standing, expected) => {
    expect(recovery(given, standing)).toEqual(expected);
  });
});
