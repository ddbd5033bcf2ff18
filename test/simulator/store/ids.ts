import { createHash } from 'node:crypto';

/** What an id names. An occurrence is its master's item and the local day the pattern gave it. */
export type IdTarget =
  | { readonly kind: 'item'; readonly mailbox: number; readonly number: number }
  | { readonly kind: 'occurrence'; readonly mailbox: number; readonly number: number; readonly day: number }
  | { readonly kind: 'folder'; readonly mailbox: number; readonly number: number }
  | { readonly kind: 'attachment'; readonly mailbox: number; readonly number: number };

const KINDS = ['item', 'occurrence', 'folder', 'attachment'] as const;
/** Real ids begin with AAMk and are 152 characters long; these bytes give both. */
const PREFIX = Buffer.from('AAMk', 'base64');
const SIZE = 114;
const FIELDS = 48;
const CHECK = 8;

/**
 * Opaque to clients, case-sensitive, and of the length of real ones (some clients tell ids from names by it). The bytes hold what is
 * named, a check sum that catches altered ids, and filling.
 */
export function encodeId(target: IdTarget, mailboxGuid: string): string {
  const bytes = Buffer.alloc(SIZE);
  PREFIX.copy(bytes);
  bytes.write(mailboxGuid, 3, 'latin1');
  bytes[FIELDS] = KINDS.indexOf(target.kind);
  bytes.writeUInt32BE(target.mailbox, FIELDS + 1);
  bytes.writeUInt32BE(Math.floor(target.number / 2 ** 32), FIELDS + 5);
  bytes.writeUInt32BE(target.number >>> 0, FIELDS + 9);
  bytes.writeInt32BE(target.kind === 'occurrence' ? target.day : 0, FIELDS + 13);
  bytes.fill(0x0f, FIELDS + 17, SIZE - CHECK);
  checksum(bytes).copy(bytes, SIZE - CHECK);
  return bytes.toString('base64');
}

export function decodeId(id: string): IdTarget | undefined {
  const bytes = Buffer.from(id, 'base64');
  if (bytes.length !== SIZE || bytes.toString('base64') !== id) return undefined;
  if (!checksum(bytes).equals(bytes.subarray(SIZE - CHECK))) return undefined;
  const kind = KINDS[bytes[FIELDS] ?? 255];
  const mailbox = bytes.readUInt32BE(FIELDS + 1);
  const number = bytes.readUInt32BE(FIELDS + 5) * 2 ** 32 + bytes.readUInt32BE(FIELDS + 9);
  if (kind === undefined) return undefined;
  return kind === 'occurrence' ? { kind, mailbox, number, day: bytes.readInt32BE(FIELDS + 13) } : { kind, mailbox, number };
}

export function encodeChangeKey(version: number): string {
  const bytes = Buffer.alloc(30);
  bytes.write('DwAAABYAAAB', 'base64');
  bytes.writeUInt32BE(Math.floor(version / 2 ** 32), 22);
  bytes.writeUInt32BE(version >>> 0, 26);
  return bytes.toString('base64');
}

/** Undefined where it cannot be parsed (ErrorInvalidChangeKey). */
export function decodeChangeKey(changeKey: string): number | undefined {
  const bytes = Buffer.from(changeKey, 'base64');
  if (bytes.length !== 30 || !changeKey.startsWith('DwAAABYAAA')) return undefined;
  return bytes.readUInt32BE(22) * 2 ** 32 + bytes.readUInt32BE(26);
}

/** FNV-1a over the payload, twice with different seeds: quick, and nobody is to be kept out, only mistakes. */
function checksum(bytes: Buffer): Buffer {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < SIZE - CHECK; index++) {
    const byte = bytes[index] ?? 0;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high + byte, 0x85ebca6b) ^ (high >>> 13);
  }
  const sum = Buffer.alloc(CHECK);
  sum.writeInt32BE(low | 0, 0);
  sum.writeInt32BE(high | 0, 4);
  return sum;
}

/** A short stable token of a text, for cookies and the like. */
export function tokenOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}
