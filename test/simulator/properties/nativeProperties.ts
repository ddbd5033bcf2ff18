import { withInstanceDate } from '../calendar/globalObjectId.ts';
import { dateTime } from '../xml/xmlText.ts';
import { appointmentState } from './calendarFields.ts';
import { numberedKey, tagKey } from './extendedPath.ts';
import { instanceDate, isMeeting } from './View.ts';
import type { View } from './View.ts';

const BUSY = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'];
/** [MS-OXOCAL] 2.2.1.11 PidLidResponseStatus. */
const RESPONSES = ['Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived'];

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const bool = (value: boolean): string => (value ? 'true' : 'false');

/** MAPI properties Exchange itself keeps in step with the elements; a client reads them as extended properties. */
const NATIVE: Readonly<Record<string, (view: View) => string | null>> = {
  [numberedKey('Meeting', 0x3, 'Binary')]: (view) => (view.item.globalObjectId === '' ? null : base64(objectIdOf(view))),
  [numberedKey('Meeting', 0x23, 'Binary')]: (view) => (view.item.globalObjectId === '' ? null : base64(view.item.globalObjectId)),
  [numberedKey('Meeting', 0x1a, 'SystemTime')]: ({ meeting }) =>
    meeting.ownerCriticalChange === null ? null : dateTime(meeting.ownerCriticalChange),
  [numberedKey('Appointment', 0x8201, 'Integer')]: (view) => String(view.meeting.sequence),
  [numberedKey('Appointment', 0x8205, 'Integer')]: (view) => String(Math.max(0, BUSY.indexOf(view.content.freeBusy))),
  [numberedKey('Appointment', 0x820d, 'SystemTime')]: (view) => dateTime(view.content.start),
  [numberedKey('Appointment', 0x820e, 'SystemTime')]: (view) => dateTime(view.content.end),
  [numberedKey('Appointment', 0x8208, 'String')]: (view) => view.content.location,
  [numberedKey('Appointment', 0x8215, 'Boolean')]: (view) => bool(view.content.isAllDay),
  [numberedKey('Appointment', 0x8217, 'Integer')]: (view) => String(appointmentState(view)),
  [numberedKey('Appointment', 0x8218, 'Integer')]: (view) => String(responseStatus(view)),
  [numberedKey('Appointment', 0x8223, 'Boolean')]: (view) => bool(view.item.recurrence !== null),
  [numberedKey('Appointment', 0x8229, 'Boolean')]: (view) => bool(view.meeting.wasSent),
  [tagKey(0x001a, 'String')]: (view) => view.item.itemClass,
  [tagKey(0x0037, 'String')]: (view) => view.content.subject,
  [tagKey(0x0042, 'String')]: (view) => view.meeting.organizer.name,
  [tagKey(0x0064, 'String')]: () => 'SMTP',
  [tagKey(0x0065, 'String')]: (view) => view.meeting.organizer.address,
  [tagKey(0x0e23, 'Integer')]: (view) => String(view.item.id),
  [tagKey(0x0e06, 'SystemTime')]: (view) => dateTime(view.item.mail?.receivedAt ?? view.item.createdAt),
  [tagKey(0x3007, 'SystemTime')]: (view) => dateTime(view.item.createdAt),
  [tagKey(0x3008, 'SystemTime')]: (view) => dateTime(view.item.modifiedAt),
};

/** The value of an extended property: what a client wrote, else what Exchange knows by itself. */
export function extendedValueOf(view: View, key: string): string | readonly string[] | null {
  return view.extended[key] ?? NATIVE[key]?.(view) ?? null;
}

export function isNative(key: string): boolean {
  return key in NATIVE;
}

function objectIdOf(view: View): string {
  const date = instanceDate(view);
  return date === null ? view.item.globalObjectId : withInstanceDate(view.item.globalObjectId, date);
}

function responseStatus(view: View): number {
  if (!isMeeting(view)) return 0;
  return view.meeting.isOrganizer ? 1 : Math.max(0, RESPONSES.indexOf(view.meeting.myResponse));
}
