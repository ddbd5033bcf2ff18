import { describe, expect, it } from 'vitest';
import type { EwsTransport } from '../../electron/adapters/ews/http/EwsTransport.ts';
import { mailboxTimeZone } from '../../electron/adapters/ews/operations/mailboxTimeZone.ts';
import { Soap } from '../../electron/adapters/ews/Soap.ts';

const NAMESPACES =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

function entry(key: string, value: string): string {
  const typed = (text: string): string => `<t:Type>String</t:Type><t:Value>${text}</t:Value>`;
  return `<t:DictionaryEntry><t:DictionaryKey>${typed(key)}</t:DictionaryKey><t:DictionaryValue>${typed(value)}</t:DictionaryValue></t:DictionaryEntry>`;
}

function envelope(message: string): string {
  return `<s:Envelope ${NAMESPACES}><s:Body><m:GetUserConfigurationResponse><m:ResponseMessages>${message}</m:ResponseMessages></m:GetUserConfigurationResponse></s:Body></s:Envelope>`;
}

function success(entries: string): string {
  const configuration = `<m:UserConfiguration><t:UserConfigurationName Name="OWA.UserOptions"/><t:Dictionary>${entries}</t:Dictionary></m:UserConfiguration>`;
  return envelope(
    `<m:GetUserConfigurationResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${configuration}</m:GetUserConfigurationResponseMessage>`,
  );
}

function refusal(code: string): string {
  return envelope(
    `<m:GetUserConfigurationResponseMessage ResponseClass="Error"><m:MessageText>no</m:MessageText><m:ResponseCode>${code}</m:ResponseCode></m:GetUserConfigurationResponseMessage>`,
  );
}

/** A line that answers everything alike. */
function answering(body: string): EwsTransport {
  return {
    url: 'https://mail.contoso.com/EWS/Exchange.asmx',
    post: () => Promise.resolve({ status: 200, headers: {}, body }),
    statistics: () => ({ requests: 0, connections: 0, handshakes: 0 }),
    close: () => Promise.resolve(),
  };
}

describe('the time zone a mailbox’s owner has chosen', () => {
  it.each<[string, string, unknown]>([
    ['is read among other choices', success(entry('theme', 'bird') + entry('timezone', 'Romance Standard Time')), 'Europe/Paris'],
    ['is unknown where nothing was chosen', success(entry('theme', 'timezone')), null],
    ['is unknown where Windows knows no such zone', success(entry('timezone', 'Middle Earth Standard Time')), null],
    ['is unknown where the mailbox was never opened in a browser', refusal('ErrorItemNotFound'), null],
  ])('%s', async (_, body, expected) => {
    const answer = await mailboxTimeZone(new Soap(answering(body)), 'ada@contoso.com');
    expect(answer).toEqual({ ok: true, value: expected });
  });

  it('is not mistaken for unknown when the mailbox may not be opened', async () => {
    const answer = await mailboxTimeZone(new Soap(answering(refusal('ErrorAccessDenied'))), 'ada@contoso.com');
    expect(answer).toMatchObject({ ok: false, failure: { responseCode: 'ErrorAccessDenied' } });
  });
});
