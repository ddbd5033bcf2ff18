import type { SourceTextDecoder } from '../../source/SourceTextDecoder.ts';
import type { ByteWindow } from './ByteWindow.ts';
import { LONGEST_ROW } from './DataReader.ts';
import type { DataReader, ReadState } from './DataReader.ts';
import type { DumpRows } from './DumpRows.ts';
import type { InsertRowParser } from './InsertRowParser.ts';

const COMMA = 0x2c;
const OPEN = 0x28;
const SPACE = 0x20;
const SEMICOLON = 0x3b;

/** Reads the rows behind VALUES, one or many. */
export class InsertReader implements DataReader {
  readonly #parser: InsertRowParser;
  readonly #decoder: SourceTextDecoder;
  readonly #rows: DumpRows;

  constructor(parser: InsertRowParser, decoder: SourceTextDecoder, rows: DumpRows) {
    this.#parser = parser;
    this.#decoder = decoder;
    this.#rows = rows;
  }

  read(window: ByteWindow): ReadState {
    const { bytes } = window;
    for (;;) {
      let at = window.position;
      while (at < bytes.length && (bytes[at] === COMMA || (bytes[at] ?? 0) <= SPACE)) at += 1;
      window.position = at;
      if (bytes[at] === SEMICOLON) {
        window.position = at + 1;
        return 'end';
      }
      // ON CONFLICT DO NOTHING.
      if (at < bytes.length && bytes[at] !== OPEN) return 'statement';
      const parsed = at < bytes.length ? this.#parser.parse(bytes, at) : undefined;
      if (parsed === undefined) return this.#readCutRow(window);
      const offset = window.offset;
      window.position = parsed.end;
      this.#rows.add(parsed.row, this.#decoder.takeRepair(), offset, parsed.end - at);
    }
  }

  #readCutRow(window: ByteWindow): ReadState {
    // What was decoded of the row is decoded again with the rest of it.
    this.#decoder.takeRepair();
    if (window.unread <= LONGEST_ROW) {
      window.wait(LONGEST_ROW + 1);
      return 'more';
    }
    this.#rows.drop(window.offset, 'it is longer than 64 MiB; the rest of its statement is left out with it');
    return 'statement';
  }
}
