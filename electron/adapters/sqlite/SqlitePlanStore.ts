import type { Statement } from 'better-sqlite3';
import type { SealedPlan } from '../../../shared/domain/sealedPlan.ts';
import type { PlanInfo, PlanReader, PlanRow, PlanSkippedRow, PlanStore, PlanWriter } from '../../ports/PlanStore.ts';
import { PLAN_PAGE, PLAN_QUERIES } from './planQueries.ts';
import { planRow, readDecisionRow, readPlanRow, type ItemColumns, readPlanTally, readSkippedRow } from './planRows.ts';
import type { ProjectFile } from './projectFile.ts';

function infoOf(row: unknown): PlanInfo | null {
  if (row === undefined) return null;
  const { plan_id, sealed, plan_hash, counts } = planRow.parse(row);
  return { planId: plan_id, sealed, planHash: plan_hash, counts };
}

/** Plans in the project file. Sealed ones are never changed; an unsealed one is what an interrupted `plan` left. */
export function sqlitePlanStore(file: ProjectFile): PlanStore {
  const { database } = file;
  return {
    newest: () =>
      file.read(() => reader(file, infoOf(database.prepare('SELECT * FROM plan WHERE plan_hash IS NOT NULL ORDER BY plan_id DESC').get()))),
    byHash: (planHash) =>
      file.read(() => reader(file, infoOf(database.prepare('SELECT * FROM plan WHERE plan_hash = ? ORDER BY plan_id DESC').get(planHash)))),
    begin: (sealed) => writer(file, sealed),
  };
}

function writer(file: ProjectFile, sealed: SealedPlan): PlanWriter {
  const { database } = file;
  const planId = file.transaction(() => {
    database.prepare('DELETE FROM plan WHERE plan_hash IS NULL').run();
    return database.prepare('INSERT INTO plan (sealed) VALUES (?)').run(JSON.stringify(sealed)).lastInsertRowid;
  });
  const insertItem = database.prepare(`INSERT INTO plan_item VALUES (${new Array(18).fill('?').join(', ')})`);
  const insertSkipped = database.prepare('INSERT INTO plan_skipped VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertDecision = database.prepare('INSERT INTO plan_decision VALUES (?, ?, ?, ?, ?)');
  const addItem = (row: PlanRow): unknown =>
    insertItem.run(
      planId,
      row.seq,
      row.objectId,
      row.uid,
      Buffer.from(row.key, 'hex'),
      row.part,
      row.parentKey === null ? null : Buffer.from(row.parentKey, 'hex'),
      row.kind,
      row.mode,
      row.deliveredBy,
      row.mailbox,
      row.folder,
      row.subject,
      row.start,
      row.end,
      Buffer.from(row.hash, 'hex'),
      row.noteCodes.join(' '),
      row.occurrences,
    );
  const addSkipped = (row: PlanSkippedRow): unknown =>
    insertSkipped.run(planId, row.seq, row.objectId, row.uid, row.owner, row.reason, row.noteCodes.join(' '));
  return {
    add: (rows, skipped) =>
      file.transaction(() => {
        rows.forEach(addItem);
        skipped.forEach(addSkipped);
      }),
    seal: (planHash, counts, decisions, tally) => {
      file.transaction(() => {
        decisions.forEach((row, seq) => insertDecision.run(planId, seq, row.code, row.subject, row.objects));
        const texts = [JSON.stringify(counts), tally === undefined ? null : JSON.stringify(tally)];
        database.prepare('UPDATE plan SET plan_hash = ?, counts = ?, tally = ? WHERE plan_id = ?').run(planHash, ...texts, planId);
      });
      return { planId: Number(planId), sealed, planHash, counts };
    },
    abandon: () => void file.transaction(() => database.prepare('DELETE FROM plan WHERE plan_id = ?').run(planId)),
  };
}

function reader(file: ProjectFile, info: PlanInfo | null): PlanReader | null {
  if (info === null) return null;
  const { database } = file;
  const id = info.planId;
  // Asked for UID by UID and item by item: preparing costs more than reading.
  const byUid = database.prepare<[number, string], ItemColumns>(PLAN_QUERIES.rowsOfUid);
  const byKey = database.prepare<[number, string], ItemColumns>(PLAN_QUERIES.rowByKey);

  /** Keyset pages over `seq`: flat memory, and writes may happen in between. */
  function* pages<Row, T extends { readonly seq: number }>(
    statement: Statement<(string | number)[], Row>,
    parameters: readonly string[],
    read: (row: Row) => T,
  ): Generator<T> {
    for (let after = -1; ;) {
      const page = file.read(() => statement.all(id, ...parameters, after)).map(read);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PLAN_PAGE) return;
      after = last.seq;
    }
  }

  const items = (sql: string): Statement<(string | number)[], ItemColumns> => database.prepare(sql);

  const rows = (filter?: { readonly mailbox?: string }): Iterable<PlanRow> =>
    filter?.mailbox === undefined
      ? pages(items(PLAN_QUERIES.rows), [], readPlanRow)
      : pages(items(PLAN_QUERIES.rowsOfMailbox), [filter.mailbox], readPlanRow);

  const skipped = (filter?: { readonly owner?: string }): Iterable<PlanSkippedRow> =>
    filter?.owner === undefined
      ? pages(database.prepare(PLAN_QUERIES.skipped), [], readSkippedRow)
      : pages(database.prepare(PLAN_QUERIES.skippedOfOwner), [filter.owner], readSkippedRow);

  function* uids(filter?: { readonly mailbox: string; readonly owners: readonly string[] }): Generator<string> {
    const statement = database.prepare(filter === undefined ? PLAN_QUERIES.uids : PLAN_QUERIES.uidsOfMailbox).raw();
    const pageAfter = (after: number): readonly unknown[] =>
      filter === undefined
        ? statement.all(id, after, id, after)
        : statement.all(id, filter.mailbox, after, id, JSON.stringify(filter.owners), after);
    let previous: string | null = null;
    for (let after = -1; ;) {
      const from = after;
      const page = file.read(() => pageAfter(from)).filter(isSeqAndUid);
      for (const [seq, uid] of page) {
        // One UID's rows follow each other.
        if (uid !== previous) yield uid;
        previous = uid;
        after = seq;
      }
      if (page.length < PLAN_PAGE) return;
    }
  }

  return {
    info: () => info,
    decisions: () =>
      file
        .read(() => database.prepare('SELECT code, subject, objects FROM plan_decision WHERE plan_id = ? ORDER BY seq').all(id))
        .map(readDecisionRow),
    tally: () => readPlanTally(file.read(() => database.prepare('SELECT tally FROM plan WHERE plan_id = ?').pluck().get(id))),
    rows,
    skipped,
    uids,
    rowsOf: (uid) => file.read(() => byUid.all(id, uid)).map(readPlanRow),
    rowByKey: (key) => {
      const row = file.read(() => byKey.get(id, key));
      return row === undefined ? null : readPlanRow(row);
    },
    mailboxes: () => file.read(() => database.prepare(PLAN_QUERIES.mailboxes).pluck().all(id)).filter((value) => typeof value === 'string'),
    mailboxSizes: () =>
      new Map(
        file
          .read(() => database.prepare(PLAN_QUERIES.mailboxSizes).raw().all(id))
          .filter((row): row is [string, number] => Array.isArray(row)),
      ),
  };
}

function isSeqAndUid(row: unknown): row is [number, string] {
  return Array.isArray(row) && typeof row[0] === 'number' && typeof row[1] === 'string';
}
