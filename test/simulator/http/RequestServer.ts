import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffXml, itemFaultOf } from '../faults/FaultPlan.ts';
import type { XsdValidator } from '../schema/XsdValidator.ts';
import type { AccountSettings, FaultAction } from '../settings.ts';
import type { Simulator } from '../Simulator.ts';
import { checkVersion } from '../soap/readCaller.ts';
import { readEnvelope } from '../soap/readEnvelope.ts';
import type { Envelope } from '../soap/readEnvelope.ts';
import { SoapFault } from '../soap/ResponseError.ts';
import { writeEnvelope, writeFault } from '../soap/writeEnvelope.ts';
import { tokenOf } from '../store/ids.ts';
import type { StoredMailbox } from '../store/MailboxStore.ts';
import { child } from '../xml/XmlElement.ts';
import type { Reply } from './reply.ts';

/** From the text of a request to its answer: envelope, caller, planned faults, operation, and the time all that is to take. */
export class RequestServer {
  private readonly simulator: Simulator;
  private readonly validator: XsdValidator | null;
  private sessions = 0;

  constructor(simulator: Simulator, validator: XsdValidator | null) {
    this.simulator = simulator;
    this.validator = validator;
  }

  /** Null: the connection is to break without a word. */
  async serve(request: IncomingMessage, text: string, account: AccountSettings): Promise<Reply | null> {
    const began = performance.now();
    const { settings, counters } = this.simulator;
    try {
      const envelope = this.read(text);
      counters.count(envelope.request.name);
      checkVersion(envelope.header, settings.profile);
      const mailbox = this.simulator.caller(envelope, account);
      const action = this.simulator.faults.next({ operation: envelope.request.name, mailbox: mailbox?.address ?? null, text });
      if (action?.kind === 'dropBefore') return null;
      if (action?.kind === 'failover') this.simulator.loseLast(action.changes);
      const early = earlyReply(action) ?? this.anchorReply(request, envelope, mailbox);
      if (early !== null) return early;
      if (action?.kind === 'lateCommit') await wait(action.ms);
      const { body, itemCount } = this.execute(envelope, account, mailbox, action);
      if (action?.kind === 'dropAfter') return null;
      const extraMs = action?.kind === 'slowReply' ? action.ms : 0;
      await waitUntil(began + settings.model.requestMs + settings.model.itemMs * itemCount + extraMs);
      const spoil = action?.kind === 'truncate' || action?.kind === 'dropMidway' ? { spoil: action.kind } : {};
      return { status: 200, body, headers: this.cookies(request, mailbox), ...spoil };
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error;
      await waitUntil(began + settings.model.requestMs);
      return faultReply(error);
    }
  }

  private read(text: string): Envelope {
    const envelope = readEnvelope(text);
    const violations = this.validator?.violations(text) ?? [];
    if (violations.length === 0) return envelope;
    this.simulator.counters.requestViolations.push(...violations);
    throw new SoapFault('ErrorSchemaValidation', { message: `The request failed schema validation: ${violations.join(' ')}` });
  }

  private execute(
    envelope: Envelope,
    account: AccountSettings,
    mailbox: StoredMailbox | null,
    action: FaultAction | null,
  ): { readonly body: string; readonly itemCount: number } {
    const { store, counters, settings } = this.simulator;
    const before = store.currentVersion;
    const { body, itemCount } = this.simulator.execute(envelope, account, mailbox, itemFaultOf(action));
    counters.items += itemCount;
    if (action?.kind === 'touch') this.simulator.touchSince(before);
    const answer = writeEnvelope(body, settings.profile);
    counters.responseViolations.push(...(this.validator?.violations(answer) ?? []));
    return { body: answer, itemCount };
  }

  /** Without X-AnchorMailbox a request may reach a server that does not hold the mailbox. */
  private anchorReply(request: IncomingMessage, envelope: Envelope, mailbox: StoredMailbox | null): Reply | null {
    if (mailbox === null || child(envelope.header, 'ExchangeImpersonation') === undefined) return null;
    const anchor = request.headers['x-anchormailbox'];
    if (typeof anchor === 'string' && anchor.toLowerCase() === mailbox.address.toLowerCase()) return null;
    this.simulator.counters.anchorMismatches++;
    return this.simulator.settings.anchorMailbox === 'require' ? { status: 503, body: '' } : null;
  }

  /** The session's cookie once, the back end's with every answer. */
  private cookies(request: IncomingMessage, mailbox: StoredMailbox | null): NonNullable<Reply['headers']> {
    const sent = request.headers.cookie ?? '';
    if (sent.includes('X-BackEndCookie=')) this.simulator.counters.backEndCookies++;
    const backEnd = `X-BackEndCookie=${tokenOf(mailbox?.address ?? '')}; path=/EWS; HttpOnly`;
    if (sent.includes('exchangecookie=')) return { 'Set-Cookie': [backEnd] };
    return { 'Set-Cookie': [`exchangecookie=${tokenOf(String(++this.sessions))}; path=/; HttpOnly`, backEnd] };
  }
}

async function waitUntil(moment: number): Promise<void> {
  const left = moment - performance.now();
  if (left > 0) await wait(left);
}

export function faultReply(fault: SoapFault): Reply {
  return { status: 500, body: writeFault(fault) };
}

/** Faults that answer before anything is done. */
function earlyReply(action: FaultAction | null): Reply | null {
  switch (action?.kind) {
    case 'busy':
      return faultReply(new SoapFault('ErrorServerBusy', { messageXml: backOffXml(action.backOffMs) }));
    case 'soapFault':
      return faultReply(new SoapFault(action.code));
    case 'failover':
      return faultReply(new SoapFault('ErrorMailboxFailover'));
    case 'unauthorized':
      return { status: 401, body: '', headers: { 'WWW-Authenticate': 'Basic realm="simulator"' } };
    case 'http': {
      const headers = action.retryAfterSeconds === null ? {} : { 'Retry-After': String(action.retryAfterSeconds) };
      return { status: action.status, body: '', headers };
    }
    default:
      return null;
  }
}
