import { Failure } from '../../../shared/domain/failure.ts';
import type { DamagedRow, SourceRows } from '../../ports/CalendarServerSource.ts';
import { isKnownEncoding, SourceTextDecoder } from '../../source/SourceTextDecoder.ts';
import { ByteWindow } from './ByteWindow.ts';
import { CopyReader, CopySkipper } from './CopyReader.ts';
import type { DataReader } from './DataReader.ts';
import { DumpedDatabase } from './DumpedDatabase.ts';
import type { TableReading } from './DumpedDatabase.ts';
import { DumpRows } from './DumpRows.ts';
import { InsertReader } from './InsertReader.ts';
import { InsertRowParser } from './InsertRowParser.ts';
import { firstOf, parseConnect, parseCopyHead, parseCreateTable, parseInsertHead, parseSet, parseTarget } from './parseStatement.ts';
import { StatementSkipper } from './StatementSkipper.ts';

const NEWLINE = 0x0a;
/** Comments, \connect, SET and CREATE TABLE are short; whatever is longer is stepped over unread. */
const LONGEST_HEAD = 1_024 * 1_024;
/** Enough of a statement to know what it is about: two quoted names of 63 bytes and the keywords. */
const PEEK = 320;
/** As long as the columns of any table together, each named. */
const LONGEST_INSERT_HEAD = 8_192;

/** One way of reading; goes on until it needs more bytes (false) or something else begins (true). */
type Step = () => boolean;

/**
 * Reads the text of pg_dump and pg_dumpall: data of the wanted tables become rows, everything else is stepped over unread. Nothing is
 * executed. Feed it chunks, take the batches after each, and `finish`.
 */
export class DumpParser {
  readonly #label: string;
  readonly #window = new ByteWindow();
  readonly #rows: DumpRows;
  #step: Step = () => this.#statement();
  /** What is being read, for people: where a dump that ends too early ends. */
  #place = 'before the first statement';
  #database: DumpedDatabase;
  #connected: string | undefined;
  #dumps = 0;
  #decoder = new SourceTextDecoder('UTF8');
  #encoding = 'UTF8';
  #backslashEscapes = false;
  #isCrlf: boolean | undefined;
  #isCluster = false;
  #isComplete = false;
  /** How the last INSERT began and who reads its rows, null when nobody does: usually thousands of the same kind follow. */
  #lastInsert: { readonly head: Buffer; readonly reader: DataReader | null } | undefined;

  constructor(label: string, onDamaged: (row: DamagedRow) => void) {
    this.#label = label;
    this.#rows = new DumpRows(label, onDamaged);
    this.#database = new DumpedDatabase('number 1', label);
  }

  push(chunk: Buffer): readonly SourceRows[] {
    if (this.#window.push(chunk)) this.#run();
    return this.#rows.take();
  }

  /** The rest; fails when the dump ended too early or holds no calendars. */
  finish(): readonly SourceRows[] {
    this.#window.finish();
    this.#run();
    if (this.#window.unread > 0 || !this.#isComplete) throw new Failure('DUMP_TRUNCATED', { path: this.#label, where: this.#place });
    if (!this.#rows.hasDatabase) this.#database.requireEssentialTables();
    return this.#rows.finish();
  }

  #run(): void {
    while (this.#step());
  }

  /** From now on, statements. */
  #between(place: string): true {
    this.#place = place;
    this.#step = () => this.#statement();
    return true;
  }

  #statement(): boolean {
    const window = this.#window;
    const { bytes } = window;
    while (window.position < bytes.length && ((bytes[window.position] ?? 0) <= 0x20 || bytes[window.position] === 0x3b))
      window.position += 1;
    if (window.unread === 0) return false;
    if (this.#isLikeLastInsert()) return this.#insertAgain();
    if (window.unread < PEEK && !window.isLast) return window.wait();
    const head = bytes.toString('latin1', window.position, window.position + PEEK);
    if (head.startsWith('--') || head.startsWith('\\')) return this.#readLine((line) => this.#lineBetween(line));
    if (head.startsWith('/*')) return this.#skipBlockComment();
    this.#isComplete = false;
    this.#lastInsert = undefined;
    if (/^COPY\s/i.test(head)) return this.#readLine((line) => this.#copy(line));
    if (/^INSERT\s/i.test(head)) return this.#insert(head);
    if (/^CREATE\s+(?:UNLOGGED\s+)?TABLE\s/i.test(head)) return this.#collectStatement((text) => this.#createTable(text));
    if (/^SET\s/i.test(head)) return this.#collectStatement((text) => this.#set(text));
    return this.#skipStatement();
  }

  /** Hands over a whole line; one that is too long is stepped over. */
  #readLine(use: (line: string) => true): boolean {
    const window = this.#window;
    const end = window.bytes.indexOf(NEWLINE, window.position);
    if (end < 0 && !window.isLast) {
      if (window.unread < LONGEST_HEAD) return window.wait();
      this.#step = () => this.#skipLine();
      return true;
    }
    const stop = end < 0 ? window.bytes.length : end;
    const line = this.#decoder.decode(window.bytes, window.position, stop);
    if (end >= 0) this.#isCrlf ??= line.endsWith('\r');
    window.position = end < 0 ? stop : end + 1;
    return use(line.trimEnd());
  }

  #skipLine(): boolean {
    const window = this.#window;
    const end = window.bytes.indexOf(NEWLINE, window.position);
    window.position = end < 0 ? window.bytes.length : end + 1;
    return end < 0 ? false : this.#between('after a very long line');
  }

