import type { Note } from '../domain/note.ts';
import { RepairLog } from './repairLog.ts';

export interface DecodedText {
  readonly text: string;
  readonly notes: readonly Note[];
}

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const CHUNK = 8192;
/** What Windows-1252 has at 0x80-0x9F; unassigned bytes stay what Latin-1 makes of them. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Decodes the bytes of an iCalendar file: UTF-8 (or UTF-16 with a byte order mark). Lines are unfolded first, because old clients
 * fold inside a character (RFC 5545 §3.1); a line that is no UTF-8 is taken for Windows-1252, the others stay untouched.
 */
export function decodeCalendarBytes(bytes: Uint8Array): DecodedText {
  const log = new RepairLog();
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeUtf16(bytes, 0), notes: [] };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decodeUtf16(bytes, 1), notes: [] };
  const unfolded = unfoldBytes(bytes);
  const lines: string[] = [];
  for (let from = 0; from < unfolded.length;) {
    const newline = unfolded.indexOf(LF, from);
    const to = newline < 0 ? unfolded.length : newline + 1;
    const utf8 = decodeUtf8(unfolded, from, to);
    const line = utf8 ?? decodeSingleBytes(unfolded, from, to);
    if (utf8 === null) log.add('encoding-guessed', /^[\w-]*/.exec(line)?.[0] ?? '', '', 'Windows-1252');
    lines.push(line);
    from = to;
  }
  return { text: lines.join(''), notes: log.notes };
}

function unfoldBytes(bytes: Uint8Array): Uint8Array {
  const unfolded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = byte === LF ? bytes[at + 1] : 0;
    if (next === SPACE || next === TAB) {
      while (unfolded[length - 1] === CR) length -= 1;
      at += 1;
    } else unfolded[length++] = byte;
  }
  return unfolded.subarray(0, length);
}

function fromCodes(codes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < codes.length; at += CHUNK) text += String.fromCodePoint(...codes.slice(at, at + CHUNK));
  return text;
}

/** Smallest code point per sequence length: a longer spelling of it is no UTF-8. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  const codes: number[] = [];
  for (let at = from; at < to;) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > to) return null;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    for (let more = 1; more < length; more += 1) {
      const byte = bytes[at + more] ?? 0;
      if ((byte & 0xc0) !== 0x80) return null;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < (SMALLEST[length] ?? 0) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
    codes.push(code);
    at += length;
  }
  return fromCodes(codes);
}

function decodeSingleBytes(bytes: Uint8Array, from: number, to: number): string {
  return fromCodes(
    Array.from(bytes.subarray(from, to), (byte) => (byte < 0x80 || byte > 0x9f ? byte : WINDOWS_1252.charCodeAt(byte - 0x80))),
  );
}

function decodeUtf16(bytes: Uint8Array, high: 0 | 1): string {
  const units: number[] = [];
  for (let at = 2; at + 1 < bytes.length; at += 2) units.push(((bytes[at + 1 - high] ?? 0) << 8) | (bytes[at + high] ?? 0));
  let text = '';
  for (let at = 0; at < units.length; at += CHUNK) text += String.fromCharCode(...units.slice(at, at + CHUNK));
  return text;
}
