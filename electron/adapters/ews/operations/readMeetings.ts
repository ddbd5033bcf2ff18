import type { Answers } from '../../../ports/ExchangeTarget.ts';
import type { MeetingRef, ReadMeeting } from '../../../ports/MeetingTarget.ts';
import { SENT_URI, ownProperty } from '../items/marker.ts';
import { readItem } from '../items/readItem.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { itemIdOf } from './createItem.ts';
import { refXml } from './meetingRef.ts';
import { askBatch } from './responseMessages.ts';

const URIS = [
  'item:DateTimeCreated',
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:MeetingRequestWasSent',
  'calendar:MyResponseType',
  'calendar:RequiredAttendees',
  'calendar:OptionalAttendees',
  'calendar:Resources',
  'calendar:ModifiedOccurrences',
  'calendar:DeletedOccurrences',
  'calendar:StartTimeZone',
  'calendar:EndTimeZone',
];
const SHAPE =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
  URIS.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('') +
  `${SENT_URI}</t:AdditionalProperties></m:ItemShape>`;

function read(message: XmlNode): ReadMeeting | null {
  const id = itemIdOf(message);
  const node = child(message, 'Items')?.children[0];
  if (id === null || node === undefined) return null;
  const item = readItem(node);
  return {
    ...id,
    wasSent: childText(node, 'MeetingRequestWasSent') === 'true',
    mark: ownProperty(node, 'GodwitSent') ?? null,
    createdAt: Date.parse(childText(node, 'DateTimeCreated') ?? ''),
    response: item.myResponse,
    people: [...item.requiredAttendees, ...item.optionalAttendees, ...item.resources].map(({ email, response }) => ({ email, response })),
    modified: item.modifiedOccurrences.map(({ originalStart }) => originalStart),
    deleted: item.deletedOccurrences,
  };
}

/** GetItem of meetings and occurrences: who is on them, who answered what. */
export function readMeetings(
  soap: Soap,
  mailbox: string,
  refs: readonly MeetingRef[],
  signal?: AbortSignal,
): Promise<Answers<ReadMeeting>> {
  const body = `<m:GetItem>${SHAPE}<m:ItemIds>${refs.map(refXml).join('')}</m:ItemIds></m:GetItem>`;
  return askBatch(soap, { operation: 'GetItem', mailbox, body, ...(signal === undefined ? {} : { signal }) }, refs.length, read);
}
