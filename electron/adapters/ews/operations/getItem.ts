import type { Answers, OccurrenceRef, ReadItem } from '../../../ports/ExchangeTarget.ts';
import { HASH_URI, KEY_URI, RUN_URI, readMarker } from '../items/marker.ts';
import { readItem } from '../items/readItem.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { itemIdOf } from './createItem.ts';
import { occurrenceId } from './deleteItem.ts';
import { askBatch } from './responseMessages.ts';

const URIS = [
  'item:Subject',
  'item:Sensitivity',
  'item:Body',
  'item:Categories',
  'item:Importance',
  'item:ReminderIsSet',
  'item:ReminderMinutesBeforeStart',
  'calendar:UID',
  'calendar:Start',
  'calendar:End',
  'calendar:IsAllDayEvent',
  'calendar:LegacyFreeBusyStatus',
  'calendar:Location',
  'calendar:MeetingRequestWasSent',
  'calendar:MyResponseType',
  'calendar:Organizer',
  'calendar:RequiredAttendees',
  'calendar:OptionalAttendees',
  'calendar:Resources',
  'calendar:Recurrence',
  'calendar:ModifiedOccurrences',
  'calendar:DeletedOccurrences',
  'calendar:StartTimeZone',
  'calendar:EndTimeZone',
];
const SHAPE =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>Best</t:BodyType><t:AdditionalProperties>' +
  URIS.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('') +
  `${KEY_URI}${RUN_URI}${HASH_URI}</t:AdditionalProperties></m:ItemShape>`;

function read(message: XmlNode): ReadItem | null {
  const id = itemIdOf(message);
  const node = child(message, 'Items')?.children[0];
  if (id === null || node === undefined) return null;
  return {
    ...id,
    marker: readMarker(node),
    item: readItem(node),
    meetingRequestWasSent: childText(node, 'MeetingRequestWasSent') === 'true',
  };
}

function getItem(soap: Soap, mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<ReadItem>> {
  const body = `<m:GetItem>${SHAPE}<m:ItemIds>${ids.join('')}</m:ItemIds></m:GetItem>`;
  return askBatch(soap, { operation: 'GetItem', body, mailbox, ...(signal === undefined ? {} : { signal }) }, ids.length, read);
}

/** GetItem with everything a planned item says. */
export function getItems(soap: Soap, mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<ReadItem>> {
  return getItem(
    soap,
    mailbox,
    ids.map((id) => `<t:ItemId Id="${escapeXml(id)}"/>`),
    signal,
  );
}

/** GetItem of single occurrences, by their place in the pattern. */
export function getOccurrences(
  soap: Soap,
  mailbox: string,
  refs: readonly OccurrenceRef[],
  signal?: AbortSignal,
): Promise<Answers<ReadItem>> {
  return getItem(soap, mailbox, refs.map(occurrenceId), signal);
}
