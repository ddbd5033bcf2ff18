import type { SourceTextDecoder } from '../../source/SourceTextDecoder.ts';

const QUOTE = 0x27;
const BACKSLASH = 0x5c;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** One row of VALUES: where it ends, and its values unless their number is wrong. */
export interface InsertRow {
  readonly end: number;
  readonly row: (string | null)[] | undefined;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Values outside quotes, as COPY would write them. */
function bareValue(text: string): string | null {
  switch (text.toLowerCase()) {
    case 'null':
    case 'default':
      return null;
    case 'true':
      return 't';
    case 'false':
      return 'f';
    default:
      return text;
  }
}

/** Reads `(1, 'text', NULL)` of INSERT statements as pg_dump writes them: only wanted columns are decoded. */
export class InsertRowParser {
  readonly #places: Int32Array;
  readonly #width: number;
  readonly #decoder: SourceTextDecoder;
  readonly #backslashEscapes: boolean;
  readonly #isCrlf: boolean;

  constructor(places: Int32Array, decoder: SourceTextDecoder, options: { readonly backslashEscapes: boolean; readonly isCrlf: boolean }) {
    this.#places = places;
    this.#width = places.reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
    this.#decoder = decoder;
    this.#backslashEscapes = options.backslashEscapes;
    this.#isCrlf = options.isCrlf;
  }

  /** The row whose bracket opens at `start`; undefined when its end is not there yet. */
  parse(bytes: Buffer, start: number): InsertRow | undefined {
    const row = new Array<string | null>(this.#width).fill(null);
    let column = 0;
    let at = start;
    do {
      at += 1;
      while (isSpace(bytes[at])) at += 1;
      const value = this.#value(bytes, at);
      if (value === undefined) return undefined;
      const place = this.#places[column] ?? -1;
      if (place >= 0) row[place] = this.#decode(bytes, value);
      column += 1;
      at = value.end;
    } while (bytes[at] !== CLOSE);
    return { end: at + 1, row: column === this.#places.length ? row : undefined };
  }

  /** Where a value lies; `end` is the comma or bracket behind it. */
  #value(bytes: Buffer, start: number): { from: number; to: number; end: number; isQuoted: boolean; isEscaped: boolean } | undefined {
    const first = bytes[start];
    const isPrefixed = (first === 0x45 || first === 0x65) && bytes[start + 1] === QUOTE;
    const open = isPrefixed ? start + 1 : start;
    if (bytes[open] !== QUOTE) {
      const end = endOfBare(bytes, start);
      return end === undefined ? undefined : { from: start, to: end, end, isQuoted: false, isEscaped: false };
    }
    const hasEscapes = isPrefixed || this.#backslashEscapes;
    let at = open + 1;
    for (; ; at += 1) {
      if (at >= bytes.length) return undefined;
      const byte = bytes[at];
      if (byte === BACKSLASH && hasEscapes) at += 1;
      else if (byte === QUOTE) {
        if (bytes[at + 1] !== QUOTE) break;
        at += 1;
      }
    }
    const end = endOfBare(bytes, at + 1);
    return end === undefined ? undefined : { from: open + 1, to: at, end, isQuoted: true, isEscaped: hasEscapes };
  }

  #decode(bytes: Buffer, value: { from: number; to: number; isQuoted: boolean; isEscaped: boolean }): string | null {
    const text = this.#decoder.decode(bytes, value.from, value.to);
    if (!value.isQuoted) return bareValue(text.trim());
    const plain = text.includes("''") ? text.replaceAll("''", "'") : text;
    const unescaped = value.isEscaped && plain.includes('\\') ? unescape(plain) : plain;
    // A dump whose line ends became CRLF has CR CR LF where the text had CR LF.
    return this.#isCrlf && unescaped.includes('\r\r\n') ? unescaped.replaceAll('\r\n', '\n') : unescaped;
  }
}

/** The comma or bracket behind a bare value or a cast; undefined when it is not there yet. */
function endOfBare(bytes: Buffer, start: number): number | undefined {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === CLOSE) return at;
    // numeric(10,2) of a cast.
    if (byte === OPEN) {
      at = bytes.indexOf(CLOSE, at);
      if (at < 0) return undefined;
    }
  }
  return undefined;
}

function unescape(text: string): string {
  return text.replace(/\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|([^]))/g, (_all, hex?: string, octal?: string, letter = '') => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return LETTERS[String(letter)] ?? String(letter);
  });
}
