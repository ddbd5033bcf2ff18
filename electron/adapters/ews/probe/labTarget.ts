import type { LabTarget } from '../../../ports/LabTarget.ts';
import type { SendGate } from '../gate/SendGate.ts';
import type { Soap } from '../Soap.ts';
import { acceptTogether } from './lab/acceptTogether.ts';
import { findProbes } from './lab/findProbes.ts';
import { moveItem } from './lab/moveItem.ts';
import { readProperties } from './lab/readProperties.ts';

/** The probe's own operations, on the gated transport as all others. */
export function labTarget(soap: Soap, gate: SendGate): LabTarget {
  return {
    findProbes: (mailbox, token, runId, signal) => findProbes(soap, mailbox, token, runId, signal),
    readProperties: (mailbox, itemId, signal) => readProperties(soap, mailbox, itemId, signal),
    moveItem: (mailbox, itemId, move, signal) => moveItem(soap, mailbox, itemId, move, signal),
    acceptTogether: (guest, copies, held, signal) => acceptTogether(soap, gate, guest, copies, held, signal),
  };
}
