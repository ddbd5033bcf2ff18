import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';

const ITEM: EwsCalendarItem = {
  uid: 'planning@example.com',
  subject: 'Planning',
  start: '2026-11-23T09:00:00+01:00',
  end: '2026-11-23T10:00:00+01:00',
  isAllDayEvent: false,
  startTimeZone: 'W. Europe Standard Time',
  endTimeZone: 'W. Europe Standard Time',
  legacyFreeBusyStatus: 'Busy',
  sensitivity: 'Normal',
  importance: 'Normal',
  categories: ['Work'],
  location: 'Room 1',
  reminderMinutesBeforeStart: 15,
  body: { type: 'Text', text: 'Agenda' },
  isOrganizer: true,
  myResponse: 'Organizer',
  organizer: null,
  requiredAttendees: [],
  optionalAttendees: [],
  resources: [],
  recurrence: null,
  modifiedOccurrences: [],
  deletedOccurrences: [],
};

/** An item of Janis's, an hour on a Monday unless said otherwise. */
export function calendarItem(change: Partial<EwsCalendarItem> = {}): EwsCalendarItem {
  return { ...ITEM, ...change };
}

/** Every Monday for ten weeks. */
export function weekly(change: Partial<EwsCalendarItem> = {}): EwsCalendarItem {
  return calendarItem({
    recurrence: {
      pattern: { type: 'Weekly', interval: 1, daysOfWeek: ['Monday'], firstDayOfWeek: 'Monday' },
      range: { type: 'Numbered', startDate: '2026-11-23', numberOfOccurrences: 10 },
    },
    ...change,
  });
}

/** A planned item around it. */
export function plannedItem(item: EwsCalendarItem, change: Partial<PlannedItem> = {}): PlannedItem {
  return {
    key: 'ab'.repeat(32),
    part: 'master',
    parentKey: null,
    kind: 'appointment',
    mode: 'silent',
    deliveredBy: 'create',
    mailbox: 'janis@contoso.com',
    folder: 'Calendar',
    waitsFor: ['cd'.repeat(32)],
    source: { owner: 'JANIS', calendar: 'calendar', resourceName: 'a.ics', uid: item.uid, role: 'none', md5: '' },
    item,
    notes: [{ code: 'x', severity: 'adjusted', property: 'SUMMARY', was: '', became: '' }],
    ...change,
  };
}
