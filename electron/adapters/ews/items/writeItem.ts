import type { CreateRequest } from '../../../ports/ExchangeTarget.ts';
import { element, escapeXml } from '../xml/writeXml.ts';
import { CALENDAR_FIELDS, ITEM_FIELDS, peopleFields, writeFields } from './fields.ts';
import { markerProperties } from './marker.ts';
import { meetingProperties } from './meetingProperties.ts';
import { writeMime } from './writeMime.ts';
import { writeRecurrence } from './writeRecurrence.ts';

/** `<t:CalendarItem>` for CreateItem, elements in the schema's order. An empty location or body is not written. */
export function writeItem(request: CreateRequest, mailbox: string): string {
  const { item, marker, silentCopy } = request;
  const mime = silentCopy?.route === 'mime' ? writeMime(item, mailbox, silentCopy) : '';
  const { location, body, ...rest } = item;
  const values = { ...rest, ...(location === '' ? {} : { location }), ...(body.text === '' ? {} : { body }) };
  // A guest's copy must not look as if its owner invited the others; what MIME says of people, elements would undo.
  const people =
    request.kind === 'guest-copy' || mime !== '' ? '' : writeFields(peopleFields(silentCopy?.writesResponses === true), values);
  return (
    '<t:CalendarItem>' +
    mime +
    writeFields(ITEM_FIELDS, values) +
    markerProperties(marker) +
    meetingProperties(request) +
    element('UID', item.uid) +
    writeFields(CALENDAR_FIELDS, values) +
    people +
    (item.recurrence === null ? '' : writeRecurrence(item.recurrence)) +
    `<t:StartTimeZone Id="${escapeXml(item.startTimeZone)}"/><t:EndTimeZone Id="${escapeXml(item.endTimeZone)}"/>` +
    '</t:CalendarItem>'
  );
}
