import type Database from 'better-sqlite3';
import type { Item } from '../model/Item.ts';
import { spanOf } from './spanOf.ts';

interface ItemRow {
  readonly id: number;
  readonly mailbox: number;
  readonly folder: number;
  readonly version: number;
  readonly document: string;
}

/** The parts of an item that live in columns; the rest is one document. */
type Document = Omit<Item, 'id' | 'mailbox' | 'folder' | 'version'>;

export type NewItem = Omit<Item, 'id' | 'version'>;

export interface ItemPage {
  readonly items: readonly Item[];
  readonly total: number;
}

const CACHE_SIZE = 10_000;
const COLUMNS = 'id, mailbox, folder, version, document';

/** Items by id, by folder, by meeting. Values go in and come out; whoever changes one saves a new one. */
export class ItemStore {
  private readonly cache = new Map<number, Item>();
  private readonly nextVersion: () => number;
  private readonly statements;

  constructor(database: Database.Database, nextVersion: () => number) {
    this.nextVersion = nextVersion;
    this.statements = prepare(database);
  }

  insert(item: NewItem): Item {
    const version = this.nextVersion();
    const { begins, ends } = spanOf(item);
    const { mailbox, folder, globalObjectId } = item;
    const result = this.statements.insert.run(mailbox, folder, version, version, globalObjectId, begins, ends, marksOf(item), encode(item));
    return this.remember({ ...item, id: Number(result.lastInsertRowid), version });
  }

  /** Saves under a new version; the id stays. */
  update(item: Item): Item {
    const version = this.nextVersion();
    const { begins, ends } = spanOf(item);
    this.statements.update.run(item.folder, version, item.globalObjectId, begins, ends, marksOf(item), encode(item), item.id);
    return this.remember({ ...item, version });
  }

  delete(item: Item): void {
    this.statements.delete.run(item.id);
    this.statements.insertRemoval.run(item.folder, item.id, this.nextVersion());
    this.cache.delete(item.id);
  }

  find(id: number): Item | undefined {
    const cached = this.cache.get(id);
    if (cached !== undefined) return cached;
    const row = this.statements.find.get(id);
    return row === undefined ? undefined : this.remember(decode(row));
  }

  ofFolder(folder: number): readonly Item[] {
    return this.statements.ofFolder.all(folder).map((row) => this.cache.get(row.id) ?? this.remember(decode(row)));
  }

  /** A page without reading the rest: all items, or those that carry a mark. */
  page(folder: number, mark: string | null, limit: number, offset: number): ItemPage {
    const needle = mark === null ? '' : `\n${mark}\n`;
    const total = this.statements.countMarked.get(folder, needle)?.count ?? 0;
    const rows = this.statements.pageMarked.all(folder, needle, limit, offset);
    return { items: rows.map((row) => this.remember(decode(row))), total };
  }

  /** Candidates for a view: single items and series that may reach into [from, to]. */
  touching(folder: number, from: number, to: number): readonly Item[] {
    return this.statements.touching.all(folder, from, to).map((row) => this.remember(decode(row)));
  }

  ofMeeting(mailbox: number, globalObjectId: string): readonly Item[] {
    return this.statements.ofMeeting.all(mailbox, globalObjectId).map((row) => this.remember(decode(row)));
  }

  /** In the order of their last save; `isNew` where the first save is later than that version too. */
  changedSince(folder: number, version: number, limit: number): readonly { readonly item: Item; readonly isNew: boolean }[] {
    const rows = this.statements.changed.all(folder, version, limit);
    return rows.map((row) => ({ item: this.remember(decode(row)), isNew: row.born > version }));
  }

  writtenSince(version: number): readonly Item[] {
    return this.statements.written.all(version).map((row) => this.remember(decode(row)));
  }

  bornSince(version: number): readonly Item[] {
    return this.statements.bornSince.all(version).map((row) => this.remember(decode(row)));
  }

  removedSince(folder: number, version: number): readonly { readonly item: number; readonly version: number }[] {
    return this.statements.removed.all(folder, version);
  }

  countOf(folder: number): number {
    return this.statements.count.get(folder)?.count ?? 0;
  }

