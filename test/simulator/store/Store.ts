import type Database from 'better-sqlite3';
import { AttachmentStore } from './AttachmentStore.ts';
import { FolderStore } from './FolderStore.ts';
import { ItemStore } from './ItemStore.ts';
import { MailboxStore } from './MailboxStore.ts';
import { openDatabase } from './openDatabase.ts';
import { TaskStore } from './TaskStore.ts';
import { SentMailStore } from './SentMailStore.ts';

/** All the simulator remembers: one SQLite file, one transaction a request. */
export class Store {
  readonly mailboxes: MailboxStore;
  readonly folders: FolderStore;
  readonly items: ItemStore;
  readonly sentMail: SentMailStore;
  readonly attachments: AttachmentStore;
  readonly tasks: TaskStore;
  private readonly database: Database.Database;
  private version: number;

  constructor(file: string) {
    this.database = openDatabase(file);
    this.version = this.lastVersion();
    const nextVersion = (): number => ++this.version;
    this.folders = new FolderStore(this.database, nextVersion);
    this.items = new ItemStore(this.database, nextVersion);
    this.mailboxes = new MailboxStore(this.database);
    this.sentMail = new SentMailStore(this.database);
    this.attachments = new AttachmentStore(this.database);
    this.tasks = new TaskStore(this.database);
  }

  /** The newest version of anything: what a synchronisation state is a name for. */
  get currentVersion(): number {
    return this.version;
  }

  /** One commit for all a request does. What fails within it answers per item and has written nothing; only bugs roll back. */
  transaction<Result>(work: () => Result): Result {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      this.items.forget();
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  private lastVersion(): number {
    const query = `SELECT max((SELECT ifnull(max(version), 0) FROM item), (SELECT ifnull(max(version), 0) FROM folder),
      (SELECT ifnull(max(version), 0) FROM removal)) AS version`;
    return this.database.prepare<[], { readonly version: number }>(query).get()?.version ?? 0;
  }
}
