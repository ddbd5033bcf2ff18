import type { LabTarget } from '../../ports/LabTarget.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import { SendGate } from './gate/SendGate.ts';
import { gatedTransport } from './gate/gatedTransport.ts';
import type { EwsTransport } from './http/EwsTransport.ts';
import { lookUpPlace } from './operations/addressBook.ts';
import { dressCopy } from './operations/dressCopy.ts';
import { findCopies } from './operations/findCopies.ts';
import { findMessages, listMessages, removeMessages } from './operations/meetingMessages.ts';
import { readMeetings } from './operations/readMeetings.ts';
import { respond } from './operations/respond.ts';
import { addSilently, sendMeeting } from './operations/updatePeople.ts';
import { labTarget } from './probe/labTarget.ts';
import { Soap } from './Soap.ts';

/** Living meetings over EWS, the probe's own operations, and the gated transport everything else must use too: there is no other way out. */
export function meetingTarget(transport: EwsTransport): {
  readonly meetings: MeetingTarget;
  readonly lab: LabTarget;
  readonly gated: EwsTransport;
} {
  const gate: SendGate = new SendGate((asker, address, signal) => lookUpPlace(soap, asker, address, signal));
  const gated = gatedTransport(transport, gate);
  const soap = new Soap(gated);
  const meetings: MeetingTarget = {
    confine: (mailboxes) => gate.confine(mailboxes),
    place: (asker, address, signal) => gate.place(asker, address, signal),
    send: (organizer, sending, signal) => sendMeeting(soap, gate, organizer, sending, signal),
    respond: (guest, copy, response, held, signal) => respond(soap, gate, guest, copy, response, held, signal),
    addSilently: (organizer, ref, people, how, signal) => addSilently(soap, organizer, ref, people, how, signal),
    findCopies: (mailbox, globalObjectIds, signal) => findCopies(soap, mailbox, globalObjectIds, signal),
    readMeetings: (mailbox, refs, signal) => readMeetings(soap, mailbox, refs, signal),
    dress: (mailbox, dress, signal) => dressCopy(soap, mailbox, dress, signal),
    listMessages: (mailbox, signal) => listMessages(soap, mailbox, signal),
    findMessages: (mailbox, globalObjectIds, signal) => findMessages(soap, mailbox, globalObjectIds, signal),
    removeMessages: (mailbox, ids, signal) => removeMessages(soap, mailbox, ids, signal),
    sendStatistics: () => gate.statistics(),
  };
  return { meetings, lab: labTarget(soap, gate), gated };
}
