import type { SourceTextDecoder } from '../../source/SourceTextDecoder.ts';

const TAB = 0x09;
const BACKSLASH = 0x5c;

/** What a single letter after a backslash stands for in COPY's text format. */
const LETTERS: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x76, 0x0b],
]);

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function octalDigit(byte: number | undefined): number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x37 ? byte - 0x30 : -1;
}

/** Reads rows of COPY's text format (PostgreSQL manual, COPY, "Text Format"): only wanted columns are decoded. */
export class CopyRowParser {
  /** By column of the dump: its place in the row handed out, or -1. */
  readonly #places: Int32Array;
  readonly #width: number;
  readonly #decoder: SourceTextDecoder;
  #scratch = Buffer.alloc(64 * 1_024);
  #length = 0;

  constructor(places: Int32Array, decoder: SourceTextDecoder) {
    this.#places = places;
    this.#width = places.reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
    this.#decoder = decoder;
  }

  /** The row between two positions, without its line end; undefined when it has not as many columns as the table. */
  parse(bytes: Buffer, start: number, end: number): (string | null)[] | undefined {
    const row = new Array<string | null>(this.#width).fill(null);
    const count = this.#places.length;
    let column = 0;
    let from = start;
    let isEscaped = false;
    for (let at = start; at <= end; at += 1) {
      const byte = at === end ? TAB : bytes[at];
      if (byte === BACKSLASH) {
        isEscaped = true;
        at += 1;
        // A backslash at the very end escapes nothing.
        if (at >= end) at = end - 1;
      } else if (byte === TAB) {
        if (column === count) return undefined;
        const place = this.#places[column] ?? -1;
        if (place >= 0) row[place] = isEscaped ? this.#unescape(bytes, from, at) : this.#decoder.decode(bytes, from, at);
        column += 1;
        from = at + 1;
        isEscaped = false;
      }
    }
    return column === count ? row : undefined;
  }

  #unescape(bytes: Buffer, start: number, end: number): string | null {
    if (end - start === 2 && bytes[start + 1] === 0x4e) return null;
    if (this.#scratch.length < end - start) this.#scratch = Buffer.alloc((end - start) * 2);
    const scratch = this.#scratch;
    let length = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte !== BACKSLASH || at + 1 === end) {
        scratch[length] = byte;
        length += 1;
        continue;
      }
      at += 1;
      const next = bytes[at] ?? 0;
      let value = next;
      if (next === 0x78 || (next >= 0x30 && next <= 0x37)) {
        value = this.#number(bytes, at, end);
        at += this.#length - 1;
      } else {
        value = LETTERS.get(next) ?? next;
      }
      scratch[length] = value;
      length += 1;
    }
    return this.#decoder.decode(scratch, 0, length);
  }

  /** `xHH` or `ooo` at a position: the byte, and in `#length` how many bytes wrote it. Both are at most three long. */
  #number(bytes: Buffer, at: number, end: number): number {
    const isHex = bytes[at] === 0x78;
    let value = 0;
    let length = isHex ? 1 : 0;
    for (; length < 3 && at + length < end; length += 1) {
      const digit = isHex ? hexDigit(bytes[at + length]) : octalDigit(bytes[at + length]);
      if (digit < 0) break;
      value = value * (isHex ? 16 : 8) + digit;
    }
    this.#length = Math.max(length, 1);
    // \x without digits is the letter itself.
    return isHex && length === 1 ? 0x78 : value & 0xff;
  }
}
