import { MINUTE } from '../calendar/civil.ts';
import { uidOf } from '../calendar/globalObjectId.ts';
import { zoneOf } from '../calendar/series.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { dateTime, escapeXml, t } from '../xml/xmlText.ts';
import { readAttendees, writeAttendees, writeMailbox } from './attendees.ts';
import { defineFields } from './Field.ts';
import type { Field } from './Field.ts';
import { readInstant, readTimeZone } from './readTime.ts';
import { booleanField, computedField, textField } from './storedField.ts';
import { isMeeting } from './View.ts';
import type { View } from './View.ts';

/** Properties of calendar items that say when, where and with whom (FieldURI `calendar:`). */
export const CALENDAR_FIELDS: readonly Field[] = defineFields([
  {
    ...computedField('calendar:UID', 'all', true, (view) => t('UID', uidOf(view.item.globalObjectId))),
    read: (element, draft) => {
      draft.uid = element.text;
    },
  },
  computedField('calendar:RecurrenceId', 'all', true, (view) =>
    view.occurrence === null ? '' : t('RecurrenceId', dateTime(view.occurrence.originalStart)),
  ),
  computedField('calendar:DateTimeStamp', 'all', true, (view) => t('DateTimeStamp', dateTime(view.item.modifiedAt))),
  timeField('calendar:Start', 'start'),
  timeField('calendar:End', 'end'),
  computedField('calendar:OriginalStart', 'all', true, (view) =>
    view.occurrence === null ? '' : t('OriginalStart', dateTime(view.occurrence.originalStart)),
  ),
  booleanField('calendar:IsAllDayEvent', 'isAllDay', 'all'),
  textField('calendar:LegacyFreeBusyStatus', 'freeBusy', 'default', 'Busy'),
  textField('calendar:Location', 'location', 'default'),
  booleanField('calendar:IsResponseRequested', 'isResponseRequested', 'all'),
  booleanField('calendar:AllowNewTimeProposal', 'allowNewTimeProposal', 'all'),
  textField('calendar:MeetingWorkspaceUrl', 'meetingWorkspaceUrl', 'all'),
  textField('calendar:NetShowUrl', 'netShowUrl', 'all'),
  attendeesField('calendar:RequiredAttendees', 'required'),
  attendeesField('calendar:OptionalAttendees', 'optional'),
  attendeesField('calendar:Resources', 'resources'),
  timeZoneField('calendar:StartTimeZone', 'startTimeZone'),
  timeZoneField('calendar:EndTimeZone', 'endTimeZone'),
  computedField('calendar:TimeZone', 'all', true, (view) => t('TimeZone', view.content.startTimeZone)),
  computedField('calendar:StartTimeZoneId', 'asked', true, (view) => t('StartTimeZoneId', view.content.startTimeZone)),
  computedField('calendar:EndTimeZoneId', 'asked', true, (view) => t('EndTimeZoneId', view.content.endTimeZone)),
  computedField('calendar:StartWallClock', 'asked', true, (view) => t('StartWallClock', wallClock(view, view.content.start))),
  computedField('calendar:EndWallClock', 'asked', true, (view) => t('EndWallClock', wallClock(view, view.content.end))),
  computedField('calendar:Duration', 'all', true, (view) => t('Duration', duration(view))),
  computedField('calendar:IsMeeting', 'all', true, (view) => t('IsMeeting', isMeeting(view)), isMeeting),
  computedField('calendar:IsCancelled', 'all', true, (view) => t('IsCancelled', view.meeting.isCancelled)),
  computedField('calendar:IsRecurring', 'all', true, (view) => t('IsRecurring', isPartOfSeries(view)), isPartOfSeries),
  computedField('calendar:MeetingRequestWasSent', 'all', true, (view) => t('MeetingRequestWasSent', view.meeting.wasSent)),
  computedField('calendar:CalendarItemType', 'default', true, (view) => t('CalendarItemType', view.kind)),
  computedField('calendar:MyResponseType', 'all', true, (view) => t('MyResponseType', myResponse(view))),
  computedField('calendar:Organizer', 'default', true, (view) => `<t:Organizer>${writeMailbox(view.meeting.organizer)}</t:Organizer>`),
  computedField('calendar:IsOrganizer', 'asked', true, (view) => t('IsOrganizer', view.meeting.isOrganizer)),
  computedField('calendar:AppointmentReplyTime', 'all', true, ({ meeting }) =>
    meeting.repliedAt === null ? '' : t('AppointmentReplyTime', dateTime(meeting.repliedAt)),
  ),
  computedField('calendar:AppointmentSequenceNumber', 'all', true, (view) => t('AppointmentSequenceNumber', view.meeting.sequence)),
  computedField('calendar:AppointmentState', 'all', true, (view) => t('AppointmentState', appointmentState(view))),
  computedField('calendar:ConferenceType', 'all', true, () => t('ConferenceType', 0)),
  computedField('calendar:IsOnlineMeeting', 'all', true, () => t('IsOnlineMeeting', false)),
]);

