import { Failure } from '../../../shared/domain/failure.ts';
import type { DamagedRow, SourceRows } from '../../ports/CalendarServerSource.ts';
import { RowBatch } from '../../source/RowBatch.ts';
import { SchemaVersion } from '../../source/sourceSchema.ts';
import type { RepairedAs } from '../../source/SourceTextDecoder.ts';
import type { DumpedDatabase, TableReading } from './DumpedDatabase.ts';

/** Where the rows of a dump arrive: batches of one database, its schema version looked at, damaged rows reported. */
export class DumpRows {
  readonly #label: string;
  readonly #onDamaged: (row: DamagedRow) => void;
  readonly #batch = new RowBatch();
  readonly #version: SchemaVersion;
  #database: DumpedDatabase | undefined;
  #reading: TableReading | undefined;
  #rowNumber = 0;

  constructor(label: string, onDamaged: (row: DamagedRow) => void) {
    this.#label = label;
    this.#onDamaged = onDamaged;
    this.#version = new SchemaVersion(label);
  }

  /** Rows from now on are of this table. */
  begin(database: DumpedDatabase, reading: TableReading): void {
    if (this.#database !== undefined && this.#database !== database) {
      throw new Failure('DUMP_TWO_DATABASES', { path: this.#label, first: this.#database.name, second: database.name });
    }
    if (this.#reading?.table !== reading.table) this.#rowNumber = 0;
    this.#database = database;
    this.#reading = reading;
    this.#batch.begin(reading.table, reading.columns);
  }

  /** One row; undefined when it could not be read. `offset` and `size` are bytes of the dump's text. */
  add(row: (string | null)[] | undefined, repaired: RepairedAs | undefined, offset: number, size: number): void {
    if (row === undefined) {
      this.drop(offset, 'it has not as many columns as its table');
      return;
    }
    this.#rowNumber += 1;
    if (repaired !== undefined) this.#report(offset, `kept: what was not UTF-8 in it was read as ${repaired}`);
    if (this.#reading?.table === 'calendarserver') this.#version.see(row[0], row[1]);
    this.#batch.add(row, size);
  }

  drop(offset: number, reason: string): void {
    this.#rowNumber += 1;
    this.#report(offset, `left out: ${reason}`);
  }

  take(): readonly SourceRows[] {
    return this.#batch.take();
  }

  /** The rest; fails when what went by was no Calendar Server database. */
  finish(): readonly SourceRows[] {
    if (this.#database === undefined) {
      throw new Failure('SOURCE_NOT_CALENDAR_SERVER', { label: this.#label, missing: 'the data of its tables' });
    }
    this.#database.requireEssentialTables();
    this.#version.get();
    return this.#batch.finish();
  }

  get hasDatabase(): boolean {
    return this.#database !== undefined;
  }

  #report(offset: number, reason: string): void {
    if (this.#reading === undefined) return;
    this.#onDamaged({ table: this.#reading.table, where: `row ${this.#rowNumber}, at byte ${offset} of the dump’s text`, reason });
  }
}
