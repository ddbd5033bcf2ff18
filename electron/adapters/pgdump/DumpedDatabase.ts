import { Failure } from '../../../shared/domain/failure.ts';
import type { SourceTable } from '../../../shared/domain/sourceTables.ts';
import { columnsToRead, isSourceTable, missingTables, requireEssentialTables } from '../../source/sourceSchema.ts';
import type { DataHead, TableName } from './parseStatement.ts';

/** What is read of a table: the columns as handed out, and for each column of the dump its place among them or -1. */
export interface TableReading {
  readonly table: SourceTable;
  readonly columns: readonly string[];
  readonly places: Int32Array;
}

/** One database of a dump (`pg_dumpall` has several): the tables it was seen to create, and the settings its statements run under. */
export class DumpedDatabase {
  readonly name: string;
  readonly #label: string;
  readonly #created = new Map<SourceTable, readonly string[]>();
  readonly #read = new Set<SourceTable>();
  #createdAny = false;
  /** First entry of search_path: pg_dump before 10.3 names tables without their schema. */
  schema = 'public';

  constructor(name: string, label: string) {
    this.name = name;
    this.#label = label;
  }

  create(name: TableName, columns: readonly string[]): void {
    this.#createdAny = true;
    const table = this.sourceTable(name);
    if (table !== undefined) this.#created.set(table, columns);
  }

  /** Other databases have tables called `groups` or `attachment` as well: only one with all essential tables counts. A dump of data alone names none. */
  get isCalendarServer(): boolean {
    return !this.#createdAny || missingTables(new Set(this.#created.keys())).length === 0;
  }

  requireEssentialTables(): void {
    requireEssentialTables(this.#label, new Set([...this.#created.keys(), ...this.#read]));
  }

  sourceTable({ schema, table }: TableName): SourceTable | undefined {
    return (schema ?? this.schema) === 'public' && isSourceTable(table) ? table : undefined;
  }

  /** How to read the data of a table; undefined when nobody wants them. */
  reading(head: DataHead): TableReading | undefined {
    const table = this.sourceTable(head.name);
    if (table === undefined || !this.isCalendarServer) return undefined;
    const dumped = head.columns ?? this.#created.get(table);
    this.#read.add(table);
    if (dumped === undefined) throw new Failure('DUMP_COLUMNS_UNKNOWN', { path: this.#label, table });
    const columns = columnsToRead(this.#label, table, dumped);
    return { table, columns, places: Int32Array.from(dumped, (column) => columns.indexOf(column)) };
  }
}