  countOfMailbox(mailbox: number): number {
    return this.statements.countOfMailbox.get(mailbox)?.count ?? 0;
  }

  /** After a rollback what is remembered may never have been written. */
  forget(): void {
    this.cache.clear();
  }

  private remember(item: Item): Item {
    if (this.cache.size >= CACHE_SIZE) {
      const oldest = this.cache.keys().next().value;
      if (oldest !== undefined) this.cache.delete(oldest);
    }
    this.cache.set(item.id, item);
    return item;
  }
}

function encode(item: NewItem): string {
  const { itemClass, createdAt, modifiedAt, globalObjectId, content, extended, recurrence, exceptions, deleted, meeting } = item;
  const { attachments, mail } = item;
  const document: Document = {
    ...{ itemClass, createdAt, modifiedAt, globalObjectId, content, extended, recurrence, exceptions, deleted, meeting },
    ...{ attachments, mail },
  };
  return JSON.stringify(document);
}

function decode(row: ItemRow): Item {
  const { id, mailbox, folder, version } = row;
  return { id, mailbox, folder, version, ...(JSON.parse(row.document) as Document) };
}

/** The keys of the extended properties, each between line feeds, so that «has this property» is one search in one column. */
function marksOf(item: NewItem): string {
  return `\n${Object.keys(item.extended).join('\n')}\n`;
}

function prepare(database: Database.Database) {
  const count = 'SELECT count(*) AS count FROM item';
  return {
    insert: database.prepare<[number, number, number, number, string, number | null, number | null, string, string]>(
      'INSERT INTO item (mailbox, folder, version, born, goid, begins, ends, marks, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    update: database.prepare<[number, number, string, number | null, number | null, string, string, number]>(
      'UPDATE item SET folder = ?, version = ?, goid = ?, begins = ?, ends = ?, marks = ?, document = ? WHERE id = ?',
    ),
    delete: database.prepare<[number]>('DELETE FROM item WHERE id = ?'),
    insertRemoval: database.prepare<[number, number, number]>('INSERT INTO removal (folder, item, version) VALUES (?, ?, ?)'),
    find: database.prepare<[number], ItemRow>(`SELECT ${COLUMNS} FROM item WHERE id = ?`),
    ofFolder: database.prepare<[number], ItemRow>(`SELECT ${COLUMNS} FROM item WHERE folder = ? ORDER BY id`),
    countMarked: database.prepare<[number, string], { readonly count: number }>(`${count} WHERE folder = ? AND instr(marks, ?)`),
    pageMarked: database.prepare<[number, string, number, number], ItemRow>(
      `SELECT ${COLUMNS} FROM item WHERE folder = ? AND instr(marks, ?) ORDER BY id LIMIT ? OFFSET ?`,
    ),
    touching: database.prepare<[number, number, number], ItemRow>(
      `SELECT ${COLUMNS} FROM item WHERE folder = ? AND (ends IS NULL OR ends >= ?) AND begins < ? ORDER BY id`,
    ),
    ofMeeting: database.prepare<[number, string], ItemRow>(`SELECT ${COLUMNS} FROM item WHERE mailbox = ? AND goid = ? ORDER BY id`),
    changed: database.prepare<[number, number, number], ItemRow & { readonly born: number }>(
      `SELECT ${COLUMNS}, born FROM item WHERE folder = ? AND version > ? ORDER BY version LIMIT ?`,
    ),
    written: database.prepare<[number], ItemRow>(`SELECT ${COLUMNS} FROM item WHERE version > ? ORDER BY id`),
    bornSince: database.prepare<[number], ItemRow>(`SELECT ${COLUMNS} FROM item WHERE born > ? ORDER BY id`),
    removed: database.prepare<[number, number], { readonly item: number; readonly version: number }>(
      'SELECT item, version FROM removal WHERE folder = ? AND version > ? ORDER BY version',
    ),
    count: database.prepare<[number], { readonly count: number }>(`${count} WHERE folder = ?`),
    countOfMailbox: database.prepare<[number], { readonly count: number }>(`${count} WHERE mailbox = ?`),
  };
}
