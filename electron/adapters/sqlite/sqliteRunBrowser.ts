import { z } from 'zod';
import type { RunBrowser } from '../../ports/RunBrowser.ts';
import type { ProjectFile } from './projectFile.ts';

const progressRow = z.object({
  mailbox: z.string(),
  items: z.number(),
  written: z.number(),
  refused: z.number(),
  intended: z.number(),
});
const causeRow = z.object({ cause: z.string(), mailbox: z.string(), items: z.number() });
const refusedRow = z
  .object({
    key: z.instanceof(Buffer),
    mailbox: z.string(),
    subject: z.string(),
    start: z.string(),
    response_code: z.string(),
    message: z.string().nullable(),
  })
  .transform(({ key, response_code, message, ...row }) => ({
    ...row,
    key: key.toString('hex'),
    responseCode: response_code,
    message: message ?? '',
  }));

const PLANNED = 'FROM plan_item AS item LEFT JOIN ledger ON ledger.key = item.key WHERE item.plan_id = ?';
/** Refused as a whole, or written with an exception refused: both have a code. */
const WITH_CODE = `${PLANNED} AND ledger.response_code IS NOT NULL`;

/** Reads plan and ledger together. */
export function sqliteRunBrowser(file: ProjectFile): RunBrowser {
  const { database } = file;
  return {
    progress: (planId, mailbox) => {
      const one = mailbox === undefined ? '' : 'AND item.mailbox = ?';
      const sql = `SELECT item.mailbox, count(*) AS items, count(*) FILTER (WHERE ledger.state = 'written') AS written,
          count(*) FILTER (WHERE ledger.state = 'refused') AS refused, count(*) FILTER (WHERE ledger.state = 'intended') AS intended
        ${PLANNED} ${one} GROUP BY item.mailbox ORDER BY item.mailbox`;
      const parameters = mailbox === undefined ? [planId] : [planId, mailbox];
      return file.read(() => database.prepare(sql).all(...parameters)).map((row) => progressRow.parse(row));
    },
    refusedByCause: (planId) => {
      const sql = `SELECT ledger.response_code AS cause, item.mailbox, count(*) AS items ${WITH_CODE} GROUP BY 1, 2 ORDER BY 1, 2`;
      return file.read(() => database.prepare(sql).all(planId)).map((row) => causeRow.parse(row));
    },
    refused: (planId, cause, offset, limit) => {
      const one = cause === null ? '' : 'AND ledger.response_code = ?';
      const parameters = cause === null ? [planId] : [planId, cause];
      return file.read(() => {
        const total = z.number().parse(
          database
            .prepare(`SELECT count(*) ${WITH_CODE} ${one}`)
            .pluck()
            .get(...parameters),
        );
        const sql = `SELECT item.key, item.mailbox, item.subject, item.start, ledger.response_code, ledger.message ${WITH_CODE} ${one}
          ORDER BY item.mailbox, item.seq LIMIT ? OFFSET ?`;
        const rows = database.prepare(sql).all(...parameters, limit, offset);
        return { total, rows: rows.map((row) => refusedRow.parse(row)) };
      });
    },
  };
}
