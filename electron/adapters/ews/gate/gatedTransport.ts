import { TransportFailure, type EwsTransport } from '../http/EwsTransport.ts';
import { scanRequest } from './scanRequest.ts';
import type { SendGate } from './SendGate.ts';

/** A transport nothing that sends goes through without the gate's pass: whoever wrote the request, and whatever it is. */
export function gatedTransport(transport: EwsTransport, gate: SendGate): EwsTransport {
  return {
    ...transport,
    post: async (body, options) => {
      const sending = scanRequest(body);
      if (sending === null) return transport.post(body, options);
      const objection = gate.objection(sending, options.mailbox, options.pass);
      if (objection !== null) throw new TransportFailure('GATE_REFUSED', false, `the request could send mail, and ${objection}`);
      gate.left();
      return transport.post(body, options);
    },
  };
}
