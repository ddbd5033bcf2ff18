import { randomBytes } from 'node:crypto';
import type { Instant } from './civil.ts';

const CLASS_ID = '040000008200E00074C5B7101A82E008';
const THIRD_PARTY = Buffer.from('vCal-Uid\u0001\0\0\0', 'latin1');

/** [MS-OXCICAL] 2.1.3.1.1.20.26: how a UID becomes PidLidCleanGlobalObjectId, in upper-case hex. */
export function globalObjectIdOf(uid: string): string {
  const isOwnForm = uid.length >= 82 && uid.length % 2 === 0 && /^[0-9a-f]+$/i.test(uid) && uid.toUpperCase().startsWith(CLASS_ID);
  if (isOwnForm) return withoutInstanceDate(uid.toUpperCase());
  const data = Buffer.concat([THIRD_PARTY, Buffer.from(uid, 'utf8'), Buffer.from([0])]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return `${CLASS_ID}${'00'.repeat(20)}${Buffer.concat([size, data]).toString('hex').toUpperCase()}`;
}

/** The UID element of an item: the third-party text as it came, or the bytes in hex. */
export function uidOf(globalObjectId: string): string {
  const data = Buffer.from(globalObjectId.slice(80), 'hex');
  if (!data.subarray(0, THIRD_PARTY.length).equals(THIRD_PARTY)) return globalObjectId;
  return data.subarray(THIRD_PARTY.length, -1).toString('utf8');
}

/** [MS-OXOCAL] 2.2.1.27: class id, instance date, creation time as FILETIME, eight zeros, size, sixteen random bytes. */
export function newGlobalObjectId(now: Instant): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(now) * 10_000n + 116_444_736_000_000_000n);
  return `${CLASS_ID}00000000${time.toString('hex')}${'00'.repeat(8)}10000000${randomBytes(16).toString('hex')}`.toUpperCase();
}

/** PidLidGlobalObjectId of an occurrence carries its original date in bytes 16-19 (YH YL M D). */
export function withInstanceDate(globalObjectId: string, isoDate: string): string {
  const [year = 0, month = 0, day = 0] = isoDate.split('-').map(Number);
  const date = Buffer.from([year >> 8, year & 0xff, month, day])
    .toString('hex')
    .toUpperCase();
  return `${globalObjectId.slice(0, 32)}${date}${globalObjectId.slice(40)}`;
}

function withoutInstanceDate(globalObjectId: string): string {
  return `${globalObjectId.slice(0, 32)}00000000${globalObjectId.slice(40)}`;
}
