import { describe, expect, it } from 'vitest';
import { chunkVerdict, type ChunkReply, type ItemReply } from '../../../shared/run/chunkVerdict.ts';

const done = (value: string): ItemReply<string> => ({ outcome: 'done', value });
const refused = (responseCode: string, backOffMs: number | null = null): ItemReply<string> => ({
  outcome: 'refused',
  responseCode,
  message: 'no',
  backOffMs,
});
const stopped: ItemReply<string> = { outcome: 'not-executed', responseCode: 'ErrorBatchProcessingStopped', message: '', backOffMs: null };
const failure = (outcome: 'not-executed' | 'in-doubt', responseCode: string): ChunkReply<string> => ({
  ok: false,
  failure: { outcome, responseCode, message: 'no', backOffMs: null, scope: 'server' },
});
const again = (limit: number, isStrike = false) => ({ state: 'again', limit, isStrike }) as const;
const doubt = (limit: number) => ({ state: 'doubt', limit, isStrike: true }) as const;

describe('what the answers of a chunk mean', () => {
  it('keeps what was done, whatever happened to the others', () => {
    expect(chunkVerdict(3, { ok: true, answers: [done('a'), refused('ErrorItemSave'), done('c')] })).toEqual({
      items: [
        { state: 'done', value: 'a' },
        { state: 'refused', responseCode: 'ErrorItemSave', message: 'no' },
        { state: 'done', value: 'c' },
      ],
      trouble: null,
      isTooBig: false,
    });
  });

  it('sends again what the server never came to, in smaller chunks', () => {
    const { items, isTooBig, trouble } = chunkVerdict(3, { ok: true, answers: [done('a'), refused('ErrorItemSave'), stopped] });
    expect([items[2], isTooBig, trouble]).toEqual([again(3), true, null]);
  });

  it('counts it as a strike when the server came to nothing at all', () => {
    expect(chunkVerdict(4, { ok: true, answers: [stopped, stopped, stopped, stopped] }).items).toEqual(new Array(4).fill(again(2, true)));
  });

  it('takes a missing answer for an item the server never came to', () => {
    expect(chunkVerdict(2, { ok: true, answers: [done('a')] }).items[1]).toEqual(again(2));
  });

  it.each(['ErrorServerBusy', 'ErrorMailboxStoreUnavailable', 'ErrorQuotaExceeded', 'HTTP_401'])(
    'takes %s as about the moment, not the item',
    (code) => {
      const { items, trouble } = chunkVerdict(2, { ok: true, answers: [done('a'), refused(code, 700)] });
      expect([items[1], trouble?.responseCode, trouble?.backOffMs]).toEqual([again(2), code, 700]);
    },
  );

  it.each(['ErrorTimeoutExpired', 'ErrorInternalServerError', 'ErrorMailboxFailover'])(
    'does not believe that %s stored nothing',
    (code) => {
      expect(chunkVerdict(2, { ok: true, answers: [done('a'), refused(code)] }).items[1]).toEqual(doubt(1));
    },
  );

  it('acts upon the gravest of several troubles', () => {
    const answers = [refused('ErrorServerBusy'), refused('ErrorQuotaExceeded'), refused('ErrorMailboxStoreUnavailable')];
    expect(chunkVerdict(3, { ok: true, answers }).trouble?.responseCode).toBe('ErrorQuotaExceeded');
  });
});

describe('what a request without answers means', () => {
  it.each([
    ['in-doubt', 'TIMEOUT', 4, doubt(2), 'TIMEOUT', true],
    ['in-doubt', 'ECONNRESET', 1, doubt(1), 'ECONNRESET', true],
    ['in-doubt', 'ErrorInternalServerError', 8, doubt(4), 'ErrorInternalServerError', true],
    ['not-executed', 'ErrorServerBusy', 4, again(4), 'ErrorServerBusy', false],
    ['not-executed', 'ECONNREFUSED', 4, again(4), 'ECONNREFUSED', false],
    ['not-executed', 'ErrorMailboxMoveInProgress', 4, again(4), 'ErrorMailboxMoveInProgress', false],
    ['not-executed', 'ErrorQuotaExceeded', 4, again(4), 'ErrorQuotaExceeded', false],
    ['not-executed', 'ErrorSchemaValidation', 4, again(2, true), undefined, true],
    [
      'not-executed',
      'ErrorSchemaValidation',
      1,
      { state: 'refused', responseCode: 'ErrorSchemaValidation', message: 'no' },
      undefined,
      true,
    ],
    ['not-executed', 'ErrorBatchProcessingStopped', 1, again(1, true), undefined, true],
  ] as const)('%s by %s, %i items', (outcome, code, size, item, trouble, isTooBig) => {
    const verdict = chunkVerdict(size, failure(outcome, code));
    expect([verdict.items, verdict.trouble?.responseCode, verdict.isTooBig]).toEqual([new Array(size).fill(item), trouble, isTooBig]);
  });
});
