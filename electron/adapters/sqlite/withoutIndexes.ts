import type { Database } from 'better-sqlite3';

interface IndexRow {
  readonly name: string;
  readonly sql: string;
}

/**
 * Fills a table without its indexes and builds them again from the whole: sorted once, where a million entries in no order would be
 * written page by page, over and over. Inside a transaction; a crash leaves the old indexes.
 */
export function withoutIndexes(database: Database, table: string, work: () => void): void {
  const indexes = database
    .prepare<[string], IndexRow>("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
    .all(table);
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
  work();
  for (const { sql } of indexes) database.exec(sql);
}
