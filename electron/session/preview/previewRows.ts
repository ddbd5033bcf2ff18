import type { PreviewRow } from '../../../shared/contract/wizard/preview.ts';
import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import type { Note, NoteEntry, NoteSeverity } from '../../../shared/domain/note.ts';
import { skipSentence } from '../../../shared/domain/skipReasons.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { textValue } from '../../../shared/ical/properties.ts';
import type { PlanRow, PlanSkippedRow } from '../../ports/PlanStore.ts';
import type { PlanView } from '../PlanView.ts';
import { isoWall } from './sourceValues.ts';

const CATALOGUE: Readonly<Record<string, NoteEntry>> = NOTE_CATALOGUE;
const WEIGHT: Readonly<Record<NoteSeverity, number>> = { adjusted: 1, dropped: 2, unsupported: 3 };

/** What a note's code says, in words. */
export function noteEntry(code: string): NoteEntry {
  return CATALOGUE[code] ?? { severity: 'adjusted', sentence: code };
}

/** Codes of a severity. */
export function codesOf(severities: readonly NoteSeverity[]): readonly string[] {
  return Object.entries(CATALOGUE).flatMap(([code, entry]) => (severities.includes(entry.severity) ? [code] : []));
}

export interface NoteSentence extends Note {
  readonly sentence: string;
}

export function noteSentence(note: Note): NoteSentence {
  return { ...note, sentence: noteEntry(note.code).sentence };
}

function worstOf(codes: readonly string[]): NoteSeverity | null {
  const severities = codes.map((code) => noteEntry(code).severity);
  return severities.reduce<NoteSeverity | null>(
    (worst, severity) => (worst === null || WEIGHT[severity] > WEIGHT[worst] ? severity : worst),
    null,
  );
}

function guestsOf({ item }: PlannedItem): number {
  return item.requiredAttendees.length + item.optionalAttendees.length + item.resources.length;
}

/** A row of the plan with what its item says about itself; converted again, so it is what will be written. */
export function itemRow(view: PlanView, row: PlanRow): PreviewRow {
  const planned = view.items.item(row);
  const { item } = planned;
  return {
    type: 'item',
    seq: row.seq,
    key: row.key,
    parentKey: row.parentKey,
    kind: row.kind,
    mode: row.mode,
    uid: row.uid,
    mailbox: row.mailbox,
    person: view.people.ofMailbox(row.mailbox).name,
    folder: row.folder,
    subject: row.subject,
    start: row.start,
    end: row.end,
    isAllDay: item.isAllDayEvent,
    showAs: item.legacyFreeBusyStatus,
    isPrivate: item.sensitivity !== 'Normal',
    repeats: item.recurrence?.pattern.type ?? null,
    guests: guestsOf(planned),
    changes: new Set(row.noteCodes).size,
    worst: worstOf(row.noteCodes),
    noteCodes: row.noteCodes,
    reason: '',
  };
}

/** An object that becomes nothing, with as much of it as can be read. */
export function skippedRow(view: PlanView, row: PlanSkippedRow): PreviewRow {
  const object = view.snapshot.object(row.objectId);
  const [copy] = object === null ? [] : view.planning.copies([object]);
  const event = copy?.ical?.master ?? copy?.ical?.overrides[0];
  return {
    type: 'skipped',
    seq: row.seq,
    key: '',
    parentKey: null,
    kind: null,
    mode: null,
    uid: row.uid,
    mailbox: view.people.mailboxOf(row.owner) ?? '',
    person: view.people.ofOwner(row.owner).name,
    folder: copy?.calendar.name ?? object?.calendar ?? '',
    subject: event === undefined ? '' : textValue(event, 'SUMMARY'),
    start: event === undefined ? '' : isoWall(event.dtstart),
    end: '',
    isAllDay: event?.dtstart.isDate ?? false,
    showAs: null,
    isPrivate: object !== null && object.access !== '' && object.access !== 'PUBLIC',
    repeats: event === undefined || event.rrules.length === 0 ? null : (event.rrules[0]?.freq ?? null),
    guests: event === undefined ? 0 : event.properties.filter(({ name }) => name === 'ATTENDEE').length,
    changes: new Set(row.noteCodes).size,
    worst: worstOf(row.noteCodes),
    noteCodes: row.noteCodes,
    reason: skipSentence(row.reason),
  };
}
