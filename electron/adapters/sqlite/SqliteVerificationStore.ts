import { z } from 'zod';
import type { StoredDifference, StoredVerdict, VerificationStore } from '../../ports/VerificationStore.ts';
import type { ProjectFile } from './projectFile.ts';

const KEPT = 3;

const head = z.object({ verification_id: z.number(), verified_at: z.string() });
const verdict = z
  .object({
    mailbox: z.string(),
    instances_source: z.number(),
    instances_found: z.number(),
    answers_source: z.number(),
    answers_found: z.number(),
  })
  .transform((row): StoredVerdict => ({
    mailbox: row.mailbox,
    instancesSource: row.instances_source,
    instancesFound: row.instances_found,
    answersSource: row.answers_source,
    answersFound: row.answers_found,
  }));
const difference = z.object({
  mailbox: z.string(),
  key: z.string(),
  kind: z.enum(['missing', 'extra', 'different']),
  field: z.string(),
  source: z.string(),
  target: z.string(),
});

/** Verifications in the project file; older ones of the same plan go when a new one is complete. */
export function sqliteVerificationStore(file: ProjectFile): VerificationStore {
  const { database } = file;
  return {
    newest: (planHash) => {
      const sql =
        'SELECT verification_id, verified_at FROM verification WHERE plan_hash = ? AND is_complete = 1 ORDER BY verification_id DESC';
      const row = file.read(() => database.prepare(sql).get(planHash));
      if (row === undefined) return null;
      const { verification_id: id, verified_at: verifiedAt } = head.parse(row);
      const verdicts = file.read(() => database.prepare('SELECT * FROM verification_mailbox WHERE verification_id = ?').all(id));
      const differences = (): readonly StoredDifference[] =>
        file
          .read(() => database.prepare('SELECT * FROM verification_difference WHERE verification_id = ? ORDER BY rowid').all(id))
          .map((found) => difference.parse(found));
      return { planHash, verifiedAt, verdicts: verdicts.map((found) => verdict.parse(found)), differences };
    },
    begin: (planHash, verifiedAt) => {
      const insert = 'INSERT INTO verification (plan_hash, verified_at) VALUES (?, ?)';
      const id = file.transaction(() => database.prepare(insert).run(planHash, verifiedAt).lastInsertRowid);
      const addVerdict = database.prepare('INSERT INTO verification_mailbox VALUES (?, ?, ?, ?, ?, ?)');
      const addDifference = database.prepare('INSERT INTO verification_difference VALUES (?, ?, ?, ?, ?, ?, ?)');
      return {
        add: ({ mailbox, instancesSource, instancesFound, answersSource, answersFound }, differences) =>
          file.transaction(() => {
            addVerdict.run(id, mailbox, instancesSource, instancesFound, answersSource, answersFound);
            for (const { key, kind, field, source, target } of differences)
              addDifference.run(id, mailbox, key, kind, field, source, target);
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
