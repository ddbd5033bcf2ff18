import type { Answers, TargetItemId } from '../../../../ports/ExchangeTarget.ts';
import type { SendGate } from '../../gate/SendGate.ts';
import { askBatch, withoutValue } from '../../operations/responseMessages.ts';
import type { Soap } from '../../Soap.ts';
import { escapeXml } from '../../xml/writeXml.ts';

/** Several AcceptItem in one CreateItem: the schema allows it, what servers make of it is not written anywhere. */
export async function acceptTogether(
  soap: Soap,
  gate: SendGate,
  guest: string,
  copies: readonly TargetItemId[],
  held: readonly string[],
  signal?: AbortSignal,
): Promise<Answers<null>> {
  const ids = copies.map(({ id }) => id);
  const pass = await gate.pass(guest, ids, held, signal);
  if (!pass.ok) return pass;
  const accepts = copies.map(
    ({ id, changeKey }) => `<t:AcceptItem><t:ReferenceItemId Id="${escapeXml(id)}" ChangeKey="${escapeXml(changeKey)}"/></t:AcceptItem>`,
  );
  const body = `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${accepts.join('')}</m:Items></m:CreateItem>`;
  const request = { operation: 'CreateItem', mailbox: guest, body, pass: pass.value, ...(signal === undefined ? {} : { signal }) };
  return withoutValue(await askBatch<true>(soap, request, copies.length, () => true));
}
