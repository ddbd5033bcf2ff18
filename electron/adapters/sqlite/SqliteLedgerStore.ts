import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { Detachment, LedgerRow, LedgerStore, OddItem, Result, RunRow, Trace, UndoRow } from '../../ports/LedgerStore.ts';
import type { ProjectFile } from './projectFile.ts';

const PAGE = 1000;

const hex = z.instanceof(Buffer).transform((bytes) => bytes.toString('hex'));

/** A row's columns by the port's names; hashes come as text, which SQLite writes for less than a Buffer costs. */
const COLUMNS = `number, lower(hex(key)) AS key, mailbox, folder, state, lower(hex(hash)) AS hash, item_id AS itemId,
  occurrences_done AS occurrencesDone, run_id AS runId, requested_at AS requestedAt, attempts, response_code AS responseCode, message`;
const TRACE_COLUMNS = `${COLUMNS}, change_key AS changeKey, lower(hex(content)) AS content, removal_at AS removalAt`;

/** What these columns give. The table is STRICT and written by us alone, and a listing reads all of a mailbox: it is not looked at again. */
type LedgerColumns = Omit<LedgerRow, 'occurrencesDone'> & { readonly number: number; readonly occurrencesDone: number };
type TraceColumns = LedgerColumns & Pick<Trace, 'changeKey' | 'removalAt'> & { readonly content: string };

function readLedgerRow({ number: _, occurrencesDone, ...row }: LedgerColumns): LedgerRow {
  return { ...row, occurrencesDone: occurrencesDone === 1 };
}

/** hex() of nothing is an empty text. */
function readTrace({ number: _, occurrencesDone, content, ...row }: TraceColumns): Trace {
  return { ...row, occurrencesDone: occurrencesDone === 1, content: content === '' ? null : content };
}

const runRow = z
  .object({ run_id: z.string(), plan_hash: z.string(), started_at: z.string(), ended_at: z.string().nullable() })
  .transform((row): RunRow => ({ runId: row.run_id, planHash: row.plan_hash, startedAt: row.started_at, endedAt: row.ended_at }));

const undoRow = z
  .object({ undo_id: z.string(), started_at: z.string(), ended_at: z.string().nullable(), removed: z.number(), kept: z.number() })
  .transform(({ undo_id, started_at, ended_at, ...row }): UndoRow => ({
    ...row,
    undoId: undo_id,
    startedAt: started_at,
    endedAt: ended_at,
  }));

const oddRow = z.object({
  mailbox: z.string(),
  key: z.string(),
  item_id: z.string(),
  what: z.enum(['duplicate-deleted', 'duplicate-touched', 'not-in-plan', 'occurrence-with-key']),
});

const detachmentRow = z
  .object({ parent_key: hex, original_start: z.string() })
  .transform((row): Detachment => ({ parentKey: row.parent_key, originalStart: row.original_start }));

const countRow = z.object({ state: z.enum(['intended', 'written', 'refused']), count: z.number() });

