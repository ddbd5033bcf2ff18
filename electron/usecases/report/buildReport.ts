import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import type { NoteEntry } from '../../../shared/domain/note.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { isLoss, skipSentence } from '../../../shared/domain/skipReasons.ts';
import { sumFigures } from '../../../shared/domain/verification.ts';
import type { Report, ReportExample, ReportMailbox, ReportNote, ReportReason, ReportRefused } from '../../../shared/report/model.ts';
import { uncompared } from '../../../shared/run/compareItems.ts';
import { noticesOf } from '../../../shared/report/notices.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { DirectoryStore } from '../../ports/MappingStore.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import type { StoredVerdict, VerificationStore } from '../../ports/VerificationStore.ts';
import { handOffReport, meetingsReport } from './meetingsReport.ts';

/** Lists a person reads stay short; the CSV has everything. */
const EXAMPLES = 12;
const DIFFERENCES = 500;
const REFUSED = 1000;
const KINDS = ['meeting', 'guest-copy', 'appointment', 'travel'] as const;

export interface BuildReportInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly meetingLedger: Pick<MeetingLedger, 'all' | 'sendings' | 'removals'>;
  readonly directory: DirectoryStore;
  readonly verifications: VerificationStore;
  readonly title: string;
  readonly madeAt: string;
  /** Titles become their length: for a report that leaves the house. */
  readonly maskTitles: boolean;
}

function entryOf(code: string): NoteEntry {
  const catalogue: Readonly<Record<string, NoteEntry>> = NOTE_CATALOGUE;
  return catalogue[code] ?? { severity: 'adjusted', sentence: code };
}

export function maskTitle(subject: string): string {
  return subject === '' ? '' : `(${String(subject.length)} characters)`;
}

interface MailboxCount {
  items: number;
  written: number;
  refused: number;
}

/** Goes through the plan's rows once. */
class Collector {
  readonly mailboxes = new Map<string, MailboxCount>();
  readonly notes = new Map<string, { count: number; examples: ReportExample[] }>();
  readonly refused: ReportRefused[] = [];
  readonly ending: ReportExample[] = [];
  living = 0;
  readonly #input: BuildReportInput;

  constructor(input: BuildReportInput) {
    this.#input = input;
  }

  add(row: PlanRow): void {
    const known = this.#input.ledger.get(row.key);
    const count = this.mailboxes.get(row.mailbox) ?? { items: 0, written: 0, refused: 0 };
    this.mailboxes.set(row.mailbox, count);
    count.items += 1;
    if (row.mode === 'live' && row.kind === 'meeting') this.living += 1;
    if (known?.state === 'written') count.written += 1;
    const example = this.example(row);
    if (known?.state === 'refused') {
      count.refused += 1;
      if (this.refused.length < REFUSED) this.refused.push({ ...example, code: known.responseCode ?? '', message: known.message ?? '' });
    }
    if (row.noteCodes.includes('rule-cut-at-horizon')) this.ending.push(example);
    for (const code of row.noteCodes) {
      const note = this.notes.get(code) ?? { count: 0, examples: [] };
      this.notes.set(code, note);
      note.count += 1;
      if (note.examples.length < EXAMPLES) note.examples.push(example);
    }
  }