function timeField(uri: string, key: 'start' | 'end'): Field {
  const element = uri.slice('calendar:'.length);
  return {
    ...{ uri, element, shape: 'default', isInFind: true },
    write: (view) => t(element, dateTime(view.content[key])),
    read: (source, draft, context) => {
      draft.content[key] = readInstant(source.text, context);
    },
    compare: (view) => view.content[key],
  };
}

function attendeesField(uri: string, key: 'required' | 'optional' | 'resources'): Field {
  const element = uri.slice('calendar:'.length);
  return {
    ...{ uri, element, shape: 'all', isInFind: false },
    write: (view) => writeAttendees(element, view.content[key]),
    read: (source, draft, context) => {
      draft.content[key] = readAttendees(source, draft.before?.[key] ?? [], context);
    },
    append: (source, draft, context) => {
      if (context.services.settings.behaviour.attendeeAppend === 'refused') throw new ResponseError('ErrorInvalidPropertyAppend');
      const before = draft.content[key] ?? draft.before?.[key] ?? [];
      const added = readAttendees(source, before, context).filter((one) => !before.some((known) => known.address === one.address));
      draft.content[key] = [...before, ...added];
    },
    clear: (draft) => {
      draft.content[key] = [];
    },
  };
}

function timeZoneField(uri: string, key: 'startTimeZone' | 'endTimeZone'): Field {
  const element = uri.slice('calendar:'.length);
  return {
    ...{ uri, element, shape: 'all', isInFind: false },
    write: ({ content }) => `<t:${element} Name="${escapeXml(content[key])}" Id="${escapeXml(content[key])}"/>`,
    read: (source, draft) => {
      draft.content[key] = readTimeZone(source);
    },
  };
}

function wallClock(view: View, instant: number): string {
  return new Date(zoneOf(view.content).toWall(instant)).toISOString().slice(0, 19);
}

function duration(view: View): string {
  const minutes = Math.round((view.content.end - view.content.start) / MINUTE);
  const days = Math.trunc(minutes / 1440);
  const time = [Math.trunc((minutes % 1440) / 60), minutes % 60];
  const parts = `${time[0] === 0 ? '' : `${time[0] ?? 0}H`}${time[1] === 0 ? '' : `${time[1] ?? 0}M`}`;
  if (minutes === 0) return 'PT0S';
  return `P${days === 0 ? '' : `${days}D`}${parts === '' ? '' : `T${parts}`}`;
}

/** True of occurrences and exceptions only; a master says RecurringMaster and IsRecurring false. */
function isPartOfSeries(view: View): boolean {
  return view.occurrence !== null;
}

/** The owner of an item without guests is its organizer too. */
function myResponse(view: View): string {
  return view.meeting.isOrganizer ? 'Organizer' : view.meeting.myResponse;
}

/** [MS-OXOCAL] PidLidAppointmentStateFlags: 1 meeting, 2 received, 4 cancelled. */
export function appointmentState(view: View): number {
  return (isMeeting(view) ? 1 : 0) + (view.meeting.isOrganizer ? 0 : 2) + (view.meeting.isCancelled ? 4 : 0);
}
