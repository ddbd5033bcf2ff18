import type { ResponseType } from '../../../../shared/ews/item.ts';
import type { CreateRequest, SilentCopy } from '../../../ports/ExchangeTarget.ts';
import { extendedProperty } from './marker.ts';
import { toEwsTime } from './times.ts';

function lid(set: 'Appointment' | 'Meeting', id: number, type: 'Integer' | 'Boolean' | 'Binary' | 'SystemTime'): string {
  return `<t:ExtendedFieldURI DistinguishedPropertySetId="${set}" PropertyId="${String(id)}" PropertyType="${type}"/>`;
}

function tag(id: string): string {
  return `<t:ExtendedFieldURI PropertyTag="${id}" PropertyType="String"/>`;
}

/** PidLidResponseStatus (MS-OXOCAL 2.2.1.11). */
const RESPONSE_STATUS: Readonly<Record<ResponseType, number>> = {
  Unknown: 0,
  Organizer: 1,
  Tentative: 2,
  Accept: 3,
  Decline: 4,
  NoResponseReceived: 5,
};

const STATE_FLAGS = lid('Appointment', 0x8217, 'Integer');
const RESPONSE = lid('Appointment', 0x8218, 'Integer');
const INVITED = lid('Appointment', 0x8229, 'Boolean');
const SEQUENCE = lid('Appointment', 0x8201, 'Integer');
const SEQUENCE_TIME = lid('Appointment', 0x8202, 'SystemTime');
const OWNER_CRITICAL_CHANGE = lid('Meeting', 0x1a, 'SystemTime');
const ATTENDEE_CRITICAL_CHANGE = lid('Meeting', 0x1, 'SystemTime');
const GLOBAL_OBJECT_ID = lid('Meeting', 0x3, 'Binary');
const CLEAN_GLOBAL_OBJECT_ID = lid('Meeting', 0x23, 'Binary');
const IS_MEETING = 1;
const IS_RECEIVED = 2;

/** What lets a later change of the organizer's find all copies as they were left, and none of them out of date. */
function history({ sequence, criticalChange }: SilentCopy): string {
  const time = toEwsTime(criticalChange, 'UTC');
  return extendedProperty(SEQUENCE, sequence) + extendedProperty(OWNER_CRITICAL_CHANGE, time);
}

/** The organizer's copy says that invitations are out, so that Outlook does not offer to send them. */
function organizersProperties(silent: SilentCopy | null): string {
  const times = silent === null ? '' : history(silent) + extendedProperty(SEQUENCE_TIME, toEwsTime(silent.criticalChange, 'UTC'));
  return extendedProperty(STATE_FLAGS, IS_MEETING) + extendedProperty(INVITED, true) + times;
}

/** Without the date of an instance, in bytes 16 to 19: what all copies and instances of a meeting share ([MS-OXOCAL] 2.2.1.28). */
function cleanId(globalObjectId: string): string {
  return `${globalObjectId.slice(0, 32)}00000000${globalObjectId.slice(40)}`;
}

function binary(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
}

/** A guest's says that it was received, from whom, under which GlobalObjectId, and what was answered. */
function guestsProperties({ item: { organizer, myResponse } }: CreateRequest, silent: SilentCopy): string {
  return (
    extendedProperty(GLOBAL_OBJECT_ID, binary(silent.globalObjectId)) +
    extendedProperty(CLEAN_GLOBAL_OBJECT_ID, binary(cleanId(silent.globalObjectId))) +
    extendedProperty(STATE_FLAGS, IS_MEETING | IS_RECEIVED) +
    extendedProperty(RESPONSE, RESPONSE_STATUS[myResponse]) +
    history(silent) +
    extendedProperty(ATTENDEE_CRITICAL_CHANGE, toEwsTime(silent.criticalChange, 'UTC')) +
    (organizer === null
      ? ''
      : extendedProperty(tag('0x0042'), organizer.name) +
        extendedProperty(tag('0x0064'), 'SMTP') +
        extendedProperty(tag('0x0065'), organizer.email))
  );
}

/** What makes a silent item a meeting (MS-OXOCAL 2.2.1). */
export function meetingProperties(request: CreateRequest): string {
  const { kind, silentCopy } = request;
  if (kind === 'meeting') return organizersProperties(silentCopy);
  return kind === 'guest-copy' && silentCopy !== null ? guestsProperties(request, silentCopy) : '';
}
