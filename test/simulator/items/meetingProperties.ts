import { numberedKey, tagKey } from '../properties/extendedPath.ts';
import type { ExtendedValues, Item, Meeting, Recipient } from '../model/Item.ts';

const STATE_FLAGS = numberedKey('Appointment', 0x8217, 'Integer');
const RESPONSE_STATUS = numberedKey('Appointment', 0x8218, 'Integer');
const SEQUENCE = numberedKey('Appointment', 0x8201, 'Integer');
const REPLY_TIME = numberedKey('Appointment', 0x8220, 'SystemTime');
const WAS_SENT = numberedKey('Appointment', 0x8229, 'Boolean');
const CRITICAL_CHANGE = numberedKey('Meeting', 0x1a, 'SystemTime');
const CLEAN_OBJECT_ID = numberedKey('Meeting', 0x23, 'Binary');
const OBJECT_ID = numberedKey('Meeting', 0x3, 'Binary');
const ORGANIZER_NAME = tagKey(0x0042, 'String');
const ORGANIZER_ADDRESS = tagKey(0x0065, 'String');
const ORGANIZER_TYPE = tagKey(0x0064, 'String');
/** Those that turn an item into somebody's copy; whether a server lets a client write them is a setting. */
const IDENTITY = [STATE_FLAGS, RESPONSE_STATUS, ORGANIZER_NAME, ORGANIZER_ADDRESS, ORGANIZER_TYPE];
const TAKEN = new Set([...IDENTITY, SEQUENCE, REPLY_TIME, WAS_SENT, CRITICAL_CHANGE, CLEAN_OBJECT_ID, OBJECT_ID]);
/** [MS-OXOCAL] 2.2.1.11 PidLidResponseStatus. */
const RESPONSES = ['Unknown', 'Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived'] as const;
const RECEIVED = 2;

type Subject = Pick<Item, 'globalObjectId' | 'meeting' | 'extended'>;

/** Properties a client wrote by number move to where Exchange keeps them; the rest stay as they are. */
export function applyMeetingProperties<Given extends Subject>(item: Given, mayBecomeCopy: boolean): Given {
  const written = Object.keys(item.extended).filter((key) => TAKEN.has(key));
  if (written.length === 0) return item;
  const text = (key: string): string | undefined => {
    const value = item.extended[key];
    return typeof value === 'string' ? value : undefined;
  };
  const objectId = text(CLEAN_OBJECT_ID) ?? text(OBJECT_ID);
  const rest: ExtendedValues = Object.fromEntries(Object.entries(item.extended).filter(([key]) => !TAKEN.has(key)));
  const meeting = mayBecomeCopy ? identity(item.meeting, text) : item.meeting;
  return {
    ...item,
    extended: rest,
    globalObjectId: objectId === undefined ? item.globalObjectId : cleanHex(objectId),
    meeting: {
      ...meeting,
      sequence: Number(text(SEQUENCE) ?? meeting.sequence),
      repliedAt: time(text(REPLY_TIME)) ?? meeting.repliedAt,
      wasSent: text(WAS_SENT) === undefined ? meeting.wasSent : text(WAS_SENT) === 'true',
      ownerCriticalChange: time(text(CRITICAL_CHANGE)) ?? meeting.ownerCriticalChange,
    },
  };
}

function identity(meeting: Meeting, text: (key: string) => string | undefined): Meeting {
  const flags = text(STATE_FLAGS);
  const address = text(ORGANIZER_ADDRESS);
  const response = RESPONSES[Number(text(RESPONSE_STATUS) ?? Number.NaN)];
  const isOrganizer = flags === undefined ? meeting.isOrganizer : (Number(flags) & RECEIVED) === 0;
  const organizer: Recipient =
    address === undefined ? meeting.organizer : { name: text(ORGANIZER_NAME) ?? address, address, routing: text(ORGANIZER_TYPE) ?? 'SMTP' };
  const unanswered = isOrganizer ? 'Organizer' : meeting.myResponse === 'Organizer' ? 'NoResponseReceived' : meeting.myResponse;
  return { ...meeting, isOrganizer, organizer, myResponse: response ?? unanswered, ...(isOrganizer ? {} : { isClientMade: true }) };
}

function time(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}

function cleanHex(base64: string): string {
  const hex = Buffer.from(base64, 'base64').toString('hex').toUpperCase();
  return `${hex.slice(0, 32)}00000000${hex.slice(40)}`;
}
