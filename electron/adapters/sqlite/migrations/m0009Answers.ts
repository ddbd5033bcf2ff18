import type { Migration } from './Migration.ts';

export const M0009_ANSWERS: Migration = {
  version: 9,
  name: 'answers',
  sql: `
    ALTER TABLE verification ADD COLUMN sample_mailboxes INTEGER;
    ALTER TABLE verification ADD COLUMN sample_items INTEGER;
    ALTER TABLE verification_mailbox ADD COLUMN tracking_source INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE verification_mailbox ADD COLUMN tracking_found INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE verification_mailbox ADD COLUMN own_source INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE verification_mailbox ADD COLUMN own_found INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE double_booking (
      verification_id INTEGER NOT NULL REFERENCES verification ON DELETE CASCADE,
      mailbox         TEXT NOT NULL,
      start           TEXT NOT NULL,
      end             TEXT NOT NULL,
      subject         TEXT NOT NULL,
      other_subject   TEXT NOT NULL,
      times           INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX double_booking_of ON double_booking (verification_id);
    CREATE TABLE run_sending (
      run_id             TEXT PRIMARY KEY,
      sending            INTEGER NOT NULL,
      refused            INTEGER NOT NULL,
      could_send_outside INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
