import { expect, test } from 'vitest';
import type { RequestFailure } from '../../../../electron/ports/ExchangeTarget.ts';
import { calendarItem, createRequest } from '../../../support/ewsItems.ts';
import { answersOf, failureOf, keysIn, outcomes, valueOf } from './answers.ts';
import { LOCKED_MAILBOX, MISSING_MAILBOX, type ExchangeWorld, type Trouble } from './ExchangeWorld.ts';

/** Where nothing, or part, was done, and it is known which. */
export function describeRefusals(world: () => ExchangeWorld): void {
  test.each([
    ['a mailbox it has not', MISSING_MAILBOX, 'ErrorNonExistentMailbox'],
    ['a mailbox the account may not act for', LOCKED_MAILBOX, 'ErrorImpersonateUserDenied'],
  ])('refuses %s, and nothing is done', async (_name, mailbox, responseCode) => {
    const failure = failureOf(await world().open().openCalendar(mailbox));
    expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'mailbox', responseCode });
  });

  test('refuses a wrong password', async () => {
    const failure = failureOf(await world().open({ password: 'wrong' }).openCalendar(world().freshMailbox()));
    expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'login', responseCode: 'HTTP_401' });
  });

  test('says 403 where EWS is switched off', async () => {
    await world().setEwsEnabled(false);
    try {
      const failure = failureOf(await world().open().openCalendar(world().freshMailbox()));
      expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'login', responseCode: 'HTTP_403' });
    } finally {
      await world().setEwsEnabled(true);
    }
  });

  test.each<[string, Trouble, Partial<RequestFailure>]>([
    ['a busy server', { kind: 'busy', backOffMs: 7_000 }, { scope: 'server', responseCode: 'ErrorServerBusy', backOffMs: 7_000 }],
    [
      '503 with Retry-After',
      { kind: 'http', status: 503, retryAfterSeconds: 9 },
      { scope: 'server', responseCode: 'HTTP_503', backOffMs: 9_000 },
    ],
    ['503 without', { kind: 'http', status: 503, retryAfterSeconds: null }, { scope: 'server', responseCode: 'HTTP_503', backOffMs: null }],
    ['429', { kind: 'http', status: 429, retryAfterSeconds: 3 }, { scope: 'server', responseCode: 'HTTP_429', backOffMs: 3_000 }],
    [
      'a mailbox on the move',
      { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' },
      { scope: 'mailbox', responseCode: 'ErrorMailboxMoveInProgress' },
    ],
  ])('knows that nothing was done after %s', async (_name, trouble, expected) => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const reply = await target.createItems(mailbox, id, [createRequest('key', calendarItem())]);
    expect(failureOf(reply)).toMatchObject({ outcome: 'not-executed', ...expected });
    expect(await keysIn(target, mailbox)).toEqual([]);
  });

  test.each<[string, Trouble, readonly string[]]>([
    [
      'gets busy in the middle',
      { kind: 'busyItems', backOffMs: 5_000, fromItem: 1 },
      ['done', 'refused ErrorServerBusy', 'refused ErrorServerBusy'],
    ],
    [
      'stops a batch',
      { kind: 'stopBatch', atItem: 1, code: 'ErrorTimeoutExpired' },
      ['done', 'refused ErrorTimeoutExpired', 'not-executed ErrorBatchProcessingStopped'],
    ],
  ])('says for each item what happened when the server %s', async (_name, trouble, expected) => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const reply = await target.createItems(
      mailbox,
      id,
      ['one', 'two', 'three'].map((key) => createRequest(key, calendarItem())),
    );
    expect(outcomes(reply)).toEqual(expected);
    expect(await keysIn(target, mailbox)).toEqual(['one']);
    if (trouble.kind === 'busyItems') expect(answersOf(reply)[1]).toMatchObject({ backOffMs: 5_000 });
  });
}

/** Where it is not known what was done. */
export function describeDoubts(world: () => ExchangeWorld): void {
  test.each<[string, Trouble, boolean, string]>([
    ['the connection breaks before the work', { kind: 'dropBefore' }, false, 'UND_ERR_SOCKET'],
    ['the connection breaks after the work', { kind: 'dropAfter' }, true, 'UND_ERR_SOCKET'],
    ['the connection breaks in the answer', { kind: 'dropMidway' }, true, 'UND_ERR_SOCKET'],
    ['the answer ends in the middle', { kind: 'truncate' }, true, 'UNREADABLE'],
    ['the answer takes too long', { kind: 'slowReply', ms: 2_000 }, true, 'TIMEOUT'],
    ['the work takes too long', { kind: 'lateCommit', ms: 2_000 }, true, 'TIMEOUT'],
    ['the server gives up in the middle', { kind: 'soapFault', code: 'ErrorTimeoutExpired' }, false, 'ErrorTimeoutExpired'],
    ['a gateway lost the server', { kind: 'http', status: 504, retryAfterSeconds: null }, false, 'HTTP_504'],
  ])('is in doubt when %s', async (_name, trouble, isThere, responseCode) => {
    const mailbox = world().freshMailbox();
    const { id } = valueOf(await world().open().openCalendar(mailbox));
    await world().trouble('CreateItem', trouble);
    const hasty = world().open({ timeoutMs: 1_000 });
    const reply = await hasty.createItems(mailbox, id, [createRequest('key', calendarItem())]);
    expect(failureOf(reply)).toMatchObject({ outcome: 'in-doubt', responseCode });
    await expect.poll(() => keysIn(world().open(), mailbox), { timeout: 5_000, interval: 250 }).toEqual(isThere ? ['key'] : []);
  });

  test('gives up when it is told to', async () => {
    const mailbox = world().freshMailbox();
    const target = world().open();
    const { id } = valueOf(await target.openCalendar(mailbox));
    await world().trouble('CreateItem', { kind: 'slowReply', ms: 3_000 });
    const stop = new AbortController();
    const before = world().requests().length;
    const reply = target.createItems(mailbox, id, [createRequest('key', calendarItem())], stop.signal);
    const ending = expect(reply).rejects.toThrow('the operator stopped');
    await expect.poll(() => world().requests().length).toBeGreaterThan(before);
    stop.abort(new Error('the operator stopped'));
    await ending;
  });
}
