import type { Answer } from '../../../../ports/ExchangeTarget.ts';
import type { LabMove } from '../../../../ports/LabTarget.ts';
import { toEwsTime } from '../../items/times.ts';
import { askOne } from '../../operations/askOne.ts';
import type { Soap } from '../../Soap.ts';
import { element, escapeXml } from '../../xml/writeXml.ts';

function setField(name: string, xml: string): string {
  return `<t:SetItemField><t:FieldURI FieldURI="calendar:${name}"/><t:CalendarItem>${xml}</t:CalendarItem></t:SetItemField>`;
}

function zoneField(name: string, id: string): string {
  return setField(name, `<t:${name} Id="${escapeXml(id)}"/>`);
}

/** UpdateItem of times and zones, in the order asked for: servers were reported to insist on one. */
export async function moveItem(soap: Soap, mailbox: string, itemId: string, move: LabMove, signal?: AbortSignal): Promise<Answer<null>> {
  const { start, end, zone } = move;
  const times = setField('Start', element('Start', toEwsTime(start, 'UTC'))) + setField('End', element('End', toEwsTime(end, 'UTC')));
  const zones = zone === null ? '' : zoneField('StartTimeZone', zone.id) + zoneField('EndTimeZone', zone.id);
  const updates = zone?.order === 'zones-first' ? zones + times : times + zones;
  const body =
    '<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone">' +
    `<m:ItemChanges><t:ItemChange><t:ItemId Id="${escapeXml(itemId)}"/><t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
  const request = { operation: 'UpdateItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  const reply = await askOne<true>(soap, request, () => true);
  return reply.ok ? { ok: true, value: null } : reply;
}
