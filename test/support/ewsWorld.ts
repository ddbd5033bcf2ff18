import { openEws } from '../../electron/adapters/ews/openEws.ts';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import { LOCKED_MAILBOX, type ExchangeWorld } from '../contract/suites/exchangeTarget/ExchangeWorld.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { Profile } from '../simulator/settings.ts';
import { startRecordingProxy } from './webServer.ts';

const MAILBOXES = Array.from({ length: 60 }, (_, index) => `user${String(index)}@contoso.com`);

/** The EWS adapter against the simulator, with a proxy between them that sees what goes over the wire. */
export async function startEwsWorld(profile: Profile): Promise<ExchangeWorld> {
  const simulator = await startSimulator({
    profile,
    gzip: true,
    accounts: [{ user: 'svc', password: 'secret', impersonates: MAILBOXES }],
    mailboxes: [...MAILBOXES, LOCKED_MAILBOX],
  });
  const proxy = await startRecordingProxy(simulator.url);
  const url = `${proxy.url}/EWS/Exchange.asmx`;
  const opened: ExchangeTarget[] = [];
  const free = [...MAILBOXES];
  const open: ExchangeWorld['open'] = ({ timeoutMs = 30_000, password = 'secret' } = {}) => {
    const target = openEws({ url, auth: { kind: 'basic', user: 'svc', password }, connections: 4, timeoutMs, userAgent: 'Godwit/test' });
    opened.push(target);
    return target;
  };
  return {
    open,
    trouble: (operation, action) => simulator.setFaults([{ operation, action }]),
    setEwsEnabled: async (isEwsEnabled) => {
      await simulator.change({ isEwsEnabled });
    },
    requests: () => proxy.requests.map(({ body }) => body),
    mailsSent: async () => {
      const { mailsInside, mailsOutside } = await simulator.counters();
      return mailsInside + mailsOutside;
    },
    violations: async () => {
      const { requestViolations, responseViolations } = await simulator.counters();
      return [...requestViolations, ...responseViolations];
    },
    addForeignItem: (mailbox) => addForeignItem(url, mailbox),
    freshMailbox: () => free.shift() ?? '',
    stop: async () => {
      await Promise.all(opened.map((target) => target.close()));
      await proxy.stop();
      await simulator.stop();
    },
  };
}

async function addForeignItem(url: string, mailbox: string): Promise<void> {
  const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
    <s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header>
    <s:Body><CreateItem xmlns="http://schemas.microsoft.com/exchange/services/2006/messages" SendMeetingInvitations="SendToNone"><Items><t:CalendarItem><t:Subject>Not ours</t:Subject></t:CalendarItem></Items></CreateItem></s:Body></s:Envelope>`;
  const authorization = `Basic ${Buffer.from('svc:secret').toString('base64')}`;
  const answer = await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'text/xml; charset=utf-8' }, body });
  const text = await answer.text();
  if (!text.includes('NoError')) throw new Error(text);
}
