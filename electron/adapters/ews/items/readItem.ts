import type { EwsAttendee, EwsCalendarItem, EwsMailbox, EwsModifiedOccurrence } from '../../../../shared/ews/item.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { busyStatus, importance, responseType, sensitivity } from './enumerations.ts';
import { readRecurrence } from './readRecurrence.ts';
import { fromEwsTime } from './times.ts';

function mailbox(node: XmlNode | undefined): EwsMailbox | null {
  const box = child(node, 'Mailbox');
  if (box === undefined) return null;
  const email = (childText(box, 'EmailAddress') ?? '').toLowerCase();
  return { email, name: childText(box, 'Name') ?? email };
}

/** The people of one list, with what they answered. */
export function attendees(node: XmlNode | undefined): readonly EwsAttendee[] {
  return (node?.children ?? []).flatMap((attendee) => {
    const person = mailbox(attendee);
    return person === null ? [] : [{ ...person, response: responseType(childText(attendee, 'ResponseType')) }];
  });
}

function isTrue(node: XmlNode, name: string): boolean {
  const text = childText(node, name);
  return text === 'true' || text === '1';
}

/** `<t:CalendarItem>` as read back, in the shape it was planned in: UTC times, plain dates when all-day. */
export function readItem(node: XmlNode): EwsCalendarItem {
  const isAllDayEvent = isTrue(node, 'IsAllDayEvent');
  const startTimeZone = child(node, 'StartTimeZone')?.attributes['Id'] ?? childText(node, 'StartTimeZoneId') ?? 'UTC';
  const endTimeZone = child(node, 'EndTimeZone')?.attributes['Id'] ?? childText(node, 'EndTimeZoneId') ?? startTimeZone;
  const time = (name: string, zone: string, from: XmlNode = node): string => fromEwsTime(childText(from, name) ?? '', isAllDayEvent, zone);
  const body = child(node, 'Body');
  const modified = (child(node, 'ModifiedOccurrences')?.children ?? []).map((occurrence): EwsModifiedOccurrence => ({
    originalStart: time('OriginalStart', startTimeZone, occurrence),
    start: time('Start', startTimeZone, occurrence),
    end: time('End', endTimeZone, occurrence),
  }));
  const deleted = (child(node, 'DeletedOccurrences')?.children ?? []).map((occurrence) => time('Start', startTimeZone, occurrence));
  const myResponse = responseType(childText(node, 'MyResponseType'));
  return {
    uid: childText(node, 'UID') ?? '',
    subject: childText(node, 'Subject') ?? '',
    start: time('Start', startTimeZone),
    end: time('End', endTimeZone),
    isAllDayEvent,
    startTimeZone,
    endTimeZone,
    legacyFreeBusyStatus: busyStatus(childText(node, 'LegacyFreeBusyStatus')),
    sensitivity: sensitivity(childText(node, 'Sensitivity')),
    importance: importance(childText(node, 'Importance')),
    categories: (child(node, 'Categories')?.children ?? []).map(({ text }) => text),
    location: childText(node, 'Location') ?? '',
    reminderMinutesBeforeStart: isTrue(node, 'ReminderIsSet') ? Number(childText(node, 'ReminderMinutesBeforeStart') ?? 0) : null,
    body: { type: body?.attributes['BodyType'] === 'HTML' ? 'HTML' : 'Text', text: body?.text ?? '' },
    isOrganizer: myResponse === 'Organizer',
    myResponse,
    organizer: mailbox(child(node, 'Organizer')),
    requiredAttendees: attendees(child(node, 'RequiredAttendees')),
    optionalAttendees: attendees(child(node, 'OptionalAttendees')),
    resources: attendees(child(node, 'Resources')),
    recurrence: readRecurrence(child(node, 'Recurrence')),
    modifiedOccurrences: [...modified].sort((a, b) => (a.originalStart < b.originalStart ? -1 : 1)),
    deletedOccurrences: [...deleted].sort(),
  };
}
