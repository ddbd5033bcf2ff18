import { z } from 'zod';
import type { StoredDifference, StoredVerdict, VerificationStore } from '../../ports/VerificationStore.ts';
import type { ProjectFile } from './projectFile.ts';

const KEPT = 3;

const head = z.object({
  verification_id: z.number(),
  verified_at: z.string(),
  sample_mailboxes: z.number().nullable(),
  sample_items: z.number().nullable(),
});
const verdict = z
  .object({
    mailbox: z.string(),
    instances_source: z.number(),
    instances_found: z.number(),
    answers_source: z.number(),
    answers_found: z.number(),
    tracking_source: z.number(),
    tracking_found: z.number(),
    own_source: z.number(),
    own_found: z.number(),
  })
  .transform((row): StoredVerdict => ({
    mailbox: row.mailbox,
    instancesSource: row.instances_source,
    instancesFound: row.instances_found,
    answersSource: row.answers_source,
    answersFound: row.answers_found,
    trackingSource: row.tracking_source,
    trackingFound: row.tracking_found,
    ownSource: row.own_source,
    ownFound: row.own_found,
  }));
const difference = z.object({
  mailbox: z.string(),
  key: z.string(),
  kind: z.enum(['missing', 'extra', 'different']),
  field: z.string(),
  source: z.string(),
  target: z.string(),
});

const booking = z
  .object({ mailbox: z.string(), start: z.string(), end: z.string(), subject: z.string(), other_subject: z.string(), times: z.number() })
  .transform(({ other_subject: otherSubject, ...row }) => ({ ...row, otherSubject }));

/** Verifications in the project file; older ones of the same plan go when a new one is complete. */
export function sqliteVerificationStore(file: ProjectFile): VerificationStore {
  const { database } = file;
  return {
    newest: (planHash) => {
      const sql =
        'SELECT verification_id, verified_at, sample_mailboxes, sample_items FROM verification WHERE plan_hash = ? AND is_complete = 1 ORDER BY verification_id DESC';
      const row = file.read(() => database.prepare(sql).get(planHash));
      if (row === undefined) return null;
      const { verification_id: id, verified_at: verifiedAt, sample_mailboxes: mailboxes, sample_items: items } = head.parse(row);
      const bookings = file.read(() => database.prepare('SELECT * FROM double_booking WHERE verification_id = ? ORDER BY rowid').all(id));
      const verdicts = file.read(() => database.prepare('SELECT * FROM verification_mailbox WHERE verification_id = ?').all(id));
      const differences = (): readonly StoredDifference[] =>
        file
          .read(() => database.prepare('SELECT * FROM verification_difference WHERE verification_id = ? ORDER BY rowid').all(id))
          .map((found) => difference.parse(found));
      return {
        ...{ planHash, verifiedAt, sample: { mailboxes, items }, differences },
        verdicts: verdicts.map((found) => verdict.parse(found)),
        doubleBookings: bookings.map((found) => booking.parse(found)),
      };
    },
    begin: (planHash, verifiedAt, sample = { mailboxes: null, items: null }) => {
      const insert = 'INSERT INTO verification (plan_hash, verified_at, sample_mailboxes, sample_items) VALUES (?, ?, ?, ?)';
      const id = file.transaction(() => database.prepare(insert).run(planHash, verifiedAt, sample.mailboxes, sample.items).lastInsertRowid);
      const addVerdict = database.prepare('INSERT INTO verification_mailbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
      const addDifference = database.prepare('INSERT INTO verification_difference VALUES (?, ?, ?, ?, ?, ?, ?)');
      const addBooking = database.prepare('INSERT INTO double_booking VALUES (?, ?, ?, ?, ?, ?, ?)');
      return {
        add: (found, differences, bookings) =>
          file.transaction(() => {
            const { mailbox, instancesSource, instancesFound, answersSource, answersFound } = found;
            const { trackingSource, trackingFound, ownSource, ownFound } = found;
            addVerdict.run(
              ...[id, mailbox, instancesSource, instancesFound, answersSource, answersFound],
              ...[trackingSource, trackingFound, ownSource, ownFound],
            );
            for (const { key, kind, field, source, target } of differences)
              addDifference.run(id, mailbox, key, kind, field, source, target);
            for (const { start, end, subject, otherSubject, times } of bookings)
              addBooking.run(id, mailbox, start, end, subject, otherSubject, times);
          }),
        finish: () =>
          file.transaction(() => {
            database.prepare('UPDATE verification SET is_complete = 1 WHERE verification_id = ?').run(id);
            database.prepare('DELETE FROM verification WHERE is_complete = 0 OR verification_id <= ?').run(Number(id) - KEPT);
          }),
      };
    },
  };
}
