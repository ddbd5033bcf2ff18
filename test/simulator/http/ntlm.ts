import { createHmac, randomBytes } from 'node:crypto';
import { md4 } from './md4.ts';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Unicode, request target, NTLM, always sign, extended security, target info, 128 bit ([MS-NLMP] 2.2.2.5). */
const FLAGS = 0x20888205;
const DOMAIN = 'SIMULATOR';

export function messageType(message: Buffer): number {
  return message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE) ? message.readUInt32LE(8) : 0;
}

export interface Challenge {
  readonly message: Buffer;
  readonly challenge: Buffer;
}

/** CHALLENGE_MESSAGE with target information, so that clients answer with NTLMv2. */
export function makeChallenge(): Challenge {
  const challenge = randomBytes(8);
  const target = Buffer.from(DOMAIN, 'utf16le');
  const info = Buffer.concat([pair(2, target), pair(1, Buffer.from('EX1', 'utf16le')), pair(0, Buffer.alloc(0))]);
  const head = Buffer.alloc(48);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, target.length, 48);
  head.writeUInt32LE(FLAGS, 20);
  challenge.copy(head, 24);
  writeField(head, 40, info.length, 48 + target.length);
  return { message: Buffer.concat([head, target, info]), challenge };
}

/** Who AUTHENTICATE_MESSAGE says it is; the domain is not looked at. */
export function userOf(message: Buffer): string {
  return field(message, 36).toString('utf16le');
}

/** NTLMv2 only: anything older is refused, as servers with Extended Protection refuse it ([MS-NLMP] 3.3.2). */
export function isValidAnswer(message: Buffer, challenge: Buffer, password: string): boolean {
  const answer = field(message, 20);
  if (answer.length <= 24) return false;
  const user = userOf(message);
  const domain = field(message, 28).toString('utf16le');
  const passwordHash = md4(Buffer.from(password, 'utf16le'));
  const key = hmac(passwordHash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
  const expected = hmac(key, Buffer.concat([challenge, answer.subarray(16)]));
  return expected.equals(answer.subarray(0, 16));
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function field(message: Buffer, at: number): Buffer {
  if (message.length < at + 8) return Buffer.alloc(0);
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

function writeField(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}
