import type { EwsAttendee } from '../../../../shared/ews/item.ts';
import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { MeetingRef } from '../../../ports/MeetingTarget.ts';
import { attendees } from '../items/readItem.ts';
import type { Soap } from '../Soap.ts';
import { child } from '../xml/readXml.ts';
import { askOne } from './askOne.ts';
import { refXml } from './meetingRef.ts';

/** Who is on an item or an occurrence, list by list, with what they answered. */
export interface ListedPeople {
  readonly required: readonly EwsAttendee[];
  readonly optional: readonly EwsAttendee[];
  readonly resources: readonly EwsAttendee[];
}

const SHAPE =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
  ['RequiredAttendees', 'OptionalAttendees', 'Resources'].map((list) => `<t:FieldURI FieldURI="calendar:${list}"/>`).join('') +
  '</t:AdditionalProperties></m:ItemShape>';

/** GetItem of the three lists alone. */
export function readPeople(soap: Soap, mailbox: string, ref: MeetingRef, signal?: AbortSignal): Promise<Answer<ListedPeople>> {
  const body = `<m:GetItem>${SHAPE}<m:ItemIds>${refXml(ref)}</m:ItemIds></m:GetItem>`;
  const request = { operation: 'GetItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  return askOne(soap, request, (message) => {
    const item = child(message, 'Items')?.children[0];
    if (item === undefined) return null;
    return {
      required: attendees(child(item, 'RequiredAttendees')),
      optional: attendees(child(item, 'OptionalAttendees')),
      resources: attendees(child(item, 'Resources')),
    };
  });
}
