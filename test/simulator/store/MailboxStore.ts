import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { FolderStore } from './FolderStore.ts';

export interface StoredMailbox {
  readonly id: number;
  readonly address: string;
  readonly guid: string;
}

/** The folders a new mailbox has: distinguished name, display name, class, parent's distinguished name. */
const FOLDERS: readonly (readonly [string, string, string | null, string | null])[] = [
  ['root', '', null, null],
  ['msgfolderroot', 'Top of Information Store', 'IPF.Note', 'root'],
  ['calendar', 'Calendar', 'IPF.Appointment', 'msgfolderroot'],
  ['contacts', 'Contacts', 'IPF.Contact', 'msgfolderroot'],
  ['deleteditems', 'Deleted Items', 'IPF.Note', 'msgfolderroot'],
  ['drafts', 'Drafts', 'IPF.Note', 'msgfolderroot'],
  ['inbox', 'Inbox', 'IPF.Note', 'msgfolderroot'],
  ['journal', 'Journal', 'IPF.Journal', 'msgfolderroot'],
  ['junkemail', 'Junk Email', 'IPF.Note', 'msgfolderroot'],
  ['notes', 'Notes', 'IPF.StickyNote', 'msgfolderroot'],
  ['outbox', 'Outbox', 'IPF.Note', 'msgfolderroot'],
  ['sentitems', 'Sent Items', 'IPF.Note', 'msgfolderroot'],
  ['tasks', 'Tasks', 'IPF.Task', 'msgfolderroot'],
  ['recoverableitemsroot', 'Recoverable Items', null, 'root'],
  ['recoverableitemsdeletions', 'Deletions', null, 'recoverableitemsroot'],
  ['recoverableitemspurges', 'Purges', null, 'recoverableitemsroot'],
  ['recoverableitemsversions', 'Versions', null, 'recoverableitemsroot'],
];

export class MailboxStore {
  private readonly byAddress = new Map<string, StoredMailbox>();
  private readonly byId = new Map<number, StoredMailbox>();
  private readonly database: Database.Database;

  constructor(database: Database.Database) {
    this.database = database;
    const rows = database.prepare<[], StoredMailbox>('SELECT id, address, guid FROM mailbox ORDER BY id').all();
    for (const row of rows) this.remember(row);
  }

  /** A mailbox keeps its id and its guid (which item ids carry) whatever the settings say later. */
  ensure(address: string, folders: FolderStore): StoredMailbox {
    const known = this.find(address);
    if (known !== undefined) return known;
    const guid = guidOf(address);
    const result = this.database.prepare<[string, string]>('INSERT INTO mailbox (address, guid) VALUES (?, ?)').run(address, guid);
    const mailbox = { id: Number(result.lastInsertRowid), address, guid };
    const ids = new Map<string, number>();
    for (const [distinguished, name, folderClass, parentName] of FOLDERS) {
      const parent = parentName === null ? null : (ids.get(parentName) ?? null);
      const folder = { mailbox: mailbox.id, parent, distinguished, folderClass: folderClass ?? '', name, extended: {} };
      ids.set(distinguished, folders.insert(folder).id);
    }
    this.remember(mailbox);
    return mailbox;
  }

  find(address: string): StoredMailbox | undefined {
    return this.byAddress.get(address.toLowerCase());
  }

  get(id: number): StoredMailbox | undefined {
    return this.byId.get(id);
  }

  all(): readonly StoredMailbox[] {
    return [...this.byId.values()];
  }

  private remember(mailbox: StoredMailbox): void {
    this.byAddress.set(mailbox.address.toLowerCase(), mailbox);
    this.byId.set(mailbox.id, mailbox);
  }
}

/** Derived from the address, so that two runs on the same settings give the same ids. */
function guidOf(address: string): string {
  const hex = createHash('sha256').update(address.toLowerCase()).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
