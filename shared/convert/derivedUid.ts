import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { sha256 } from '../domain/sha256.ts';

/** ICALENDAR_UID is varchar(255), and PidLidGlobalObjectId takes seven-bit text only. */
const LONGEST_UID = 255;

/** Class id that opens every GlobalObjectId ([MS-OXOCAL] 2.2.1.27). */
const GLOBAL_OBJECT_CLASS = '040000008200e00074c5b7101a82e008';
/** "vCal-Uid" and the version 1: what follows is the UID of another calendar system. */
const FOREIGN_UID_TAG = '7643616c2d55696401000000';

/**
 * The UID Exchange is given for a whole object: as it is, trimmed. Where Exchange could not keep it (not seven-bit, over 255), its
 * hash: the same in every mailbox. `fallback` (home and resource name) stands in for a missing one.
 */
export function targetUid(uid: string, fallback: string): string {
  const trimmed = uid.trim();
  if (trimmed === '') return `x-${sha256(`missing|${fallback}`)}`;
  return /^[\x20-\x7e]+$/.test(trimmed) && trimmed.length <= LONGEST_UID ? trimmed : `x-${sha256(trimmed)}`;
}

/**
 * The UID of a split, detached or expanded part, or of a travel block: a function of the object's UID and the part alone, so that
 * organizer's and guests' mailboxes, and every later run, agree. `discriminator` keeps apart what two people own themselves (travel).
 */
export function derivedUid(uid: string, part: string, discriminator = ''): string {
  return `x-${sha256(`part|${uid}|${part}|${discriminator}`)}`;
}

/** Little-endian 32 bits, as hexadecimal digits. */
function littleEndian(value: number): string {
  return value
    .toString(16)
    .padStart(8, '0')
    .replace(/(..)(..)(..)(..)/, '$4$3$2$1');
}

function dateDigits(date: string | null): string {
  if (date === null) return '00000000';
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return year.toString(16).padStart(4, '0') + month.toString(16).padStart(2, '0') + day.toString(16).padStart(2, '0');
}

/**
 * GlobalObjectId of a UID as lower-case hexadecimal ([MS-OXOCAL] 2.2.1.27): what correlates a meeting's copies. With
 * `recurrenceDate` (`2026-11-20`) that of a single instance, without it the clean one. A UID that already is the hexadecimal form of
 * a GlobalObjectId came from Exchange and is taken back as such.
 */
export function globalObjectId(uid: string, recurrenceDate: string | null = null): string {
  const native = uid.toLowerCase();
  if (native.startsWith(GLOBAL_OBJECT_CLASS) && /^(?:[0-9a-f]{2}){20,}$/.test(native)) {
    return native.slice(0, 32) + dateDigits(recurrenceDate) + native.slice(40);
  }
  const data = `${FOREIGN_UID_TAG}${bytesToHex(utf8ToBytes(uid))}00`;
  return `${GLOBAL_OBJECT_CLASS}${dateDigits(recurrenceDate)}${'00'.repeat(16)}${littleEndian(data.length / 2)}${data}`;
}