function blob(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

/** The ledger in the project file: two synced transactions a request, however many items it carries. */
export function sqliteLedgerStore(file: ProjectFile): LedgerStore {
  const { database } = file;
  const intend = database.prepare(
    `INSERT INTO ledger (key, mailbox, folder, state, hash, run_id, requested_at, attempts) VALUES (?, ?, ?, 'intended', ?, ?, ?, 1)
     ON CONFLICT (key) DO UPDATE SET mailbox = excluded.mailbox, folder = excluded.folder, state = 'intended', hash = excluded.hash,
       item_id = NULL, occurrences_done = 0, run_id = excluded.run_id, requested_at = excluded.requested_at, attempts = attempts + 1,
       response_code = NULL, message = NULL, change_key = NULL, content = NULL, removal_at = NULL`,
  );
  const written = database.prepare("UPDATE ledger SET state = 'written', item_id = ?, occurrences_done = ?, change_key = ? WHERE key = ?");
  const refused = database.prepare("UPDATE ledger SET state = 'refused', response_code = ?, message = ? WHERE key = ?");
  const remove = database.prepare('DELETE FROM ledger WHERE key = ?');
  const adopt = database.prepare(
    `INSERT INTO ledger (key, mailbox, folder, state, hash, item_id, occurrences_done, run_id, requested_at, attempts)
     VALUES (?, ?, ?, 'written', ?, ?, ?, ?, ?, 0)
     ON CONFLICT (key) DO UPDATE SET mailbox = excluded.mailbox, folder = excluded.folder, state = 'written', hash = excluded.hash,
       item_id = excluded.item_id, occurrences_done = excluded.occurrences_done, response_code = NULL, message = NULL,
       change_key = NULL, content = NULL, removal_at = NULL`,
  );
  const settle = database.prepare('UPDATE ledger SET change_key = ?, content = ? WHERE key = ? AND item_id = ?');
  const restamp = database.prepare('UPDATE ledger SET hash = ? WHERE key = ?');
  const intendRemoval = database.prepare('UPDATE ledger SET removal_at = ? WHERE key = ?');
  const occurrences = database.prepare('UPDATE ledger SET occurrences_done = ?, response_code = ?, message = ? WHERE key = ?');
  const detach = database.prepare('INSERT OR IGNORE INTO detachment (mailbox, parent_key, original_start) VALUES (?, ?, ?)');
  const detached = database.prepare(
    'SELECT parent_key, original_start FROM detachment WHERE mailbox = ? ORDER BY parent_key, original_start',
  );
  const odd = database.prepare('INSERT OR IGNORE INTO odd_item (item_id, mailbox, key, what, run_id) VALUES (?, ?, ?, ?, ?)');
  const ofMailbox = (columns: string): string =>
    `SELECT ${columns} FROM ledger WHERE mailbox = ? AND number > ? ORDER BY number LIMIT ${PAGE}`;
  const page = database.prepare<[string, number], LedgerColumns>(ofMailbox(COLUMNS));
  const tracePage = database.prepare<[string, number], TraceColumns>(ofMailbox(TRACE_COLUMNS));
  const get = database.prepare<[string], LedgerColumns>(`SELECT ${COLUMNS} FROM ledger WHERE key = unhex(?)`);
  const getTrace = database.prepare<[string], TraceColumns>(`SELECT ${TRACE_COLUMNS} FROM ledger WHERE key = unhex(?)`);

  function apply(result: Result): void {
    switch (result.state) {
      case 'written':
        written.run(result.itemId, result.occurrencesDone ? 1 : 0, result.changeKey ?? null, blob(result.key));
        return;
      case 'refused':
        refused.run(result.responseCode, result.message, blob(result.key));
        return;
      case 'withdrawn':
        remove.run(blob(result.key));
    }
  }

  function* pages<Row extends { readonly number: number }, T>(
    page: Statement<[string, number], Row>,
    mailbox: string,
    read: (row: Row) => T,
  ): Generator<T> {
    for (let after = 0; ;) {
      const from = after;
      const rows = file.read(() => page.all(mailbox, from));
      for (const row of rows) yield read(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.number;
    }
  }

  return {
    projectId: () => z.string().parse(file.read(() => database.prepare('SELECT project_id FROM project').pluck().get())),
    beginRun: (run) =>
      void file.transaction(() =>
        database.prepare('INSERT INTO run (run_id, plan_hash, started_at) VALUES (?, ?, ?)').run(run.runId, run.planHash, run.startedAt),
      ),
    endRun: (runId, endedAt) =>
      void file.transaction(() => database.prepare('UPDATE run SET ended_at = ? WHERE run_id = ?').run(endedAt, runId)),
    runs: () => file.read(() => database.prepare('SELECT * FROM run ORDER BY started_at, run_id').all()).map((row) => runRow.parse(row)),
    together: (work) => file.transaction(work),
    togetherSoon: (work) => file.transactionSoon(work),
    intend: (runId, intents, requestedAt) =>
      file.transaction(() => {
        for (const { key, mailbox, folder, hash } of intents) intend.run(blob(key), mailbox, folder, blob(hash), runId, requestedAt);
      }),
    record: (results) =>
      file.transaction(() => {
        results.forEach(apply);
      }),
    adopt: (runId, rows, at) =>
      file.transaction(() => {
        for (const { key, mailbox, folder, hash, itemId, occurrencesDone } of rows) {
          adopt.run(blob(key), mailbox, folder, blob(hash), itemId, occurrencesDone ? 1 : 0, runId, at);
        }
      }),
    forget: (keys) =>
      file.transaction(() => {
        for (const key of keys) remove.run(blob(key));
      }),
    occurrences: (results) =>
      file.transaction(() => {
        for (const result of results) {
          const isDone = result.state === 'done';
          occurrences.run(isDone ? 1 : 0, isDone ? null : result.responseCode, isDone ? null : result.message, blob(result.key));
        }
      }),
    detach: (mailbox, detachments) =>
      file.transaction(() => {
        for (const { parentKey, originalStart } of detachments) detach.run(mailbox, blob(parentKey), originalStart);
      }),
    detachments: (mailbox) => file.read(() => detached.all(mailbox)).map((row) => detachmentRow.parse(row)),
    odd: (runId, items) =>
      file.transaction(() => {
        for (const { itemId, mailbox, key, what } of items) odd.run(itemId, mailbox, key, what, runId);
      }),
    oddItems: () =>
      file
        .read(() => database.prepare('SELECT mailbox, key, item_id, what FROM odd_item ORDER BY mailbox, key').all())
        .map((row): OddItem => {
          const { item_id, ...rest } = oddRow.parse(row);
          return { ...rest, itemId: item_id };
        }),
    get: (key) => {
      const row = file.read(() => get.get(key));
      return row === undefined ? null : readLedgerRow(row);
    },
    ofMailbox: (mailbox) => pages(page, mailbox, readLedgerRow),
    settle: (items) =>
      file.transaction(() => {
        for (const { key, itemId, changeKey, content } of items) settle.run(changeKey, blob(content), blob(key), itemId);
      }),
    restamp: (items) =>
      file.transaction(() => {
        for (const { key, hash } of items) restamp.run(blob(hash), blob(key));
      }),
    traces: (mailbox) => pages(tracePage, mailbox, readTrace),
    trace: (key) => {
      const row = file.read(() => getTrace.get(key));
      return row === undefined ? null : readTrace(row);
    },
    intendRemoval: (keys, at) =>
      file.transaction(() => {
        for (const key of keys) intendRemoval.run(at, blob(key));
      }),
    holdMailbox: (mailbox) =>
      void file.transaction(() => database.prepare('INSERT OR IGNORE INTO held_mailbox (mailbox) VALUES (?)').run(mailbox)),
    letGoMailbox: (mailbox) => void file.transaction(() => database.prepare('DELETE FROM held_mailbox WHERE mailbox = ?').run(mailbox)),
    heldMailboxes: () =>
      z.array(z.string()).parse(file.read(() => database.prepare('SELECT mailbox FROM held_mailbox ORDER BY mailbox').pluck().all())),
    beginUndo: (undoId, startedAt) =>
      void file.transaction(() => database.prepare('INSERT INTO undo (undo_id, started_at) VALUES (?, ?)').run(undoId, startedAt)),
    endUndo: ({ undoId, removed, kept }, endedAt) =>
      void file.transaction(() =>
        database.prepare('UPDATE undo SET ended_at = ?, removed = ?, kept = ? WHERE undo_id = ?').run(endedAt, removed, kept, undoId),
      ),
    undos: () =>
      file.read(() => database.prepare('SELECT * FROM undo ORDER BY started_at, undo_id').all()).map((row) => undoRow.parse(row)),
    counts: () => {
      const counts = { intended: 0, written: 0, refused: 0 };
      for (const row of file.read(() => database.prepare('SELECT state, count(*) AS count FROM ledger GROUP BY state').all())) {
        const { state, count } = countRow.parse(row);
        counts[state] = count;
      }
      return counts;
    },
    mailboxes: () =>
      z.array(z.string()).parse(file.read(() => database.prepare('SELECT DISTINCT mailbox FROM ledger ORDER BY mailbox').pluck().all())),
  };
}
