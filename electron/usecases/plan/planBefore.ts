import type { MappingStore } from '../../ports/MappingStore.ts';
import type { PlanReader } from '../../ports/PlanStore.ts';
import type { SnapshotReader, SnapshotStore } from '../../ports/SnapshotStore.ts';
import type { PlanBefore } from './PlanReuse.ts';

function snapshotOf(snapshots: SnapshotStore, fingerprint: string): SnapshotReader | null {
  const newest = snapshots.newest();
  for (let id = newest?.info().snapshotId ?? 0; id > 0; id -= 1) {
    const snapshot = snapshots.snapshot(id);
    if (snapshot?.info().fingerprint === fingerprint) return snapshot;
  }
  return null;
}

/** A plan with the snapshot and mapping it was made of; null where the project has them no more. */
export function planBefore(
  { snapshots, mappings }: { readonly snapshots: SnapshotStore; readonly mappings: MappingStore },
  plan: PlanReader,
): PlanBefore | null {
  const { snapshotFingerprint, mappingVersion } = plan.info().sealed;
  const snapshot = snapshotOf(snapshots, snapshotFingerprint);
  const mapping = mappings.version(mappingVersion);
  return snapshot === null || mapping === null ? null : { plan, snapshot, mapping };
}
