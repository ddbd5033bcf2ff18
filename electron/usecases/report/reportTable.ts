import { escapeCell } from '../../../shared/directory/mappingTable.ts';
import { maskTitle, type BuildReportInput } from './buildReport.ts';

const HEADINGS = ['what', 'state', 'mailbox or owner', 'kind', 'start', 'end', 'subject', 'uid', 'key', 'notes or reason'];

/** The report as a table: one row an item, an object left out, a difference. Cells a spreadsheet would run are defused. */
export function* reportTable(input: BuildReportInput): Generator<readonly string[]> {
  const { plan, ledger, meetingLedger, verifications, maskTitles } = input;
  yield HEADINGS;
  for (const row of plan.rows()) {
    const known = ledger.get(row.key);
    const state = known === null ? 'open' : known.state === 'intended' ? 'in doubt' : known.state;
    const subject = maskTitles ? maskTitle(row.subject) : row.subject;
    const words = [...row.noteCodes, ...(known?.state === 'refused' ? [`${known.responseCode ?? ''}: ${known.message ?? ''}`] : [])];
    yield ['item', state, row.mailbox, row.kind, row.start, row.end, subject, row.uid, row.key, words.join(' ')].map(escapeCell);
  }
  for (const { owner, uid, reason, noteCodes } of plan.skipped()) {
    yield ['left out', reason, owner, '', '', '', '', uid, '', noteCodes.join(' ')].map(escapeCell);
  }
  for (const { script, phase, left } of meetingLedger.all()) {
    const row = phase === 'cleaned' && left === 0 ? null : plan.rowByKey(script.key);
    if (row === null) continue;
    const subject = maskTitles ? maskTitle(row.subject) : row.subject;
    const words = left === 0 ? '' : `${String(left)} messages left`;
    yield ['living meeting', phase, row.mailbox, row.kind, row.start, row.end, subject, row.uid, row.key, words].map(escapeCell);
  }
  const verification = verifications.newest(plan.info().planHash);
  for (const { mailbox, start, end, subject, otherSubject, times } of verification?.doubleBookings ?? []) {
    const [one, other] = maskTitles ? [maskTitle(subject), maskTitle(otherSubject)] : [subject, otherSubject];
    yield ['room booked twice', '', mailbox, '', start, end, one, '', '', `${other} (${String(times)} times)`].map(escapeCell);
  }
  for (const { mailbox, key, kind, field, source, target } of verification?.differences() ?? []) {
    const text = maskTitles ? '' : `${source} -> ${target}`;
    yield ['difference', kind, mailbox, field, '', '', '', '', key, text].map(escapeCell);
  }
}
