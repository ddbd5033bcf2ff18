import { readFileSync } from 'node:fs';
import { openEws } from '../adapters/ews/openEws.ts';
import { openDump } from '../adapters/pgdump/openDump.ts';
import { openPostgres } from '../adapters/postgres/openPostgres.ts';
import type { PostgresOptions } from '../adapters/postgres/PostgresOptions.ts';
import { openProject, type ProjectMode } from '../adapters/sqlite/projectFile.ts';
import { sqliteDirectoryStore } from '../adapters/sqlite/directoryStore.ts';
import { sqliteMappingStore } from '../adapters/sqlite/mappingStore.ts';
import { sqliteLedgerStore } from '../adapters/sqlite/SqliteLedgerStore.ts';
import { sqliteVerificationStore } from '../adapters/sqlite/SqliteVerificationStore.ts';
import { sqlitePlanStore } from '../adapters/sqlite/SqlitePlanStore.ts';
import { SqliteSnapshotStore } from '../adapters/sqlite/SqliteSnapshotStore.ts';
import type { SourceConfig, TargetConfig } from '../../shared/contract/config.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { CalendarServerSource } from '../ports/CalendarServerSource.ts';
import type { DirectoryStore, MappingStore } from '../ports/MappingStore.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader, PlanStore } from '../ports/PlanStore.ts';
import type { SnapshotReader, SnapshotStore } from '../ports/SnapshotStore.ts';
import type { VerificationStore } from '../ports/VerificationStore.ts';
import type { LoadedConfig } from './readConfig.ts';

/** A project file with its stores; `needX` throw the sentence that says which command comes first. */
export interface OpenProject {
  readonly snapshots: SnapshotStore;
  readonly directory: DirectoryStore;
  readonly mappings: MappingStore;
  readonly plans: PlanStore;
  readonly ledger: LedgerStore;
  readonly verifications: VerificationStore;
  readonly needSnapshot: () => SnapshotReader;
  readonly needMapping: () => MappingVersion;
  /** The newest plan with the snapshot and mapping it was made of; PLAN_STALE when the project has moved on. */
  readonly needPlan: () => { readonly plan: PlanReader; readonly snapshot: SnapshotReader; readonly mapping: MappingVersion };
}

function failWhenNull<T>(value: T | null, failure: () => Failure): T {
  if (value === null) throw failure();
  return value;
}

/** Opens the project, hands it to `work`, and closes it whatever happens. */
export async function withProject<T>(loaded: LoadedConfig, mode: ProjectMode, work: (project: OpenProject) => T | Promise<T>): Promise<T> {
  const path = loaded.projectPath;
  const file = openProject(path, mode);
  const snapshots = new SqliteSnapshotStore(file);
  const mappings = sqliteMappingStore(file);
  const plans = sqlitePlanStore(file);
  const needSnapshot = (): SnapshotReader => failWhenNull(snapshots.newest(), () => new Failure('SNAPSHOT_MISSING', { path }));
  try {
    return await work({
      snapshots,
      directory: sqliteDirectoryStore(file),
      mappings,
      plans,
      ledger: sqliteLedgerStore(file),
      verifications: sqliteVerificationStore(file),
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
    });
  } finally {
    file.close();
  }
}

/** How to reach the PostgreSQL the config names. */
export function postgresOptions(loaded: LoadedConfig, source: Extract<SourceConfig, { kind: 'postgres' }>): PostgresOptions {
  const { host, port, database, user, tls, passwordEnv, caFile } = source;
  return {
    host,
    port,
    database,
    user,
    tls,
    ...(passwordEnv === undefined ? {} : { password: loaded.secret(passwordEnv, 'PostgreSQL') }),
    ...(caFile === undefined ? {} : { caFile: readFileSync(loaded.path(caFile), 'utf8') }),
  };
}

/** The source the config names. Opens nothing yet. */
export function openSource(loaded: LoadedConfig, source: SourceConfig): CalendarServerSource {
  return source.kind === 'dump' ? openDump(loaded.path(source.path)) : openPostgres(postgresOptions(loaded, source));
}

/** The target the config names, and how it is to be treated. Nothing is asked yet. */
export function openTarget(loaded: LoadedConfig): { readonly target: ExchangeTarget; readonly settings: TargetConfig } {
  const settings = loaded.config.target;
  if (settings === undefined) throw new Failure('TARGET_MISSING');
  const target = openEws({
    url: settings.url,
    auth: signInOf(loaded, settings),
    connections: settings.concurrency,
    timeoutMs: settings.timeoutSeconds * 1000,
    userAgent: 'Godwit/0.1',
    ...(settings.caFile === undefined ? {} : { ca: readFileSync(loaded.path(settings.caFile), 'utf8') }),
  });
  return { target, settings };
}

function signInOf(loaded: LoadedConfig, { auth }: TargetConfig): Parameters<typeof openEws>[0]['auth'] {
  if (auth.kind !== 'oauth') return { kind: auth.kind, user: auth.user, password: loaded.secret(auth.passwordEnv, auth.user) };
  const { kind, tenant, clientId, authority, secretEnv, certificateFile } = auth;
  const credential =
    secretEnv === undefined
      ? { pem: readFileSync(loaded.path(certificateFile ?? ''), 'utf8') }
      : { secret: loaded.secret(secretEnv, 'Microsoft Entra') };
  return { kind, tenant, clientId, credential, ...(authority === undefined ? {} : { authority }) };
}
