import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PLAN_QUERIES } from '../../electron/adapters/sqlite/planQueries.ts';
import { openProject, type ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';

let folder: string;
let project: ProjectFile;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-queries-'));
  project = openProject(join(folder, 'p.godwit'), 'create');
});

afterAll(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

/** A plan may have a million rows: whoever asks for one UID, key, mailbox or owner must not read them all. */
const FOUND_BY: Readonly<Record<keyof typeof PLAN_QUERIES, readonly string[]>> = {
  rows: ['plan_item USING PRIMARY KEY (plan_id=? AND seq>?)'],
  rowsOfMailbox: ['plan_item_mailbox (plan_id=? AND mailbox=? AND seq>?)'],
  rowsOfUid: ['plan_item_uid (plan_id=? AND uid=?)'],
  rowByKey: ['plan_item_key (plan_id=? AND key=?)'],
  skipped: ['plan_skipped USING PRIMARY KEY (plan_id=? AND seq>?)'],
  skippedOfOwner: ['plan_skipped_owner (plan_id=? AND owner=? AND seq>?)'],
  uids: ['plan_item USING PRIMARY KEY (plan_id=? AND seq>?)', 'plan_skipped USING PRIMARY KEY (plan_id=? AND seq>?)'],
  uidsOfMailbox: ['plan_item_mailbox (plan_id=? AND mailbox=? AND seq>?)', 'plan_skipped_owner (plan_id=? AND owner=? AND seq>?)'],
  mailboxes: ['plan_item_mailbox (plan_id=?)'],
  mailboxSizes: ['plan_item_mailbox (plan_id=?)'],
};

it.each(Object.entries(FOUND_BY))('%s of a plan are found by what is asked', (name, expected) => {
  const sql = PLAN_QUERIES[name as keyof typeof PLAN_QUERIES];
  const count = sql.split('?').length - 1;
  const steps = project.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...new Array<null>(count).fill(null));
  const details = steps.map((step) => (step as { detail: string }).detail).filter((detail) => detail.includes('plan_'));
  expect(details).toHaveLength(expected.length);
  expected.forEach((end, index) => expect(details[index]).toContain(end));
});
