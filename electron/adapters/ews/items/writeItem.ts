import type { CreateRequest } from '../../../ports/ExchangeTarget.ts';
import { element, escapeXml } from '../xml/writeXml.ts';
import { CALENDAR_FIELDS, ITEM_FIELDS, PEOPLE_FIELDS, writeFields } from './fields.ts';
import { markerProperties } from './marker.ts';
import { meetingProperties } from './meetingProperties.ts';
import { writeRecurrence } from './writeRecurrence.ts';

/** `<t:CalendarItem>` for CreateItem, elements in the schema's order. An empty location or body is not written. */
export function writeItem(request: CreateRequest): string {
  const { item, marker } = request;
  const { location, body, ...rest } = item;
  const values = { ...rest, ...(location === '' ? {} : { location }), ...(body.text === '' ? {} : { body }) };
  // A guest's copy must not look as if its owner invited the others.
  const people = request.kind === 'guest-copy' ? '' : writeFields(PEOPLE_FIELDS, values);
  return (
    '<t:CalendarItem>' +
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
