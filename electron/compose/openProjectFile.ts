import { sqliteDirectoryStore } from '../adapters/sqlite/directoryStore.ts';
import { sqliteMappingStore } from '../adapters/sqlite/mappingStore.ts';
import { openProject, type ProjectMode } from '../adapters/sqlite/projectFile.ts';
import { sqliteLedgerStore } from '../adapters/sqlite/SqliteLedgerStore.ts';
import { sqliteObjectCounts } from '../adapters/sqlite/sqliteObjectCounts.ts';
import { sqlitePlanBrowser } from '../adapters/sqlite/sqlitePlanBrowser.ts';
import { sqliteMeetingLedger } from '../adapters/sqlite/SqliteMeetingLedger.ts';
import { sqlitePlanStore } from '../adapters/sqlite/SqlitePlanStore.ts';
import { sqliteProjectSettings } from '../adapters/sqlite/sqliteProjectSettings.ts';
import { sqliteRunBrowser } from '../adapters/sqlite/sqliteRunBrowser.ts';
import { SqliteSnapshotStore } from '../adapters/sqlite/SqliteSnapshotStore.ts';
import { sqliteVerificationStore } from '../adapters/sqlite/SqliteVerificationStore.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { DirectoryStore, MappingStore } from '../ports/MappingStore.ts';
import type { ObjectCounts } from '../ports/ObjectCounts.ts';
import type { PlanBrowser } from '../ports/PlanBrowser.ts';
import type { MeetingLedger } from '../ports/MeetingLedger.ts';
import type { PlanReader, PlanStore } from '../ports/PlanStore.ts';
import type { ProjectSettings } from '../ports/ProjectSettings.ts';
import type { RunBrowser } from '../ports/RunBrowser.ts';
import type { SnapshotReader, SnapshotStore } from '../ports/SnapshotStore.ts';
import type { VerificationStore } from '../ports/VerificationStore.ts';

/** A plan with the snapshot and mapping it was made of. */
export interface PlanInHand {
  readonly plan: PlanReader;
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
}

/** A project file with its stores; `needX` throw the sentence that says what comes first. */
export interface OpenProject {
  readonly path: string;
  readonly snapshots: SnapshotStore;
  readonly directory: DirectoryStore;
  readonly mappings: MappingStore;
  readonly plans: PlanStore;
  readonly browser: PlanBrowser;
  readonly ledger: LedgerStore;
  readonly meetingLedger: MeetingLedger;
  readonly runs: RunBrowser;
  readonly objectCounts: ObjectCounts;
  readonly verifications: VerificationStore;
  readonly settings: ProjectSettings;
  readonly needSnapshot: () => SnapshotReader;
  readonly needMapping: () => MappingVersion;
  /** The newest plan; PLAN_STALE when the project has moved on. */
  readonly needPlan: () => PlanInHand;
  readonly close: () => void;
}

function failWhenNull<T>(value: T | null, failure: () => Failure): T {
  if (value === null) throw failure();
  return value;
}

/** Opens a project file with all its stores. The caller closes it. */
export function openProjectFile(path: string, mode: ProjectMode): OpenProject {
  const file = openProject(path, mode);
  const snapshots = new SqliteSnapshotStore(file);
  const mappings = sqliteMappingStore(file);
  const plans = sqlitePlanStore(file);
  const needSnapshot = (): SnapshotReader => failWhenNull(snapshots.newest(), () => new Failure('SNAPSHOT_MISSING', { path }));
  return {
    path: file.path,
    snapshots,
    directory: sqliteDirectoryStore(file),
    mappings,
    plans,
    browser: sqlitePlanBrowser(file),
    ledger: sqliteLedgerStore(file),
    meetingLedger: sqliteMeetingLedger(file),
    runs: sqliteRunBrowser(file),
    objectCounts: sqliteObjectCounts(file),
    verifications: sqliteVerificationStore(file),
    settings: sqliteProjectSettings(file),
    needSnapshot,
    needMapping: () => failWhenNull(mappings.current(), () => new Failure('MAPPING_MISSING', { path })),
    needPlan: () => {
      const plan = failWhenNull(plans.newest(), () => new Failure('PLAN_MISSING', { path }));
      const { sealed } = plan.info();
      const snapshot = needSnapshot();
      if (snapshot.info().fingerprint !== sealed.snapshotFingerprint) throw new Failure('PLAN_STALE', { what: 'snapshot' });
      const mapping = failWhenNull(mappings.version(sealed.mappingVersion), () => new Failure('PLAN_STALE', { what: 'mapping' }));
      return { plan, snapshot, mapping };
    },
    close: () => file.close(),
  };
}
