import { sourceAnswers, type ExpectedAnswer } from '../../../shared/convert/sourceAnswers.ts';
import { sourceInstances, type ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { sumFigures, type VerdictFigures, type VerificationSample } from '../../../shared/domain/verification.ts';
import { ItemSource } from '../../run/ItemSource.ts';
import { writtenPlan } from '../../run/planRows.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { openPlanning, type Planning } from '../plan/planning.ts';
import type { Asked } from './askTarget.ts';
import type { InstanceWindow } from './readInstances.ts';
import { sampleOf } from './sample.ts';
import type { MailboxVerdict } from './verdict.ts';
import { verifyMailbox } from './verifyMailbox.ts';

export interface VerifyInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly target: ExchangeTarget;
  readonly meetings: Pick<MeetingTarget, 'findCopies'>;
  readonly meetingLedger: Pick<MeetingLedger, 'get'>;
  /** Some mailboxes, and some items of each, instead of all. */
  readonly sample?: VerificationSample;
  /** The service account's name, for sentences. */
  readonly account: string;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onVerdict: (verdict: MailboxVerdict) => void;
}

/** Sums over the mailboxes that were read. */
export interface VerifySummary extends VerdictFigures {
  /** 0 to 1; 1 where there was nothing to find. */
  readonly parity: number;
  readonly differences: number;
  readonly mailboxes: number;
}

/** Years before the plan's clock that are compared when `from` is open: what lies further back was compared when it was planned. */
const YEARS_BACK = 12;

/** From `from` (or twelve years back) to the horizon (or `to`). */
function windowOf(plan: PlanReader): InstanceWindow {
  const { asOf, from, to, horizon } = plan.info().sealed.context;
  const back = new Date(asOf);
  back.setUTCFullYear(back.getUTCFullYear() - YEARS_BACK);
  const end = Date.parse(horizon);
  return { from: from === null ? back.getTime() : Date.parse(from), to: to === null ? end : Math.min(end, Date.parse(to)) };
}

/** Mailboxes that own something in scope, written to or not: what waits or failed counts too. */
function mailboxesOf({ mapping, plan, snapshot }: VerifyInput): ReadonlyMap<string, readonly string[]> {
  const { scope } = plan.info().sealed;
  const homes = new Set(
    snapshot
      .homes()
      .filter(({ status }) => status === 0)
      .map(({ ownerUid }) => ownerUid),
  );
  const owners = new Map<string, string[]>();
  for (const { decision, source, email } of mapping.rows) {
    const uid = source.startsWith('uid:') ? source.slice('uid:'.length) : '';
    const mailbox = email.toLowerCase();
    if (decision !== 'mapped' || !homes.has(uid) || (scope !== null && !scope.includes(mailbox))) continue;
    owners.set(mailbox, [...(owners.get(mailbox) ?? []), uid]);
  }
  return owners;
}

/** What the source says must be in one mailbox. */
interface Expected {
  readonly expected: readonly ExpectedInstance[];
  readonly answers: readonly ExpectedAnswer[];
}

function expectedOf({ plan, snapshot }: VerifyInput, planning: Planning, mailbox: string, owners: readonly string[]): Expected {
  const { context } = plan.info().sealed;
  const window = windowOf(plan);
  const expected: ExpectedInstance[] = [];
  const answers: ExpectedAnswer[] = [];
  for (const uid of plan.uids({ mailbox, owners })) {
    const copies = planning.copies(snapshot.copiesOf(uid));
    for (const instance of sourceInstances(copies, planning.mapping, context, window)) {
      if (instance.mailbox === mailbox) expected.push(instance);
    }
    for (const answer of sourceAnswers(copies, planning.mapping, context, window)) {
      if (answer.organizer === mailbox || answer.guest === mailbox) answers.push(answer);
    }
  }
  return { expected, answers };
}

function roomsOf({ rows }: MappingVersion): ReadonlySet<string> {
  return new Set(rows.filter(({ kind }) => kind === 'room' || kind === 'resource').map(({ email }) => email.toLowerCase()));
}

/** Reads every mailbox in scope back, or a sample of them. Verdicts come as mailboxes are done; several are read at once. */
export async function verifyPlan(input: VerifyInput): Promise<VerifySummary> {
  const { snapshot, mapping, plan, ledger, target, meetings, meetingLedger, account, signal } = input;
  const asked: Asked = { label: target.label, account, hasAnswered: false };
  const { sealed, planHash } = plan.info();
  const planning = openPlanning(snapshot, mapping, sealed);
  const items = new ItemSource(planning, snapshot, plan);
  const rooms = roomsOf(mapping);
  const owners = mailboxesOf(input);
  const sample = sampleOf(planHash, input.sample);
  const queue = sample.mailboxes([...owners.keys()]);
  const mailboxes = queue.length;
  let figures = sumFigures([]);
  let differences = 0;

  async function worker(): Promise<void> {
    for (let mailbox = queue.shift(); mailbox !== undefined; mailbox = queue.shift()) {
      const written = writtenPlan([...plan.rows({ mailbox })], (row) => items.item(row), ledger.detachments(mailbox));
      const verdict = await verifyMailbox({
        ...{ target, meetings, meetingLedger, plan, asked, mailbox, window: windowOf(plan) },
        ...written,
        ...expectedOf(input, planning, mailbox, owners.get(mailbox) ?? []),
        isRoom: rooms.has(mailbox),
        sample: sample.items(written.rows),
        isInScope: (other) => sealed.scope?.includes(other) ?? true,
        ...(signal === undefined ? {} : { signal }),
      });
      figures = sumFigures([figures, verdict]);
      differences += verdict.differences.length;
      input.onVerdict(verdict);
    }
  }

  await Promise.all(Array.from({ length: Math.min(input.concurrency, queue.length) }, worker));
  const { instancesSource, instancesFound } = figures;
  return { ...figures, differences, mailboxes, parity: instancesSource === 0 ? 1 : instancesFound / instancesSource };
}
