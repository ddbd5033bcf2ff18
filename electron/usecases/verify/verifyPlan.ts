import { sourceInstances, type ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { ItemSource } from '../../run/ItemSource.ts';
import { writtenPlan } from '../../run/planRows.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../../ports/LedgerStore.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { openPlanning } from '../plan/planning.ts';
import type { Asked } from './askTarget.ts';
import type { InstanceWindow } from './readInstances.ts';
import type { MailboxVerdict } from './verdict.ts';
import { verifyMailbox } from './verifyMailbox.ts';

export interface VerifyInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  readonly ledger: LedgerStore;
  readonly target: ExchangeTarget;
  /** The service account's name, for sentences. */
  readonly account: string;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  readonly onVerdict: (verdict: MailboxVerdict) => void;
}

export interface VerifySummary {
  readonly instancesSource: number;
  readonly instancesFound: number;
  /** 0 to 1; 1 where there was nothing to find. */
  readonly parity: number;
  readonly answersSource: number;
  readonly answersFound: number;
  readonly differences: number;
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

/** Reads every mailbox in scope back. Verdicts come as mailboxes are done; several are read at once. */
export async function verifyPlan(input: VerifyInput): Promise<VerifySummary> {
  const { snapshot, mapping, plan, ledger, target, account, signal } = input;
  const asked: Asked = { label: target.label, account, hasAnswered: false };
  const { sealed } = plan.info();
  const planning = openPlanning(snapshot, mapping, sealed);
  const items = new ItemSource(planning, snapshot, plan);
  const window = windowOf(plan);
  const queue = [...mailboxesOf(input)];
  const total = { instancesSource: 0, instancesFound: 0, answersSource: 0, answersFound: 0, differences: 0 };

  function expectedOf(mailbox: string, owners: readonly string[]): readonly ExpectedInstance[] {
    const expected: ExpectedInstance[] = [];
    for (const uid of plan.uids({ mailbox, owners })) {
      const instances = sourceInstances(planning.copies(snapshot.copiesOf(uid)), planning.mapping, sealed.context, window);
      for (const instance of instances) if (instance.mailbox === mailbox) expected.push(instance);
    }
    return expected;
  }

  async function worker(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [mailbox, owners] = next;
      const verdict = await verifyMailbox({
        target,
        asked,
        mailbox,
        ...writtenPlan([...plan.rows({ mailbox })], (row) => items.item(row), ledger.detachments(mailbox)),
        expected: expectedOf(mailbox, owners),
        window,
        ...(signal === undefined ? {} : { signal }),
      });
      total.instancesSource += verdict.instancesSource;
      total.instancesFound += verdict.instancesFound;
      total.answersSource += verdict.answersSource;
      total.answersFound += verdict.answersFound;
      total.differences += verdict.differences.length;
      input.onVerdict(verdict);
    }
  }

  await Promise.all(Array.from({ length: Math.min(input.concurrency, queue.length) }, worker));
  const { instancesSource, instancesFound } = total;
  return { ...total, parity: instancesSource === 0 ? 1 : instancesFound / instancesSource };
}
