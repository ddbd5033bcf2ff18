import Database from 'better-sqlite3';

/** AUTOINCREMENT: no id is ever given twice, or a client could take a stranger for what it once knew. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS mailbox (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE, guid TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER NOT NULL, parent INTEGER, distinguished TEXT, class TEXT NOT NULL, name TEXT NOT NULL,
  version INTEGER NOT NULL, extended TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS folder_of_mailbox ON folder (mailbox, distinguished);
CREATE TABLE IF NOT EXISTS item (
  id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER NOT NULL, folder INTEGER NOT NULL, version INTEGER NOT NULL, born INTEGER NOT NULL,
  goid TEXT NOT NULL,
  begins INTEGER, ends INTEGER, marks TEXT NOT NULL, document TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS item_of_folder ON item (folder, id);
CREATE INDEX IF NOT EXISTS item_of_meeting ON item (mailbox, goid);
CREATE TABLE IF NOT EXISTS attachment (id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS removal (folder INTEGER NOT NULL, item INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS removal_of_folder ON removal (folder, version);
CREATE TABLE IF NOT EXISTS sent_mail (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, place TEXT NOT NULL, class TEXT NOT NULL,
  subject TEXT NOT NULL, goid TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS sent_mail_place ON sent_mail (place);
CREATE TABLE IF NOT EXISTS task (id INTEGER PRIMARY KEY, due INTEGER NOT NULL, task TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS task_due ON task (due, id);
`;

/** The simulator's own store. WAL with NORMAL: what was committed survives the death of the process, if not of the machine. */
export function openDatabase(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  // Fewer, larger checkpoints: they cost more than the writes.
  database.pragma('wal_autocheckpoint = 10000');
  database.pragma('cache_size = -65536');
  database.exec(SCHEMA);
  return database;
}
