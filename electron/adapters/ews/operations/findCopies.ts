import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { MeetingCopy } from '../../../ports/MeetingTarget.ts';
import { itemType, responseType } from '../items/enumerations.ts';
import { fromEwsTime } from '../items/times.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { findAll } from './findAll.ts';
import { CLEAN_GLOBAL_OBJECT_ID, cleanGlobalObjectId, ofMeetings } from './meetingSearch.ts';

const URIS = [
  'calendar:Start',
  'calendar:IsAllDayEvent',
  'calendar:CalendarItemType',
  'calendar:MyResponseType',
  'calendar:AppointmentState',
  'calendar:StartTimeZone',
];
const SHAPE =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
  URIS.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('') +
  `${CLEAN_GLOBAL_OBJECT_ID}</t:AdditionalProperties></m:ItemShape>`;
/** asfReceived (MS-OXOCAL 2.2.1.10): somebody else's meeting. */
const RECEIVED = 2;

function copyOf(node: XmlNode): MeetingCopy {
  const { Id: id = '', ChangeKey: changeKey = '' } = child(node, 'ItemId')?.attributes ?? {};
  const isAllDayEvent = childText(node, 'IsAllDayEvent') === 'true';
  return {
    id,
    changeKey,
    globalObjectId: cleanGlobalObjectId(node),
    type: itemType(childText(node, 'CalendarItemType')),
    start: fromEwsTime(childText(node, 'Start') ?? '', isAllDayEvent, child(node, 'StartTimeZone')?.attributes['Id'] ?? 'UTC'),
    isAllDayEvent,
    isOrganizer: (Number(childText(node, 'AppointmentState') ?? 0) & RECEIVED) === 0,
    response: responseType(childText(node, 'MyResponseType')),
  };
}

/** FindItem in the default Calendar, where alone Exchange processes meetings; several meetings a request. */
export function findCopies(
  soap: Soap,
  mailbox: string,
  globalObjectIds: readonly string[],
  signal?: AbortSignal,
): Promise<Answer<readonly MeetingCopy[]>> {
  const search = { mailbox, folder: 'calendar', restriction: ofMeetings(globalObjectIds), shape: SHAPE, signal } as const;
  return findAll(soap, search, copyOf);
}
