import type { Answers } from '../../../ports/ExchangeTarget.ts';
import type { CopyDress, MeetingRef } from '../../../ports/MeetingTarget.ts';
import type { Words } from '../../../../shared/run/delta/changeOf.ts';
import { CALENDAR_FIELDS, ITEM_FIELDS } from '../items/fields.ts';
import { HASH_URI, KEY_URI, RUN_URI, extendedProperty } from '../items/marker.ts';
import type { Soap } from '../Soap.ts';
import { refXml } from './meetingRef.ts';
import { askBatch, withoutValue } from './responseMessages.ts';

function setField(path: string, xml: string): string {
  return `<t:SetItemField>${path}<t:CalendarItem>${xml}</t:CalendarItem></t:SetItemField>`;
}

/** Words alone are ever written: never when it is or who takes part. */
function ownUpdates({ location, ...fields }: Words): string {
  const values = { ...fields, ...(location === undefined || location === '' ? {} : { location }), startTimeZone: '', endTimeZone: '' };
  const set = [...ITEM_FIELDS, ...CALENDAR_FIELDS]
    .map(({ uri, write }) => ({ uri, xml: write(values) }))
    .filter(({ xml }) => xml !== '')
    .map(({ uri, xml }) => setField(`<t:FieldURI FieldURI="${uri}"/>`, xml));
  const emptied = [...(fields.categories?.length === 0 ? ['item:Categories'] : []), ...(location === '' ? ['calendar:Location'] : [])];
  return set.join('') + emptied.map((uri) => `<t:DeleteItemField><t:FieldURI FieldURI="${uri}"/></t:DeleteItemField>`).join('');
}

function itemChange(ref: MeetingRef, updates: string): string {
  return `<t:ItemChange>${refXml(ref)}<t:Updates>${updates}</t:Updates></t:ItemChange>`;
}

/** UpdateItem of a guest's copy with the guest's own fields and our marker, and of its occurrences; tells nobody. */
export async function dressCopy(
  soap: Soap,
  mailbox: string,
  { itemId, marker, fields, occurrences }: CopyDress,
  signal?: AbortSignal,
): Promise<Answers<null>> {
  const marks = [
    [KEY_URI, marker.key],
    [RUN_URI, marker.runId],
    [HASH_URI, marker.hash],
  ] as const;
  const marked = marks.map(([uri, value]) => setField(uri, extendedProperty(uri, value))).join('');
  const changes = [
    itemChange({ itemId }, marked + ownUpdates(fields)),
    ...occurrences.map(({ instanceIndex, fields: own }) => itemChange({ masterId: itemId, instanceIndex }, ownUpdates(own))),
  ];
  const body =
    '<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone">' +
    `<m:ItemChanges>${changes.join('')}</m:ItemChanges></m:UpdateItem>`;
  const request = { operation: 'UpdateItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  return withoutValue(await askBatch<true>(soap, request, changes.length, () => true));
}
