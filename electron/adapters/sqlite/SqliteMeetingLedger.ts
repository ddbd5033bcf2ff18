import { z } from 'zod';
import type { GuestCopy, MeetingLedger, MessageRemoval, RunSending } from '../../ports/MeetingLedger.ts';
import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { meetingStateSchema } from './meetingStateSchema.ts';
import type { ProjectFile } from './projectFile.ts';

const PAGE = 500;

const stateRow = z.object({ key: z.instanceof(Buffer), organizer: z.string(), state: z.string() });
const removalRow = z
  .object({
    mailbox: z.string(),
    message_id: z.string(),
    meeting_key: z.instanceof(Buffer).transform((bytes) => bytes.toString('hex')),
    class: z.string(),
    is_removed: z.number(),
  })
  .transform(({ mailbox, message_id, meeting_key, class: itemClass, is_removed }): MessageRemoval => ({
    mailbox,
    messageId: message_id,
    meetingKey: meeting_key,
    itemClass,
    isRemoved: is_removed === 1,
  }));

const copyRow = z
  .object({
    mailbox: z.string(),
    item_id: z.string(),
    meeting_key: z.instanceof(Buffer),
    change_key: z.string(),
    content: z.instanceof(Buffer),
  })
  .transform((row): GuestCopy => ({
    mailbox: row.mailbox,
    itemId: row.item_id,
    meetingKey: row.meeting_key.toString('hex'),
    changeKey: row.change_key,
    content: row.content.toString('hex'),
  }));

const sendingRow = z
  .object({ run_id: z.string(), sending: z.number(), refused: z.number(), could_send_outside: z.number() })
  .transform(({ run_id: runId, could_send_outside: couldSendOutside, ...row }): RunSending => ({ ...row, runId, couldSendOutside }));

function blob(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function parse(text: string): MeetingState {
  return meetingStateSchema.parse(JSON.parse(text));
}

/** Living meetings in the project file: one row each, rewritten with every step. */
export function sqliteMeetingLedger(file: ProjectFile): MeetingLedger {
  const { database } = file;
  const save = database.prepare(
    `INSERT INTO meeting (key, organizer, phase, state, run_id, changed_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET organizer = excluded.organizer, phase = excluded.phase, state = excluded.state,
       run_id = excluded.run_id, changed_at = excluded.changed_at`,
  );
  const get = database.prepare('SELECT key, organizer, state FROM meeting WHERE key = ?');
  const listed = database.prepare('INSERT OR IGNORE INTO listed_mailbox (mailbox, run_id, listed_at) VALUES (?, ?, ?)');
  const isListed = database.prepare('SELECT 1 FROM listed_mailbox WHERE mailbox = ?');
  const before = database.prepare('INSERT OR IGNORE INTO message_before (mailbox, message_id) VALUES (?, ?)');
  const beforeOf = database.prepare('SELECT message_id FROM message_before WHERE mailbox = ?').pluck();
  const intend = database.prepare(
    'INSERT OR IGNORE INTO message_removal (mailbox, message_id, meeting_key, class, run_id, intended_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const removed = database.prepare('UPDATE message_removal SET is_removed = 1 WHERE mailbox = ? AND message_id = ?');
  const removals = database.prepare(
    'SELECT mailbox, message_id, meeting_key, class, is_removed FROM message_removal ORDER BY mailbox, message_id',
  );

  const saveCopy = database.prepare(
    'INSERT OR REPLACE INTO guest_copy (mailbox, item_id, meeting_key, change_key, content) VALUES (?, ?, ?, ?, ?)',
  );
  const copiesOf = database.prepare('SELECT * FROM guest_copy WHERE meeting_key = ? ORDER BY mailbox, item_id');
  const forgetCopies = database.prepare('DELETE FROM guest_copy WHERE meeting_key = ?');
  const forgetMeeting = database.prepare('DELETE FROM meeting WHERE key = ?');

  function* all(): Generator<MeetingState> {
    const page = database.prepare(
      `SELECT key, organizer, state FROM meeting WHERE (organizer, key) > (?, ?) ORDER BY organizer, key LIMIT ${PAGE}`,
    );
    for (let after: readonly [string, Buffer] = ['', Buffer.alloc(0)]; ;) {
      const rows = file.read(() => page.all(...after)).map((row) => stateRow.parse(row));
      for (const row of rows) yield parse(row.state);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = [last.organizer, last.key];
    }
  }

  return {
    get: (key) => {
      const row = file.read(() => get.get(blob(key)));
      return row === undefined ? null : parse(stateRow.parse(row).state);
    },
    save: (runId, state, at) =>
      file.transaction(() => {
        const { key, organizer } = state.script;
        save.run(blob(key), organizer, state.phase, JSON.stringify(state), runId, at);
      }),
    all,
    messagesBefore: (mailbox) => {
      if (file.read(() => isListed.get(mailbox)) === undefined) return null;
      return new Set(z.array(z.string()).parse(file.read(() => beforeOf.all(mailbox))));
    },
    saveMessagesBefore: (runId, mailbox, messageIds, at) =>
      file.transaction(() => {
        // What comes to lie there after the first listing may be of our own making.
        if (listed.run(mailbox, runId, at).changes === 0) return;
        for (const id of messageIds) before.run(mailbox, id);
      }),
    intendRemovals: (runId, rows, at) =>
      file.transaction(() => {
        for (const { mailbox, messageId, meetingKey, itemClass } of rows)
          intend.run(mailbox, messageId, blob(meetingKey), itemClass, runId, at);
      }),
    removed: (mailbox, messageIds) =>
      file.transaction(() => {
        for (const id of messageIds) removed.run(mailbox, id);
      }),
    removals: () => file.read(() => removals.all()).map((row) => removalRow.parse(row)),
    saveSending: ({ runId, sending, refused, couldSendOutside }) =>
      void file.transaction(() =>
        database.prepare('INSERT OR REPLACE INTO run_sending VALUES (?, ?, ?, ?)').run(runId, sending, refused, couldSendOutside),
      ),
    sendings: () =>
      file.read(() => database.prepare('SELECT * FROM run_sending ORDER BY run_id').all()).map((row) => sendingRow.parse(row)),
    saveCopies: (copies) =>
      file.transaction(() => {
        for (const { mailbox, itemId, meetingKey, changeKey, content } of copies)
          saveCopy.run(mailbox, itemId, blob(meetingKey), changeKey, blob(content));
      }),
    copiesOf: (meetingKey) => file.read(() => copiesOf.all(blob(meetingKey))).map((row) => copyRow.parse(row)),
    forget: (meetingKeys) =>
      file.transaction(() => {
        for (const key of meetingKeys) {
          forgetCopies.run(blob(key));
          forgetMeeting.run(blob(key));
        }
      }),
  };
}
