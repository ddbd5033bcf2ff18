import type Database from 'better-sqlite3';

/** The bytes of attachments, and which item they belong to now. */
export class AttachmentStore {
  private readonly statements;

  constructor(database: Database.Database) {
    this.statements = {
      insert: database.prepare<[number, Buffer]>('INSERT INTO attachment (item, content) VALUES (?, ?)'),
      owner: database.prepare<[number], { readonly item: number }>('SELECT item FROM attachment WHERE id = ?'),
      content: database.prepare<[number], { readonly content: Buffer }>('SELECT content FROM attachment WHERE id = ?'),
      reassign: database.prepare<[number, number]>('UPDATE attachment SET item = ? WHERE item = ?'),
      delete: database.prepare<[number]>('DELETE FROM attachment WHERE id = ?'),
    };
  }

  insert(item: number, content: Buffer): number {
    return Number(this.statements.insert.run(item, content).lastInsertRowid);
  }

  ownerOf(id: number): number | undefined {
    return this.statements.owner.get(id)?.item;
  }

  contentOf(id: number): Buffer {
    return this.statements.content.get(id)?.content ?? Buffer.alloc(0);
  }

  /** An item that moves gets a new id and takes its files along. */
  reassign(from: number, to: number): void {
    this.statements.reassign.run(to, from);
  }

  delete(id: number): void {
    this.statements.delete.run(id);
  }
}
