import type { Answer, TargetItemId } from '../../../ports/ExchangeTarget.ts';
import type { SendGate } from '../gate/SendGate.ts';
import type { Soap } from '../Soap.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';

const ELEMENTS = { Accept: 'AcceptItem', Tentative: 'TentativelyAcceptItem', Decline: 'DeclineItem' } as const;

/**
 * AcceptItem, TentativelyAcceptItem, DeclineItem on the calendar item or on one occurrence's own id (OccurrenceItemId is not taken as a
 * reference). Exchange deletes the item and makes it anew, so its id changes; SendOnly keeps no copy of the answer.
 */
export async function respond(
  soap: Soap,
  gate: SendGate,
  guest: string,
  copy: TargetItemId,
  response: keyof typeof ELEMENTS,
  held: readonly string[],
  signal?: AbortSignal,
): Promise<Answer<null>> {
  const pass = await gate.pass(guest, [copy.id], held, signal);
  if (!pass.ok) return pass;
  const name = ELEMENTS[response];
  const reference = `<t:ReferenceItemId Id="${escapeXml(copy.id)}" ChangeKey="${escapeXml(copy.changeKey)}"/>`;
  const body = `<m:CreateItem MessageDisposition="SendOnly"><m:Items><t:${name}>${reference}</t:${name}></m:Items></m:CreateItem>`;
  const request = { operation: 'CreateItem', mailbox: guest, body, pass: pass.value, ...(signal === undefined ? {} : { signal }) };
  const reply = await askOne<true>(soap, request, () => true);
  return reply.ok ? { ok: true, value: null } : reply;
}
