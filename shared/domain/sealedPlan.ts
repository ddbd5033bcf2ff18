import type { SealedContext } from './plan.ts';

/** What a plan is a pure function of. Two workstations with equal seals plan the same items. */
export interface SealedPlan {
  readonly context: SealedContext;
  readonly snapshotFingerprint: string;
  readonly mappingFingerprint: string;
  /** Version of the mapping in this project file; not part of the plan's hash. */
  readonly mappingVersion: number;
  /** Mailboxes written to; null = all. Lower case, sorted. */
  readonly scope: readonly string[] | null;
  readonly crossing: 'wait' | 'silent';
  readonly converterVersion: string;
  /** Olson data of the runtime and CLDR release of the Windows table. */
  readonly zoneDataVersion: string;
}
