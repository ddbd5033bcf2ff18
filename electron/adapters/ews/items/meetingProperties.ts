import type { ResponseType } from '../../../../shared/ews/item.ts';
import type { CreateRequest } from '../../../ports/ExchangeTarget.ts';
import { extendedProperty } from './marker.ts';

function lid(set: 'Appointment' | 'Meeting', id: number, type: 'Integer' | 'Boolean' | 'Binary'): string {
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
const GLOBAL_OBJECT_ID = lid('Meeting', 0x3, 'Binary');
const CLEAN_GLOBAL_OBJECT_ID = lid('Meeting', 0x23, 'Binary');
const IS_MEETING = 1;
const IS_RECEIVED = 2;

/**
 * What makes a silent item a meeting (MS-OXOCAL): the organizer's says that invitations are out, so that Outlook does not offer to send
 * them; a guest's says that it was received, from whom, under which GlobalObjectId, and what was answered.
 */
export function meetingProperties({ kind, item, silentCopy }: CreateRequest): string {
  if (kind === 'meeting') return extendedProperty(STATE_FLAGS, IS_MEETING) + extendedProperty(INVITED, true);
  if (kind !== 'guest-copy' || silentCopy === null) return '';
  const globalObjectId = Buffer.from(silentCopy.globalObjectId, 'hex').toString('base64');
  const { organizer } = item;
  return (
    extendedProperty(GLOBAL_OBJECT_ID, globalObjectId) +
    extendedProperty(CLEAN_GLOBAL_OBJECT_ID, globalObjectId) +
    extendedProperty(STATE_FLAGS, IS_MEETING | IS_RECEIVED) +
    extendedProperty(RESPONSE, RESPONSE_STATUS[item.myResponse]) +
    extendedProperty(SEQUENCE, silentCopy.sequence) +
    (organizer === null
      ? ''
      : extendedProperty(tag('0x0042'), organizer.name) +
        extendedProperty(tag('0x0064'), 'SMTP') +
        extendedProperty(tag('0x0065'), organizer.email))
  );
}
