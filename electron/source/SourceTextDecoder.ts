import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** PostgreSQL's names of encodings (without punctuation) and the WHATWG labels that decode them. Those whose bytes may hold ASCII are left out. */
const LABELS: Readonly<Record<string, string>> = {
  LATIN2: 'iso-8859-2',
  LATIN3: 'iso-8859-3',
  LATIN4: 'iso-8859-4',
  LATIN5: 'windows-1254',
  LATIN6: 'iso-8859-10',
  LATIN7: 'iso-8859-13',
  LATIN8: 'iso-8859-14',
  LATIN9: 'iso-8859-15',
  LATIN10: 'iso-8859-16',
  ISO88595: 'iso-8859-5',
  ISO88596: 'iso-8859-6',
  ISO88597: 'iso-8859-7',
  ISO88598: 'iso-8859-8',
  WIN866: 'ibm866',
  WIN874: 'windows-874',
  WIN1250: 'windows-1250',
  WIN1251: 'windows-1251',
  WIN1252: 'windows-1252',
  WIN1253: 'windows-1253',
  WIN1254: 'windows-1254',
  WIN1255: 'windows-1255',
  WIN1256: 'windows-1256',
  WIN1257: 'windows-1257',
  WIN1258: 'windows-1258',
  KOI8R: 'koi8-r',
  KOI8U: 'koi8-u',
  EUCJP: 'euc-jp',
  EUCKR: 'euc-kr',
  EUCCN: 'gbk',
};

const UTF8_NAMES: ReadonlySet<string> = new Set(['UTF8', 'UNICODE', 'SQLASCII']);
const LATIN1_NAMES: ReadonlySet<string> = new Set(['LATIN1', 'ISO88591']);

function plainName(encoding: string): string {
  return encoding.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** Whether text in this encoding of PostgreSQL can be decoded here. */
export function isKnownEncoding(encoding: string): boolean {
  const name = plainName(encoding);
  return UTF8_NAMES.has(name) || LATIN1_NAMES.has(name) || name in LABELS;
}

export type RepairedAs = 'windows-1252' | 'macintosh';

/**
 * Which single-byte encoding bytes that are not UTF-8 most likely had. On a Mac it is one of these two: in Mac OS Roman the accented letters
 * of Western Europe lie in 0x80..0x9F, in windows-1252 in 0xC0..0xFF, and there 0x80, 0x85 and 0x91..0x97 are €, … and curly quotes and dashes.
 */
function guessEncoding(bytes: Buffer): RepairedAs {
  let macintosh = 0;
  let windows = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    if (byte >= 0xc0 || byte === 0x80 || byte === 0x85 || (byte >= 0x91 && byte <= 0x97)) windows += 1;
    else if (byte <= 0x9f) macintosh += 1;
  }
  return macintosh > windows ? 'macintosh' : 'windows-1252';
}

/** Length of the well-formed UTF-8 sequence at `start`, 0 when there is none. */
function sequenceLength(bytes: Buffer, start: number): number {
  const lead = bytes[start] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && start + length <= bytes.length && isUtf8(bytes.subarray(start, start + length)) ? length : 0;
}

/** Keeps the sequences that are UTF-8 and reads the other bytes one by one. */
function repair(bytes: Buffer, encoding: RepairedAs): string {
  const single = new TextDecoder(encoding);
  let text = '';
  let good = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      text += bytes.toString('utf8', good, at) + single.decode(bytes.subarray(at, at + 1));
      good = at + 1;
    }
    at += Math.max(length, 1);
  }
  return text + bytes.toString('utf8', good);
}

/** Decodes the bytes of column values; values that are not in their encoding are repaired, and it is remembered that they were. */
export class SourceTextDecoder {
  readonly #kind: 'utf8' | 'latin1' | 'other';
  readonly #other: TextDecoder | undefined;
  #repairedAs: RepairedAs | undefined;

  constructor(encoding: string) {
    const name = plainName(encoding);
    this.#kind = LATIN1_NAMES.has(name) ? 'latin1' : name in LABELS ? 'other' : 'utf8';
    this.#other = this.#kind === 'other' ? new TextDecoder(LABELS[name]) : undefined;
  }

  decode(bytes: Buffer, start: number, end: number): string {
    if (this.#kind === 'latin1') return bytes.toString('latin1', start, end);
    if (this.#other !== undefined) return this.#other.decode(bytes.subarray(start, end));
    const text = bytes.toString('utf8', start, end);
    if (!text.includes('\uFFFD')) return text;
    const value = bytes.subarray(start, end);
    // The character itself may have been stored.
    if (isUtf8(value)) return text;
    this.#repairedAs = guessEncoding(value);
    return repair(value, this.#repairedAs);
  }

  /** How values since the last call were repaired, if any was. */
  takeRepair(): RepairedAs | undefined {
    const repaired = this.#repairedAs;
    this.#repairedAs = undefined;
    return repaired;
  }
}
