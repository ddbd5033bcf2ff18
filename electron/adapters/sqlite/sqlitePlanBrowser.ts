import { z } from 'zod';
import type { PlanBrowser, PlanFilter } from '../../ports/PlanBrowser.ts';
import { ITEM_COLUMNS, readPlanRow, readSkippedRow, type ItemColumns } from './planRows.ts';
import type { ProjectFile } from './projectFile.ts';

const countRow = z.object({ mailbox: z.string(), kind: z.string(), items: z.number() });

/** A condition with its parameters. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly string[];
}

function among(column: string, values: readonly string[]): Condition {
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, parameters: [JSON.stringify(values)] };
}

function likePattern(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

function textCondition(text: string, orMailboxes: readonly string[]): Condition {
  const title = `lower_unicode(subject) LIKE ? ESCAPE '\\'`;
  if (orMailboxes.length === 0) return { sql: title, parameters: [likePattern(text)] };
  const mailbox = among('mailbox', orMailboxes);
  return { sql: `(${title} OR ${mailbox.sql})`, parameters: [likePattern(text), ...mailbox.parameters] };
}

function toNumbers(values: readonly unknown[]): Int32Array {
  return Int32Array.from(values, (value) => Number(value));
}

/** Browses the plan's tables. */
export function sqlitePlanBrowser(file: ProjectFile): PlanBrowser {
  const { database } = file;
  // SQLite's own lower() and LIKE know ASCII only.
  database.function('lower_unicode', { deterministic: true }, (text: unknown) => String(text).toLowerCase());

  /** Notes are kept as one string a row; there are few different strings, however many rows. */
  function noteCombinations(planId: number, codes: ReadonlySet<string>): readonly string[] {
    const all = database.prepare('SELECT DISTINCT note_codes FROM plan_item WHERE plan_id = ?').pluck().all(planId);
    return all.map(String).filter((combination) => combination.split(' ').some((code) => codes.has(code)));
  }

  function conditions(planId: number, filter: PlanFilter): readonly Condition[] {
    const { mailboxes, kinds, noteCodes, text, orMailboxes = [], from, to } = filter;
    return [
      ...(mailboxes === undefined ? [] : [among('mailbox', mailboxes)]),
      ...(kinds === undefined ? [] : [among('kind', kinds)]),
      ...(noteCodes === undefined ? [] : [among('note_codes', noteCombinations(planId, noteCodes))]),
      ...(text === undefined || text === '' ? [] : [textCondition(text, orMailboxes)]),
      ...(from === undefined ? [] : [{ sql: 'substr("end", 1, 10) >= ?', parameters: [from] }]),
      ...(to === undefined ? [] : [{ sql: 'start < ?', parameters: [to] }]),
    ];
  }

  function numbers(sql: string, planId: number, asked: readonly Condition[], order: string): Int32Array {
    const where = ['plan_id = ?', ...asked.map((condition) => condition.sql)].join(' AND ');
    const statement = database.prepare(`${sql} WHERE ${where} ORDER BY ${order}`).pluck();
    return toNumbers(statement.all(planId, ...asked.flatMap(({ parameters }) => parameters)));
  }

  return {
    choose: (planId, filter) =>
      file.read(() => numbers('SELECT seq FROM plan_item', planId, conditions(planId, filter), 'substr(start, 1, 16), seq')),
    rows: (planId, seqs) =>
      file.read(() => {
        const get = database.prepare<[number, number], ItemColumns>(`SELECT ${ITEM_COLUMNS} FROM plan_item WHERE plan_id = ? AND seq = ?`);
        return seqs.map((seq) => get.get(planId, seq)).flatMap((row) => (row === undefined ? [] : [readPlanRow(row)]));
      }),
    chooseSkipped: (planId, { owners, reasons }) => {
      const asked = [
        ...(owners === undefined ? [] : [among('owner', owners)]),
        ...(reasons === undefined ? [] : [among('reason', reasons)]),
      ];
      return file.read(() => numbers('SELECT seq FROM plan_skipped', planId, asked, 'reason, owner, seq'));
    },
    skippedRows: (planId, seqs) =>
      file.read(() => {
        const get = database.prepare('SELECT * FROM plan_skipped WHERE plan_id = ? AND seq = ?');
        return seqs.map((seq) => get.get(planId, seq)).flatMap((row) => (row === undefined ? [] : [readSkippedRow(row)]));
      }),
    meetings: (planId) =>
      file.read(() =>
        database
          .prepare(
            `SELECT group_concat(DISTINCT mailbox) FROM plan_item WHERE plan_id = :planId AND kind IN ('meeting', 'guest-copy')
               AND (mode = 'live' OR NOT EXISTS (SELECT 1 FROM plan_item WHERE plan_id = :planId AND mode = 'live' AND kind = 'meeting'))
             GROUP BY uid HAVING count(DISTINCT mailbox) > 1`,
          )
          .pluck()
          .all({ planId })
          .map((mailboxes) => String(mailboxes).split(',')),
      ),
    countByMailbox: (planId) =>
      file.read(() =>
        database
          .prepare('SELECT mailbox, kind, count(*) AS items FROM plan_item WHERE plan_id = ? GROUP BY mailbox, kind ORDER BY mailbox, kind')
          .all(planId)
          .map((row) => countRow.parse(row)),
      ),
  };
}
