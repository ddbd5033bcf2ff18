import type Database from 'better-sqlite3';
import type { ExtendedValues } from '../model/Item.ts';

export interface Folder {
  readonly id: number;
  readonly mailbox: number;
  readonly parent: number | null;
  /** The name DistinguishedFolderId knows it by. */
  readonly distinguished: string | null;
  readonly folderClass: string;
  readonly name: string;
  readonly version: number;
  readonly extended: ExtendedValues;
}

interface FolderRow extends Omit<Folder, 'extended' | 'folderClass'> {
  readonly class: string;
  readonly extended: string;
}

const COLUMNS = 'id, mailbox, parent, distinguished, class, name, version, extended';

export class FolderStore {
  private readonly nextVersion: () => number;
  private readonly statements;

  constructor(database: Database.Database, nextVersion: () => number) {
    this.nextVersion = nextVersion;
    this.statements = {
      insert: database.prepare<[number, number | null, string | null, string, string, number, string]>(
        'INSERT INTO folder (mailbox, parent, distinguished, class, name, version, extended) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ),
      update: database.prepare<[number | null, string, string, number, string, number]>(
        'UPDATE folder SET parent = ?, class = ?, name = ?, version = ?, extended = ? WHERE id = ?',
      ),
      delete: database.prepare<[number]>('DELETE FROM folder WHERE id = ?'),
      find: database.prepare<[number], FolderRow>(`SELECT ${COLUMNS} FROM folder WHERE id = ?`),
      distinguished: database.prepare<[number, string], FolderRow>(`SELECT ${COLUMNS} FROM folder WHERE mailbox = ? AND distinguished = ?`),
      children: database.prepare<[number], FolderRow>(`SELECT ${COLUMNS} FROM folder WHERE parent = ? ORDER BY name`),
      ofMailbox: database.prepare<[number], FolderRow>(`SELECT ${COLUMNS} FROM folder WHERE mailbox = ? ORDER BY id`),
      changed: database.prepare<[number, number], FolderRow>(
        `SELECT ${COLUMNS} FROM folder WHERE mailbox = ? AND version > ? ORDER BY version`,
      ),
    };
  }

  insert(folder: Omit<Folder, 'id' | 'version'>): Folder {
    const version = this.nextVersion();
    const { mailbox, parent, distinguished, folderClass, name, extended } = folder;
    const result = this.statements.insert.run(mailbox, parent, distinguished, folderClass, name, version, JSON.stringify(extended));
    return { ...folder, id: Number(result.lastInsertRowid), version };
  }

  update(folder: Folder): Folder {
    const version = this.nextVersion();
    this.statements.update.run(folder.parent, folder.folderClass, folder.name, version, JSON.stringify(folder.extended), folder.id);
    return { ...folder, version };
  }

  delete(folder: Folder): void {
    this.statements.delete.run(folder.id);
  }

  find(id: number): Folder | undefined {
    return decode(this.statements.find.get(id));
  }

  distinguished(mailbox: number, name: string): Folder | undefined {
    return decode(this.statements.distinguished.get(mailbox, name));
  }

  children(parent: number): readonly Folder[] {
    return this.statements.children.all(parent).flatMap((row) => decode(row) ?? []);
  }

  ofMailbox(mailbox: number): readonly Folder[] {
    return this.statements.ofMailbox.all(mailbox).flatMap((row) => decode(row) ?? []);
  }

  changedSince(mailbox: number, version: number): readonly Folder[] {
    return this.statements.changed.all(mailbox, version).flatMap((row) => decode(row) ?? []);
  }
}

function decode(row: FolderRow | undefined): Folder | undefined {
  if (row === undefined) return undefined;
  const { id, mailbox, parent, distinguished, class: folderClass, name, version } = row;
  return { id, mailbox, parent, distinguished, folderClass, name, version, extended: JSON.parse(row.extended) as ExtendedValues };
}
