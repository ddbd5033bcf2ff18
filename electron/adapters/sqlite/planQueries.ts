import { ITEM_COLUMNS } from './planRows.ts';

/** Rows fetched at a time, so that nobody holds a statement open while something else writes. */
export const PLAN_PAGE = 1000;

/**
 * The reading statements of a plan. Indexes are named: without statistics SQLite takes the primary key's first column, the plan, for as
 * selective as any, and would read a whole plan to find the rows of one UID.
 */
export const PLAN_QUERIES = {
  rows: `SELECT ${ITEM_COLUMNS} FROM plan_item WHERE plan_id = ? AND seq > ? ORDER BY seq LIMIT ${PLAN_PAGE}`,
  rowsOfMailbox: `SELECT ${ITEM_COLUMNS} FROM plan_item INDEXED BY plan_item_mailbox
     WHERE plan_id = ? AND mailbox = ? AND seq > ? ORDER BY seq LIMIT ${PLAN_PAGE}`,
  rowsOfUid: `SELECT ${ITEM_COLUMNS} FROM plan_item INDEXED BY plan_item_uid WHERE plan_id = ? AND uid = ? ORDER BY seq`,
  rowByKey: `SELECT ${ITEM_COLUMNS} FROM plan_item INDEXED BY plan_item_key WHERE plan_id = ? AND key = unhex(?)`,
  skipped: `SELECT * FROM plan_skipped WHERE plan_id = ? AND seq > ? ORDER BY seq LIMIT ${PLAN_PAGE}`,
  skippedOfOwner: `SELECT * FROM plan_skipped INDEXED BY plan_skipped_owner
     WHERE plan_id = ? AND owner = ? AND seq > ? ORDER BY seq LIMIT ${PLAN_PAGE}`,
  uids: `SELECT seq, uid FROM plan_item WHERE plan_id = ? AND seq > ?
     UNION ALL SELECT seq, uid FROM plan_skipped WHERE plan_id = ? AND seq > ?
     ORDER BY seq LIMIT ${PLAN_PAGE}`,
  /** Owners come as a JSON list. */
  uidsOfMailbox: `SELECT seq, uid FROM plan_item INDEXED BY plan_item_mailbox WHERE plan_id = ? AND mailbox = ? AND seq > ?
     UNION ALL SELECT seq, uid FROM plan_skipped INDEXED BY plan_skipped_owner
       WHERE plan_id = ? AND owner IN (SELECT value FROM json_each(?)) AND seq > ?
     ORDER BY seq LIMIT ${PLAN_PAGE}`,
  mailboxes: 'SELECT DISTINCT mailbox FROM plan_item INDEXED BY plan_item_mailbox WHERE plan_id = ? ORDER BY mailbox',
  mailboxSizes: 'SELECT mailbox, count(*) FROM plan_item INDEXED BY plan_item_mailbox WHERE plan_id = ? GROUP BY mailbox ORDER BY mailbox',
} as const;
