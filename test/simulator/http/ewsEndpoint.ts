import type { IncomingMessage, ServerResponse } from 'node:http';
import type { XsdValidator } from '../schema/XsdValidator.ts';
import type { Simulator } from '../Simulator.ts';
import { SoapFault } from '../soap/ResponseError.ts';
import { Authenticator } from './authenticate.ts';
import type { Authentication } from './authenticate.ts';
import { Gate } from './Gate.ts';
import { BodyError, readBody } from './readBody.ts';
import { send } from './reply.ts';
import type { Reply } from './reply.ts';
import { faultReply, RequestServer } from './RequestServer.ts';

/** /EWS/Exchange.asmx: who may come in, and how many at once. */
export class EwsEndpoint {
  private readonly gate = new Gate();
  private readonly authenticator: Authenticator;
  private readonly requests: RequestServer;
  private readonly simulator: Simulator;

  constructor(simulator: Simulator, validator: XsdValidator | null) {
    this.simulator = simulator;
    this.authenticator = new Authenticator(simulator.counters);
    this.requests = new RequestServer(simulator, validator);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { settings, counters } = this.simulator;
    const reply = await this.reply(request);
    if (reply === null) request.socket.destroy();
    else send(request, response, reply, settings.gzip, counters);
  }

  /** Null: the connection is to break without a word. */
  private async reply(request: IncomingMessage): Promise<Reply | null> {
    const { settings, counters } = this.simulator;
    try {
      const text = await readBody(request);
      counters.bytesIn += text.length;
      if (!settings.isEwsEnabled) return { status: 403, body: '' };
      const authentication = this.authenticator.authenticate(request.headers.authorization, request.socket, settings);
      if (authentication.kind === 'challenged') return this.challenge(authentication);
      if (request.method !== 'POST') return { status: 200, body: '<html><body>Exchange Web Services</body></html>' };
      if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) return { status: 415, body: '' };
      return await this.inTurn(() => this.requests.serve(request, text, authentication.account));
    } catch (error) {
      if (error instanceof BodyError) return { status: error.status, body: error.message };
      throw error;
    }
  }

  private challenge(authentication: Extract<Authentication, { kind: 'challenged' }>): Reply {
    this.simulator.counters.unauthorized++;
    return { status: 401, body: '', headers: { 'WWW-Authenticate': authentication.challenges } };
  }

  private async inTurn(work: () => Promise<Reply | null>): Promise<Reply | null> {
    const { settings, counters } = this.simulator;
    const arrived = performance.now();
    if (!(await this.gate.enter(settings.model.connections, settings.model.overflow)))
      return faultReply(new SoapFault('ErrorExceededConnectionCount'));
    counters.waitingMs += performance.now() - arrived;
    counters.mostInFlight = Math.max(counters.mostInFlight, this.gate.count);
    try {
      return await work();
    } finally {
      this.gate.leave();
    }
  }
}
