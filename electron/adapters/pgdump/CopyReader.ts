import type { SourceTextDecoder } from '../../source/SourceTextDecoder.ts';
import type { ByteWindow } from './ByteWindow.ts';
import { CopyRowParser } from './CopyRowParser.ts';
import { LONGEST_ROW } from './DataReader.ts';
import type { DataReader, ReadState } from './DataReader.ts';
import type { DumpRows } from './DumpRows.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
const DOT = 0x2e;

function more(window: ByteWindow, limit?: number): ReadState {
  window.wait(limit);
  return 'more';
}

/** Reads the lines between `COPY … FROM stdin;` and `\\.`. */
export class CopyReader implements DataReader {
  readonly #parser: CopyRowParser;
  readonly #decoder: SourceTextDecoder;
  readonly #rows: DumpRows;
  #isInLongRow = false;

  constructor(places: Int32Array, decoder: SourceTextDecoder, rows: DumpRows) {
    this.#parser = new CopyRowParser(places, decoder);
    this.#decoder = decoder;
    this.#rows = rows;
  }

  read(window: ByteWindow): ReadState {
    const { bytes } = window;
    for (;;) {
      const start = window.position;
      const newline = bytes.indexOf(NEWLINE, start);
      if (newline < 0) return this.#readCutRow(window);
      // A carriage return that belongs to the text is escaped.
      const end = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline;
      const offset = window.offset;
      window.position = newline + 1;
      if (this.#isInLongRow) this.#isInLongRow = false;
      else if (end - start === 2 && bytes[start] === BACKSLASH && bytes[start + 1] === DOT) return 'end';
      else this.#rows.add(this.#parser.parse(bytes, start, end), this.#decoder.takeRepair(), offset, newline - start);
    }
  }

  /** The row's end is not there yet; it is waited for up to a length no event has, then stepped over. */
  #readCutRow(window: ByteWindow): ReadState {
    if (!this.#isInLongRow && window.unread <= LONGEST_ROW) return more(window, LONGEST_ROW + 1);
    if (!this.#isInLongRow) this.#rows.drop(window.offset, 'it is longer than 64 MiB');
    this.#isInLongRow = true;
    window.position = window.bytes.length;
    return more(window);
  }
}

/** Steps over the data of a table nobody wants, looking for nothing but their end. */
export class CopySkipper implements DataReader {
  read(window: ByteWindow): ReadState {
    const { bytes } = window;
    for (;;) {
      const found = bytes.indexOf('\n\\.', window.position, 'latin1');
      if (found < 0) {
        window.position = Math.max(window.position, bytes.length - 2);
        return more(window);
      }
      if (found + 4 >= bytes.length && !window.isLast) {
        window.position = found;
        return more(window);
      }
      window.position = found + 3;
      const next = bytes[found + 3] ?? NEWLINE;
      if (next === NEWLINE || (next === RETURN && bytes[found + 4] === NEWLINE)) return 'end';
    }
  }
}
