import { globalObjectId } from '../../shared/convert/derivedUid.ts';
import type { EwsAttendee, EwsCalendarItem, EwsRecurrence } from '../../shared/ews/item.ts';
import type { CreateRequest, SilentCopy } from '../../electron/ports/ExchangeTarget.ts';

/** A text with everything XML, SQL and people can trip over. */
export const HOSTILE = 'Ä & <b>"x"</b> \'y\' ]]> 日本 👩‍👩‍👧 &amp; \\ %s';

export function attendee(email: string, name: string): EwsAttendee {
  return { email, name, response: 'Unknown' };
}

/** A plain appointment in Berlin; say what is different. */
export function calendarItem(change: Partial<EwsCalendarItem> = {}): EwsCalendarItem {
  return {
    uid: 'a-uid@example.com',
    subject: 'Appointment',
    start: '2026-12-07T09:00:00+01:00',
    end: '2026-12-07T10:00:00+01:00',
    isAllDayEvent: false,
    startTimeZone: 'W. Europe Standard Time',
    endTimeZone: 'W. Europe Standard Time',
    legacyFreeBusyStatus: 'Busy',
    sensitivity: 'Normal',
    importance: 'Normal',
    categories: [],
    location: '',
    reminderMinutesBeforeStart: null,
    body: { type: 'Text', text: '' },
    isOrganizer: true,
    myResponse: 'Organizer',
    organizer: null,
    requiredAttendees: [],
    optionalAttendees: [],
    resources: [],
    recurrence: null,
    modifiedOccurrences: [],
    deletedOccurrences: [],
    ...change,
  };
}

export function dailyFrom(startDate: string, numberOfOccurrences: number): EwsRecurrence {
  return { pattern: { type: 'Daily', interval: 1 }, range: { type: 'Numbered', startDate, numberOfOccurrences } };
}

/** How a silent meeting says what it is, by properties alone. */
export function silentCopy(uid: string, change: Partial<SilentCopy> = {}): SilentCopy {
  const criticalChange = '2026-11-20T00:00:00Z';
  return { globalObjectId: globalObjectId(uid), sequence: 0, criticalChange, route: 'properties', writesResponses: false, ...change };
}

/** A request to create it. A guest's copy gets the GlobalObjectId of its UID. */
export function createRequest(key: string, item: EwsCalendarItem, kind: CreateRequest['kind'] = 'appointment'): CreateRequest {
  return {
    marker: { key, runId: 'run-1', hash: `hash-of-${key}` },
    item,
    kind,
    silentCopy: kind === 'guest-copy' ? silentCopy(item.uid) : null,
  };
}
