/** A row that cannot be used: thrown while it is read, caught per row, told as a reading note. */
export class DamagedField extends Error {
  readonly column: string;
  readonly value: string | null;

  constructor(column: string, value: string | null) {
    super(`${column}: ${value ?? 'NULL'}`);
    this.column = column;
    this.value = value;
  }
}

/** Ids are 32-bit up to schema v65 and 64-bit in v66; sequences never come near 2^53. */
const ID = /^\d{1,15}$/;
const TRUE = new Set(['t', 'true', '1', 'y', 'yes', 'on']);

/** The fields of one row at a time by column name, whatever columns this schema version has. */
export class RowFields {
  readonly #index: ReadonlyMap<string, number>;
  #row: readonly (string | null)[] = [];

  constructor(columns: readonly string[]) {
    this.#index = new Map(columns.map((column, index) => [column, index]));
  }

  use(row: readonly (string | null)[]): this {
    this.#row = row;
    return this;
  }

  optional(column: string): string | null {
    const index = this.#index.get(column);
    return index === undefined ? null : (this.#row[index] ?? null);
  }

  text(column: string): string {
    return this.optional(column) ?? '';
  }

  required(column: string): string {
    const value = this.optional(column);
    if (value === null) throw new DamagedField(column, value);
    return value;
  }

  id(column: string): number {
    const value = this.optional(column);
    if (value === null || !ID.test(value)) throw new DamagedField(column, value);
    return Number(value);
  }

  optionalId(column: string): number | null {
    return this.optional(column) === null ? null : this.id(column);
  }

  integer(column: string, absent: number): number {
    const value = this.optional(column);
    if (value === null) return absent;
    if (!/^-?\d{1,15}$/.test(value)) throw new DamagedField(column, value);
    return Number(value);
  }

  flag(column: string): boolean {
    return TRUE.has(this.text(column).toLowerCase());
  }
}