  #skipBlockComment(): boolean {
    const window = this.#window;
    window.position += 2;
    this.#place = 'inside a comment';
    this.#step = () => {
      const end = window.bytes.indexOf('*/', window.position, 'latin1');
      window.position = end < 0 ? Math.max(window.position, window.bytes.length - 1) : end + 2;
      return end < 0 ? window.wait() : this.#between('after a comment, without its closing line');
    };
    return true;
  }

  /** Comments mark where a dump begins and that it is whole; \connect is where another database begins. */
  #lineBetween(line: string): true {
    if (/^-- PostgreSQL database cluster dump$/.test(line)) this.#isCluster = true;
    else if (/^-- PostgreSQL database dump$/.test(line)) this.#beginDump();
    else if (/^-- PostgreSQL database dump complete$/.test(line)) this.#isComplete = !this.#isCluster;
    else if (/^-- PostgreSQL database cluster dump complete$/.test(line)) this.#isComplete = true;
    this.#connect(parseConnect(line));
    return this.#between('after its last whole statement, without its closing line');
  }

  #beginDump(): void {
    this.#dumps += 1;
    this.#isComplete = false;
    this.#database = new DumpedDatabase(this.#connected ?? `number ${this.#dumps}`, this.#label);
  }

  #connect(name: string | undefined): void {
    if (name === undefined) return;
    this.#connected = name;
    this.#database = new DumpedDatabase(name, this.#label);
  }

  #skipStatement(): true {
    const skipper = new StatementSkipper(this.#backslashEscapes);
    this.#place = 'inside a statement';
    this.#step = () => (skipper.skip(this.#window) ? this.#between('after a statement, without its closing line') : this.#window.wait());
    return true;
  }

  /** Hands over a whole statement; one that is too long is stepped over. */
  #collectStatement(use: (statement: string) => void): boolean {
    const skipper = new StatementSkipper(this.#backslashEscapes);
    const window = this.#window;
    const parts: string[] = [];
    let size = 0;
    this.#place = 'inside a statement';
    this.#step = () => {
      const start = window.position;
      const isWhole = skipper.skip(window);
      size += window.position - start;
      if (size <= LONGEST_HEAD) parts.push(this.#decoder.decode(window.bytes, start, window.position));
      if (!isWhole) return window.wait();
      if (size <= LONGEST_HEAD) use(parts.join(''));
      return this.#between('after a statement, without its closing line');
    };
    return true;
  }

  #createTable(statement: string): void {
    const created = parseCreateTable(statement);
    if (created !== undefined) this.#database.create(created.name, created.columns);
  }

  #set(statement: string): void {
    const setting = parseSet(statement);
    if (setting?.name === 'search_path') this.#database.schema = firstOf(setting.value);
    if (setting?.name === 'standard_conforming_strings') this.#backslashEscapes = /^'?(?:off|false|0|no)/i.test(setting.value);
    if (setting?.name === 'client_encoding') this.#encoding = firstOf(setting.value);
    this.#decoder = new SourceTextDecoder(this.#encoding);
  }

  /** The rows that follow are of this table, if anybody wants them. */
  #claim(reading: TableReading): void {
    if (!isKnownEncoding(this.#encoding)) throw new Failure('DUMP_ENCODING_UNKNOWN', { path: this.#label, encoding: this.#encoding });
    this.#place = `inside the table ${reading.table}`;
    this.#rows.begin(this.#database, reading);
  }

  #copy(line: string): true {
    const head = parseCopyHead(line);
    const reading = head && this.#database.reading(head);
    if (head === undefined) return this.#between('after a statement, without its closing line');
    if (reading === undefined) {
      // One byte back, so that the end mark of an empty table is at a line's beginning, too.
      this.#window.position -= 1;
      this.#place = `inside the table ${head.name.table}`;
      return this.#read(new CopySkipper());
    }
    this.#claim(reading);
    return this.#read(new CopyReader(reading.places, this.#decoder, this.#rows));
  }

  /** Lets a reader read the data that follow. */
  #read(reader: DataReader): true {
    this.#step = () => {
      const state = reader.read(this.#window);
      if (state === 'more') return false;
      return state === 'end' ? this.#between('after a table, without its closing line') : this.#skipStatement();
    };
    return true;
  }

  #isLikeLastInsert(): boolean {
    const { bytes, position } = this.#window;
    const head = this.#lastInsert?.head;
    return head !== undefined && bytes.compare(head, 0, head.length, position, Math.min(position + head.length, bytes.length)) === 0;
  }

  #insertAgain(): true {
    const { head, reader } = this.#lastInsert ?? {};
    if (head === undefined || !reader) return this.#skipStatement();
    this.#window.position += head.length;
    return this.#read(reader);
  }

  #insert(text: string): boolean {
    const target = parseTarget(text);
    if (target === undefined || this.#database.sourceTable(target) === undefined || !this.#database.isCalendarServer) {
      const prefix = /^INSERT INTO [^ ]+ /.exec(text)?.[0];
      if (prefix !== undefined) this.#lastInsert = { head: Buffer.from(prefix, 'latin1'), reader: null };
      return this.#skipStatement();
    }
    const window = this.#window;
    const head = parseInsertHead(window.bytes.toString('latin1', window.position, window.position + LONGEST_INSERT_HEAD));
    if (head === undefined) return window.unread < LONGEST_INSERT_HEAD && !window.isLast ? window.wait() : this.#skipStatement();
    const reading = this.#database.reading(head);
    if (reading === undefined) return this.#skipStatement();
    this.#claim(reading);
    const options = { backslashEscapes: this.#backslashEscapes, isCrlf: this.#isCrlf ?? false };
    const reader = new InsertReader(new InsertRowParser(reading.places, this.#decoder, options), this.#decoder, this.#rows);
    this.#lastInsert = { head: Buffer.from(window.bytes.subarray(window.position, window.position + head.length)), reader };
    return this.#insertAgain();
  }
}
