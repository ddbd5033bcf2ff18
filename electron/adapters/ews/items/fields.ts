import type { EwsAttendee, EwsOccurrenceContent } from '../../../../shared/ews/item.ts';
import { element, escapeXml } from '../xml/writeXml.ts';
import { toEwsTime } from './times.ts';

/** The content of an occurrence, or of a whole item; what is absent is not written. */
export type FieldValues = Partial<EwsOccurrenceContent> & Pick<EwsOccurrenceContent, 'startTimeZone' | 'endTimeZone'>;

/** One element of a CalendarItem: its FieldURI for updates, and how it is written; '' when there is nothing to write. */
export interface Field {
  readonly uri: string;
  readonly write: (values: FieldValues) => string;
}

function attendees(name: string, people: readonly EwsAttendee[] | undefined, writesResponses: boolean): string {
  if (people === undefined || people.length === 0) return '';
  const list = people.map(
    (person) =>
      `<t:Attendee><t:Mailbox>${element('Name', person.name)}${element('EmailAddress', person.email)}</t:Mailbox>` +
      `${writesResponses ? element('ResponseType', person.response) : ''}</t:Attendee>`,
  );
  return `<t:${name}>${list.join('')}</t:${name}>`;
}

function optional(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? '' : element(name, value);
}

/**
 * The writable elements of CalendarItem in the schema's order (types.xsd, ItemType then CalendarItemType): the server refuses any other.
 * Extended properties and the UID go between the first two groups, Recurrence and zones after the last.
 */
export const ITEM_FIELDS: readonly Field[] = [
  { uri: 'item:Subject', write: ({ subject }) => optional('Subject', subject) },
  { uri: 'item:Sensitivity', write: ({ sensitivity }) => optional('Sensitivity', sensitivity) },
  {
    uri: 'item:Body',
    write: ({ body }) => (body === undefined ? '' : `<t:Body BodyType="${body.type}">${escapeXml(body.text)}</t:Body>`),
  },
  {
    uri: 'item:Categories',
    write: ({ categories }) =>
      categories === undefined || categories.length === 0
        ? ''
        : `<t:Categories>${categories.map((category) => element('String', category)).join('')}</t:Categories>`,
  },
  { uri: 'item:Importance', write: ({ importance }) => optional('Importance', importance) },
  {
    uri: 'item:ReminderIsSet',
    write: ({ reminderMinutesBeforeStart: minutes }) => optional('ReminderIsSet', minutes === undefined ? undefined : minutes !== null),
  },
  {
    uri: 'item:ReminderMinutesBeforeStart',
    write: ({ reminderMinutesBeforeStart: minutes }) => optional('ReminderMinutesBeforeStart', minutes ?? undefined),
  },
];

export const CALENDAR_FIELDS: readonly Field[] = [
  {
    uri: 'calendar:Start',
    write: ({ start, startTimeZone }) => (start === undefined ? '' : element('Start', toEwsTime(start, startTimeZone))),
  },
  { uri: 'calendar:End', write: ({ end, endTimeZone }) => (end === undefined ? '' : element('End', toEwsTime(end, endTimeZone))) },
  { uri: 'calendar:IsAllDayEvent', write: ({ isAllDayEvent }) => optional('IsAllDayEvent', isAllDayEvent) },
  { uri: 'calendar:LegacyFreeBusyStatus', write: ({ legacyFreeBusyStatus }) => optional('LegacyFreeBusyStatus', legacyFreeBusyStatus) },
  { uri: 'calendar:Location', write: ({ location }) => optional('Location', location) },
];

function peopleTable(withResponses: boolean): readonly Field[] {
  return [
    {
      uri: 'calendar:RequiredAttendees',
      write: ({ requiredAttendees }) => attendees('RequiredAttendees', requiredAttendees, withResponses),
    },
    {
      uri: 'calendar:OptionalAttendees',
      write: ({ optionalAttendees }) => attendees('OptionalAttendees', optionalAttendees, withResponses),
    },
    { uri: 'calendar:Resources', write: ({ resources }) => attendees('Resources', resources, withResponses) },
  ];
}

const PEOPLE_FIELDS = peopleTable(false);
const PEOPLE_WITH_RESPONSES = peopleTable(true);

/** Reports say that Exchange forgets a ResponseType; it is written only where a server was seen to keep it. */
export function peopleFields(withResponses: boolean): readonly Field[] {
  return withResponses ? PEOPLE_WITH_RESPONSES : PEOPLE_FIELDS;
}

export function writeFields(fields: readonly Field[], values: FieldValues): string {
  let written = '';
  for (const field of fields) written += field.write(values);
  return written;
}
