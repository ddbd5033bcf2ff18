import type { PlannedItem, SkippedObject } from '../../../shared/domain/plan.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { hashItem, openPlanning } from './planning.ts';

export type PreviewEntry =
  { readonly type: 'item'; readonly item: PlannedItem } | { readonly type: 'skipped'; readonly skipped: SkippedObject };

export interface PreviewInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly plan: PlanReader;
  /** One mailbox only, lower case. */
  readonly mailbox?: string;
  readonly signal?: AbortSignal;
}

/** Principals whose objects belong to a mailbox. */
function ownersOf(mapping: MappingVersion, mailbox: string): readonly string[] {
  return mapping.rows
    .filter((row) => row.decision === 'mapped' && row.email.toLowerCase() === mailbox && row.source.startsWith('uid:'))
    .map((row) => row.source.slice('uid:'.length));
}

function checkMailbox(input: PreviewInput): readonly string[] | null {
  if (input.mailbox === undefined) return null;
  const owners = ownersOf(input.mapping, input.mailbox);
  if (owners.length === 0 && !input.plan.mailboxes().includes(input.mailbox)) {
    throw new Failure('PLAN_UNKNOWN_MAILBOX', { mailbox: input.mailbox });
  }
  return owners;
}

/**
 * The preview is the plan: every entry is converted again from the snapshot and must have the hash that was sealed; otherwise the whole
 * preview fails with PLAN_DIFFERS rather than showing something that will not be written. Lazy, in planning order.
 */
export function* previewPlan(input: PreviewInput): Generator<PreviewEntry> {
  const { snapshot, mapping, plan, mailbox, signal } = input;
  const owners = checkMailbox(input);
  const { sealed } = plan.info();
  const planning = openPlanning(snapshot, mapping, sealed);
  const filter = mailbox === undefined || owners === null ? undefined : { mailbox, owners };
  for (const uid of plan.uids(filter)) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED');
    const outcome = planning.convert(snapshot.copiesOf(uid));
    const hashes = new Map(plan.rowsOf(uid).map((row) => [row.key, row.hash]));
    if (outcome.items.length !== hashes.size || outcome.items.some((item) => hashes.get(item.key) !== hashItem(item))) {
      throw new Failure('PLAN_DIFFERS', { count: outcome.items.length, what: `UID ${uid}`, version: sealed.converterVersion });
    }
    for (const item of outcome.items) {
      if (mailbox === undefined || item.mailbox === mailbox) yield { type: 'item', item };
    }
    for (const skipped of outcome.skipped) {
      if (owners === null || owners.includes(skipped.source.owner)) yield { type: 'skipped', skipped };
    }
  }
}
