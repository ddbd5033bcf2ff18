import { describe, expect, test } from 'vitest';
import { fromEwsTime, toEwsTime } from '../../../electron/adapters/ews/items/times.ts';
import { readItem } from '../../../electron/adapters/ews/items/readItem.ts';
import { readRunMark } from '../../../electron/adapters/ews/items/runMark.ts';
import { httpFailure } from '../../../electron/adapters/ews/soapFailure.ts';
import { UnreadableXml, readXml } from '../../../electron/adapters/ews/xml/readXml.ts';
import { ntlmHandshake, splitAccount } from '../../../electron/adapters/ews/ntlm/ntlmMessages.ts';

describe('reading XML', () => {
  test.each([
    ['nothing', ''],
    ['half of it', '<a><b>'],
    ['two documents', '<a/><b/>'],
    ['a DTD', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a character XML cannot hold', '<a>\u0001</a>'],
    ['a depth nobody needs', '<a>'.repeat(100) + '</a>'.repeat(100)],
  ])('refuses %s', (_name, text) => {
    expect(() => readXml(text)).toThrow(UnreadableXml);
  });

  test('keeps local names, text and CDATA, after a byte order mark', () => {
    expect(readXml('\uFEFF<?xml version="1.0"?><x:a b="&lt;1" xmlns:x="u"><y>1 &amp; </y><y><![CDATA[<2>]]></y></x:a>')).toEqual({
      ...{ name: 'a', attributes: { b: '<1', x: 'u' }, text: '' },
      children: [
        { name: 'y', attributes: {}, children: [], text: '1 & ' },
        { name: 'y', attributes: {}, children: [], text: '<2>' },
      ],
    });
  });
});

describe('times', () => {
  test.each([
    ['2026-12-07T09:00:00+01:00', 'W. Europe Standard Time', '2026-12-07T08:00:00Z'],
    ['2026-12-24', 'Tokyo Standard Time', '2026-12-23T15:00:00Z'],
    ['2026-06-24', 'Hawaiian Standard Time', '2026-06-24T10:00:00Z'],
    ['2026-06-24', 'No Such Standard Time', '2026-06-24T00:00:00Z'],
  ])('%s in %s is sent as %s', (time, zone, sent) => {
    expect(toEwsTime(time, zone)).toBe(sent);
  });

  test.each(['Tokyo Standard Time', 'Hawaiian Standard Time', 'Line Islands Standard Time', 'Samoa Standard Time', 'UTC'])(
    'an all-day date survives %s, also when the midnight was moved a little',
    (zone) => {
      const sent = Date.parse(toEwsTime('2026-06-24', zone));
      for (const minutes of [-60, -1, 0, 1, 60]) {
        expect(fromEwsTime(new Date(sent + minutes * 60_000).toISOString(), true, zone)).toBe('2026-06-24');
      }
    },
  );

  test('nonsense is no time', () => {
    expect(() => fromEwsTime('soon', false, 'UTC')).toThrow(UnreadableXml);
    expect(() => readItem(readXml('<CalendarItem/>'))).toThrow(UnreadableXml);
  });
});

describe('a run mark', () => {
  test.each([undefined, '', 'x', '{}', '{"runId":1}'])('that nobody can read is none: %s', (text) => {
    expect(readRunMark(text)).toBeNull();
  });
});

function fault(code: string, extra = ''): string {
  return `<s:Envelope xmlns:s="s"><s:Body><s:Fault><faultcode>x</faultcode><faultstring>words</faultstring><detail><e:ResponseCode xmlns:e="e">${code}</e:ResponseCode>${extra}</detail></s:Fault></s:Body></s:Envelope>`;
}

describe('what an answer without success means', () => {
  test.each([
    [400, '', 'not-executed', 'HTTP_400'],
    [401, '', 'not-executed', 'HTTP_401'],
    [413, '', 'not-executed', 'HTTP_413'],
    [301, '', 'not-executed', 'HTTP_301'],
    [429, '', 'not-executed', 'HTTP_429'],
    [503, '<html/>', 'not-executed', 'HTTP_503'],
    [500, '', 'in-doubt', 'HTTP_500'],
    [500, '<html><body/></html>', 'in-doubt', 'HTTP_500'],
    [500, fault('ErrorSchemaValidation'), 'not-executed', 'ErrorSchemaValidation'],
    [500, fault('ErrorServerBusy'), 'not-executed', 'ErrorServerBusy'],
    [500, fault('ErrorMailboxStoreUnavailable'), 'not-executed', 'ErrorMailboxStoreUnavailable'],
    [500, fault('ErrorInternalServerError'), 'in-doubt', 'ErrorInternalServerError'],
    [500, fault('ErrorTimeoutExpired'), 'in-doubt', 'ErrorTimeoutExpired'],
    [502, '', 'in-doubt', 'HTTP_502'],
    [504, '', 'in-doubt', 'HTTP_504'],
  ])('HTTP %i %s: %s', (status, body, outcome, responseCode) => {
    expect(httpFailure({ status, headers: {}, body })).toMatchObject({ outcome, responseCode });
  });

  test.each([
    ['', null],
    ['17', 17_000],
    ['soon', null],
    ['Fri, 01 Jan 1999 00:00:00 GMT', 0],
  ])('Retry-After %j is %s', (value, backOffMs) => {
    expect(httpFailure({ status: 503, headers: { 'retry-after': value }, body: '' }).backOffMs).toBe(backOffMs);
  });
});

test.each([
  ['CONTOSO\\svc', { domain: 'CONTOSO', user: 'svc' }],
  ['svc@contoso.com', { domain: '', user: 'svc@contoso.com' }],
  ['svc', { domain: null, user: 'svc' }],
])('the account %s is split for NTLM', (account, parts) => {
  expect(splitAccount(account)).toEqual(parts);
});

test.each([
  ['svc', 0],
  ['jürgen', 1],
])('NTLM asks for Unicode where the name of %s needs it', (account, unicode) => {
  const message = Buffer.from(ntlmHandshake(account, 'x').open.slice(5), 'base64');
  expect(message.readUInt32LE(12) & 3).toBe(unicode === 1 ? 1 : 2);
});

test.each(['', 'NTLM', 'NTLM AAAA', 'Negotiate x'])('NTLM has no answer to %j', (challenge) => {
  expect(ntlmHandshake('svc', 'x').answer(challenge)).toBeNull();
});
