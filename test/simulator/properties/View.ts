import { formatDay } from '../calendar/civil.ts';
import { occurrenceOn, seriesOf } from '../calendar/series.ts';
import type { Occurrence } from '../calendar/series.ts';
import type { Services } from '../context.ts';
import type { Content, ExtendedValues, Item, Meeting } from '../model/Item.ts';
import { attendeesOf, isCalendarItem } from '../model/Item.ts';
import { encodeChangeKey, encodeId } from '../store/ids.ts';

export type CalendarItemKind = 'Single' | 'Occurrence' | 'Exception' | 'RecurringMaster';

/** An item as a client sees it: a single one, a master, or one occurrence with its own changes laid over the series. */
export interface View {
  readonly services: Services;
  readonly item: Item;
  readonly kind: CalendarItemKind;
  readonly occurrence: Occurrence | null;
  readonly content: Content;
  /** An occurrence shows the master's properties where it has none of its own. */
  readonly extended: ExtendedValues;
  readonly meeting: Meeting;
}

export function viewOf(services: Services, item: Item): View {
  const kind = item.recurrence === null ? 'Single' : 'RecurringMaster';
  return { services, item, kind, occurrence: null, content: item.content, extended: item.extended, meeting: item.meeting };
}

export function occurrenceView(services: Services, item: Item, occurrence: Occurrence): View {
  const { exception, start, end } = occurrence;
  const content = { ...item.content, ...exception?.content, start, end };
  const inherited = services.settings.behaviour.occurrencesShowNamed ? item.extended : {};
  const extended = exception === null ? inherited : { ...inherited, ...exception.extended };
  const meeting = { ...item.meeting, ...exception?.meeting };
  return { services, item, kind: exception === null ? 'Occurrence' : 'Exception', occurrence, content, extended, meeting };
}

export function viewOfDay(services: Services, item: Item, day: number): View {
  if (item.recurrence === null) return viewOf(services, item);
  return occurrenceView(services, item, occurrenceOn(seriesOf(item, item.recurrence), day));
}

export function idXml(view: View, element = 'ItemId'): string {
  const { item, occurrence } = view;
  const guid = view.services.store.mailboxes.get(item.mailbox)?.guid ?? '';
  const target =
    occurrence === null
      ? { kind: 'item' as const, mailbox: item.mailbox, number: item.id }
      : { kind: 'occurrence' as const, mailbox: item.mailbox, number: item.id, day: occurrence.day };
  return `<t:${element} Id="${encodeId(target, guid)}" ChangeKey="${encodeChangeKey(item.version)}"/>`;
}

/** The element an item of this class is written as. */
export function elementOf(item: Item): string {
  if (isCalendarItem(item)) return 'CalendarItem';
  if (item.itemClass.startsWith('IPM.Schedule.Meeting.Request')) return 'MeetingRequest';
  if (item.itemClass.startsWith('IPM.Schedule.Meeting.Resp')) return 'MeetingResponse';
  if (item.itemClass.startsWith('IPM.Schedule.Meeting.Canceled')) return 'MeetingCancellation';
  return 'Message';
}

export function isMeeting(view: View): boolean {
  return !view.meeting.isOrganizer || attendeesOf(view.content).length > 0;
}

/** The local date of an occurrence, or of what a message or an entry of one alone is about, as PidLidGlobalObjectId carries it. */
export function instanceDate(view: View): string | null {
  const { occurrence, item } = view;
  const day = occurrence?.day ?? item.mail?.occurrenceDay ?? item.meeting.orphanDay;
  return day === undefined ? null : formatDay(day);
}