  /** An item as a list names it. */
  example({ mailbox, subject, start }: PlanRow): ReportExample {
    return { mailbox, subject: this.#input.maskTitles ? maskTitle(subject) : subject, start };
  }
}

function mailboxRows(counts: ReadonlyMap<string, MailboxCount>, verdicts: readonly StoredVerdict[]): readonly ReportMailbox[] {
  const byMailbox = new Map(verdicts.map((verdict) => [verdict.mailbox, verdict]));
  return [...counts].sort().map(([mailbox, { items, written, refused }]) => {
    const verdict = byMailbox.get(mailbox);
    const [instancesSource, instancesFound] = [verdict?.instancesSource ?? null, verdict?.instancesFound ?? null];
    return { mailbox, items, written, refused, open: items - written - refused, instancesSource, instancesFound };
  });
}

function noteRows(notes: Collector['notes']): readonly ReportNote[] {
  const weight = { unsupported: 0, dropped: 1, adjusted: 2 };
  return [...notes]
    .map(([code, { count, examples }]) => ({ code, ...entryOf(code), count, examples }))
    .sort((a, b) => weight[a.severity] - weight[b.severity] || b.count - a.count);
}

function reasonRows(plan: PlanReader): readonly ReportReason[] {
  const reasons = new Map<string, { count: number; examples: { owner: string; uid: string }[] }>();
  for (const { reason, owner, uid } of plan.skipped()) {
    const row = reasons.get(reason) ?? { count: 0, examples: [] };
    reasons.set(reason, row);
    row.count += 1;
    if (row.examples.length < EXAMPLES) row.examples.push({ owner, uid });
  }
  return [...reasons]
    .map(([reason, row]) => ({ reason, sentence: skipSentence(reason), isLoss: isLoss(reason), ...row }))
    .sort((a, b) => Number(b.isLoss) - Number(a.isLoss) || b.count - a.count);
}

function verificationOf({ verifications, plan, maskTitles }: BuildReportInput): {
  readonly verification: Report['verification'];
  readonly verdicts: readonly StoredVerdict[];
} {
  const stored = verifications.newest(plan.info().planHash);
  if (stored === null) return { verification: null, verdicts: [] };
  const all = [...stored.differences()];
  const shown = all.slice(0, DIFFERENCES).map((difference) => (maskTitles ? { ...difference, source: '', target: '' } : difference));
  const verification = {
    verifiedAt: stored.verifiedAt,
    ...sumFigures(stored.verdicts),
    sample: stored.sample,
    doubleBookings: stored.doubleBookings.map((booking) =>
      maskTitles ? { ...booking, subject: maskTitle(booking.subject), otherSubject: maskTitle(booking.otherSubject) } : booking,
    ),
    differences: shown,
    moreDifferences: all.length - shown.length,
  };
  return { verification, verdicts: stored.verdicts };
}

/** Gathers everything a report says from the project file; Exchange and the source are not asked. */
export function buildReport(input: BuildReportInput): Report {
  const { plan, snapshot, mapping, ledger, title, madeAt, maskTitles } = input;
  const { sealed, planHash, counts } = plan.info();
  const collector = new Collector(input);
  for (const row of plan.rows()) collector.add(row);
  const { verification, verdicts } = verificationOf(input);
  const mailboxes = mailboxRows(collector.mailboxes, verdicts);
  const leftOut = reasonRows(plan);
  const total = (of: (row: ReportMailbox) => number): number => mailboxes.reduce((sum, row) => sum + of(row), 0);
  return {
    title,
    madeAt,
    plan: {
      hash: planHash,
      asOf: sealed.context.asOf,
      snapshot: sealed.snapshotFingerprint,
      mapping: sealed.mappingFingerprint,
      converter: sealed.converterVersion,
      zoneData: sealed.zoneDataVersion,
      source: snapshot.info().sourceLabel,
      cutOver: sealed.context.cutOver,
      horizon: sealed.context.horizon,
      target: `guests’ copies: ${sealed.context.target.guestCopies}; answers: ${sealed.context.target.answers}`,
    },
    counts: {
      objects: counts.objects,
      items: counts.items,
      written: total(({ written }) => written),
      refused: total(({ refused }) => refused),
      open: total(({ open }) => open),
      leftOut: counts.skipped,
      losses: leftOut.filter((row) => row.isLoss).reduce((sum, { count }) => sum + count, 0),
    },
    runs: ledger.runs(),
    verification,
    mailboxes,
    notes: noteRows(collector.notes),
    leftOut,
    refused: collector.refused,
    endingSeries: collector.ending,
    people: mapping.rows
      .filter(({ decision }) => decision === 'unmapped' || decision === 'left-out')
      .map(({ source, name, decision, events }) => ({ source, name, decision, events })),
    meetings: meetingsReport({ ...input, example: (row) => collector.example(row) }, collector.living),
    handOff: handOffReport(input),
    uncompared: KINDS.flatMap((kind) => uncompared(kind).map(([field, reason]) => ({ kind, field, reason }))),
    notices: noticesOf({ sealed, counts, living: collector.living, endingSeries: collector.ending.length }),
    isMasked: maskTitles,
  };
}
