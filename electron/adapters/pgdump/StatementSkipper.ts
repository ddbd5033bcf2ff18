import type { ByteWindow } from './ByteWindow.ts';

const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DOLLAR = 0x24;
const DASH = 0x2d;
const SLASH = 0x2f;
const STAR = 0x2a;
const SEMICOLON = 0x3b;
const OPEN = 0x28;
const CLOSE = 0x29;
const NEWLINE = 0x0a;

/** PostgreSQL names are at most 63 bytes; a dollar quote's tag is no longer in practice. */
const LONGEST_TAG = 256;

type State = 'code' | 'quote' | 'escape-quote' | 'identifier' | 'dollar' | 'line-comment' | 'block-comment';

function isWordByte(byte: number): boolean {
  return (
    byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f
  );
}

/** Finds the end of one SQL statement without looking at more than its quotes, comments and brackets. Goes on where the last chunk ended. */
export class StatementSkipper {
  readonly #backslashEscapes: boolean;
  #state: State = 'code';
  #depth = 0;
  #commentDepth = 0;
  #previous = 0;
  #beforePrevious = 0;
  #tag = '';

  /** `backslashEscapes`: standard_conforming_strings is off. */
  constructor(backslashEscapes: boolean) {
    this.#backslashEscapes = backslashEscapes;
  }

  /** Moves the window behind the statement's semicolon; false when its end is not in the window yet. */
  skip(window: ByteWindow): boolean {
    while (window.position < window.bytes.length) {
      const before = window.position;
      if (this.#step(window)) return true;
      // Standing still means that a token is cut by the end of the window.
      if (window.position === before) return false;
    }
    return false;
  }

  #step(window: ByteWindow): boolean {
    switch (this.#state) {
      case 'code':
        return this.#code(window);
      case 'quote':
        this.#until(window, QUOTE);
        return false;
      case 'identifier':
        this.#until(window, DOUBLE_QUOTE);
        return false;
      case 'line-comment':
        this.#until(window, NEWLINE);
        return false;
      case 'escape-quote':
        this.#escapeQuote(window);
        return false;
      case 'block-comment':
        this.#blockComment(window);
        return false;
      case 'dollar':
        this.#dollar(window);
        return false;
    }
  }

  /** A doubled quote closes and opens again: the same for whoever only looks for the end. */
  #until(window: ByteWindow, end: number): void {
    const { bytes } = window;
    let at = window.position;
    while (at < bytes.length && bytes[at] !== end) at += 1;
    if (at < bytes.length) {
      this.#state = 'code';
      this.#previous = end;
      at += 1;
    }
    window.position = at;
  }

  #escapeQuote(window: ByteWindow): void {
    const { bytes } = window;
    let at = window.position;
    while (at < bytes.length && bytes[at] !== QUOTE) {
      if (bytes[at] === BACKSLASH) {
        if (at + 1 >= bytes.length) break;
        at += 1;
      }
      at += 1;
    }
    if (bytes[at] === QUOTE) {
      at += 1;
      // '' inside E'...' must not fall back to a quote without escapes.
      if (at >= bytes.length && !window.isLast) at -= 1;
      else if (bytes[at] === QUOTE) at += 1;
      else this.#state = 'code';
    }
    window.position = at;
  }

  #blockComment(window: ByteWindow): void {
    const { bytes } = window;
    let at = window.position;
    while (this.#commentDepth > 0 && at + 1 < bytes.length) {
      if (bytes[at] === STAR && bytes[at + 1] === SLASH) this.#commentDepth -= 1;
      else if (bytes[at] === SLASH && bytes[at + 1] === STAR) this.#commentDepth += 1;
      else {
        at += 1;
        continue;
      }
      at += 2;
    }
    if (this.#commentDepth === 0) this.#state = 'code';
    window.position = at;
  }

  #dollar(window: ByteWindow): void {
    const found = window.bytes.indexOf(this.#tag, window.position, 'latin1');
    if (found >= 0) {
      window.position = found + this.#tag.length;
      this.#state = 'code';
      this.#previous = DOLLAR;
    } else {
      window.position = Math.max(window.position, window.bytes.length - this.#tag.length + 1);
    }
  }

  #code(window: ByteWindow): boolean {
    const { bytes } = window;
    let previous = this.#previous;
    let at = window.position;
    while (at < bytes.length && this.#state === 'code') {
      const byte = bytes[at] ?? 0;
      let length = 1;
      if (byte === QUOTE) {
        this.#state = this.#backslashEscapes || this.#isEscapePrefix(previous) ? 'escape-quote' : 'quote';
      } else if (byte === DOUBLE_QUOTE) {
        this.#state = 'identifier';
      } else if (byte === OPEN) {
        this.#depth += 1;
      } else if (byte === CLOSE) {
        this.#depth -= 1;
      } else if (byte === SEMICOLON && this.#depth <= 0) {
        window.position = at + 1;
        return true;
      } else if (byte === DASH || byte === SLASH) {
        length = this.#comment(window, at);
      } else if (byte === DOLLAR && !isWordByte(previous)) {
        length = this.#dollarTag(window, at);
      }
      if (length === 0) break;
      this.#beforePrevious = previous;
      previous = byte;
      at += length;
    }
    this.#previous = previous;
    window.position = at;
    return false;
  }

  /** The E of E'…', not the last letter of a word. */
  #isEscapePrefix(previous: number): boolean {
    return (previous === 0x45 || previous === 0x65) && !isWordByte(this.#beforePrevious);
  }

  /** Bytes to step over; 0 when the end of the window cuts what may be the start of a comment. */
  #comment(window: ByteWindow, at: number): number {
    const { bytes } = window;
    if (at + 1 >= bytes.length) return window.isLast ? 1 : 0;
    const isLine = bytes[at] === DASH && bytes[at + 1] === DASH;
    const isBlock = bytes[at] === SLASH && bytes[at + 1] === STAR;
    if (!isLine && !isBlock) return 1;
    this.#state = isLine ? 'line-comment' : 'block-comment';
    this.#commentDepth = 1;
    return 2;
  }

  /** Bytes to step over; 0 when the end of the window may cut the tag. */
  #dollarTag(window: ByteWindow, at: number): number {
    const { bytes } = window;
    if (at + LONGEST_TAG > bytes.length && !window.isLast) return 0;
    const tag = /^\$(?:[A-Za-z_\u0080-\u00ff][\w\u0080-\u00ff]*)?\$/.exec(bytes.toString('latin1', at, at + LONGEST_TAG))?.[0];
    if (tag === undefined) return 1;
    this.#tag = tag;
    this.#state = 'dollar';
    return tag.length;
  }
}
