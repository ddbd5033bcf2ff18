import type { Services } from '../context.ts';
import type { Attendee, Item } from '../model/Item.ts';
import { attendeesOf, isCalendarItem } from '../model/Item.ts';
import { viewOf } from '../properties/View.ts';
import { deliver } from './deliver.ts';
import { letterAbout } from './letters.ts';

/** One copy of a meeting that does not agree with its organizer's. */
export interface Disagreement {
  readonly organizer: string;
  readonly attendee: string;
  readonly subject: string;
  readonly about: readonly ('missing' | 'time' | 'location' | 'recurrence' | 'response')[];
}

/**
 * One round of the Calendar Repair Assistant (learn.microsoft.com, «Calendar Repair Assistant»): every meeting that is not over is compared,
 * organizer against attendee, by time, location, recurrence and response. Where the attendee's copy is wrong or missing, a repair update
 * message goes to the attendee; a response alone is no reason to write.
 */
export function repairCalendars(services: Services): readonly Disagreement[] {
  const { store } = services;
  return store.mailboxes.all().flatMap(({ id, address }) => {
    const calendar = store.folders.distinguished(id, 'calendar');
    const meetings = calendar === undefined ? [] : store.items.ofFolder(calendar.id).filter((item) => isOwnMeeting(item, services));
    return meetings.flatMap((item) => repairMeeting(item, address, services));
  });
}

function isOwnMeeting(item: Item, { now }: Services): boolean {
  const isOver = item.recurrence === null && item.content.end < now();
  return isCalendarItem(item) && item.meeting.isOrganizer && item.meeting.wasSent && !isOver;
}

function repairMeeting(item: Item, organizer: string, services: Services): readonly Disagreement[] {
  return attendeesOf(item.content).flatMap((attendee): readonly Disagreement[] => {
    const about = compare(item, attendee, services);
    if (about.length === 0) return [];
    const needsMail = about.some((what) => what !== 'response');
    if (needsMail) deliver(letterAbout(viewOf(services, item), 'Request', item.meeting.organizer, null, services), [attendee], services);
    return [{ organizer, attendee: attendee.address, subject: item.content.subject, about }];
  });
}

function compare(item: Item, attendee: Attendee, services: Services): Disagreement['about'] {
  const { store, directory } = services;
  const mailbox = store.mailboxes.find(directory.mailbox(attendee.address)?.address ?? '');
  if (mailbox === undefined) return [];
  const calendar = store.folders.distinguished(mailbox.id, 'calendar');
  const copies = store.items.ofMeeting(mailbox.id, item.globalObjectId).filter(({ folder }) => folder === calendar?.id);
  const [copy] = copies;
  if (copy === undefined) return attendee.response === 'Decline' ? [] : ['missing'];
  if (copy.meeting.orphanDay !== undefined) return [];
  const { start, end, location } = item.content;
  const isTimeEqual = copy.content.start === start && copy.content.end === end;
  const isSeriesEqual = JSON.stringify(copy.recurrence) === JSON.stringify(item.recurrence);
  const isAnswered = copy.meeting.myResponse !== 'NoResponseReceived' && copy.meeting.myResponse !== 'Unknown';
  return [
    ...(isTimeEqual ? [] : (['time'] as const)),
    ...(copy.content.location === location ? [] : (['location'] as const)),
    ...(isSeriesEqual ? [] : (['recurrence'] as const)),
    ...(isAnswered && copy.meeting.myResponse !== attendee.response ? (['response'] as const) : []),
  ];
}
