import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import { CONVERTER_VERSION } from '../../../shared/convert/converterVersion.ts';
import type { MappingIssue } from '../../../shared/directory/checkMapping.ts';
import type { PlanOptions } from '../../../shared/contract/config.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { ASSUMED_CAPABILITIES, type TargetCapabilities } from '../../../shared/domain/targetCapabilities.ts';
import type { SealedPlan } from '../../../shared/domain/sealedPlan.ts';
import type { SourceObject } from '../../../shared/domain/source.ts';
import { WINDOWS_ZONE_DATA_VERSION } from '../../../shared/ews/windowsZones.ts';
import { occurrencesOf } from '../../../shared/run/occurrenceSteps.ts';
import type { PlanInfo, PlanRow, PlanSkippedRow, PlanStore } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { withMappingDecisions } from './mappingDecisions.ts';
import { livingScripts } from './livingScripts.ts';
import { hashItem, openPlanning } from './planning.ts';
import { PlanReuse, type PlanBefore, type ReusedRows } from './PlanReuse.ts';
import { Tally } from './tally.ts';

/** Rows are written in batches, so that a plan of a million items needs the memory of a thousand. */
const BATCH = 1000;

export interface BuildPlanInput {
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
  readonly store: PlanStore;
  readonly options: PlanOptions;
  /** As probed; absent where nobody has probed the target. */
  readonly target?: TargetCapabilities;
  /** What is wrong in the mapping; blocking ones are open decisions of the plan. */
  readonly issues: readonly MappingIssue[];
  /** The plan's own clock. */
  readonly asOf: Date;
  /** Of a plan with the same seal, what did not change since is taken over without being converted. */
  readonly before?: PlanBefore;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

function addMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  return moved;
}

/** Everything the plan is a function of. `cutOver` defaults to the plan's own clock: what is past is written silently. */
export function sealPlan({
  snapshot,
  mapping,
  options,
  asOf,
  target = ASSUMED_CAPABILITIES,
}: Omit<BuildPlanInput, 'store' | 'issues'>): SealedPlan {
  return {
    context: {
      asOf: asOf.toISOString(),
      cutOver: new Date(options.cutOver ?? asOf).toISOString(),
      horizon: addMonths(asOf, options.horizonMonths).toISOString(),
      meetings: options.meetings,
      from: options.from,
      to: options.to,
      travelTime: options.travelTime,
      defaultTimeZone: options.timeZone,
      mailboxTimeZones: options.mailboxTimeZones,
      responsesInBody: options.responsesInBody,
      target,
    },
    snapshotFingerprint: snapshot.info().fingerprint,
    mappingFingerprint: mapping.fingerprint,
    mappingVersion: mapping.id,
    scope: options.scope === 'all' ? null : options.scope.map((mailbox) => mailbox.toLowerCase()).sort(),
    crossing: options.crossing,
    converterVersion: CONVERTER_VERSION,
    zoneDataVersion: `tz ${process.versions['tz'] ?? 'unknown'}, cldr ${WINDOWS_ZONE_DATA_VERSION}`,
  };
}

/** The seal as it enters the hash: the mapping's number in this file says nothing about its content. */
function sealText({ mappingVersion: _, ...sealed }: SealedPlan): string {
  return JSON.stringify(sealed);
}

function objectIds(copies: readonly SourceObject[]): (source: PlannedItem['source']) => string {
  const ids = new Map(copies.map((copy) => [`${copy.ownerUid}/${copy.calendar}/${copy.resourceName}`, copy.objectId]));
  return ({ owner, calendar, resourceName }) => ids.get(`${owner}/${calendar}/${resourceName}`) ?? '';
}

function toRows(
  copies: readonly SourceObject[],
  outcome: ScopedObject,
  seq: number,
): { readonly rows: readonly PlanRow[]; readonly skipped: readonly PlanSkippedRow[] } {
  const idOf = objectIds(copies);
  const uid = copies[0]?.uid ?? '';
  const rows = outcome.items.map((planned, index) => ({
    seq: seq + index,
    objectId: idOf(planned.source),
    uid,
    key: planned.key,
    part: planned.part,
    parentKey: planned.parentKey,
    kind: planned.kind,
    mode: planned.mode,
    deliveredBy: planned.deliveredBy,
    mailbox: planned.mailbox,
    folder: planned.folder,
    subject: planned.item.subject,
    start: planned.item.start,
    end: planned.item.end,
    hash: hashItem(planned),
    noteCodes: planned.notes.map(({ code }) => code),
    occurrences: occurrencesOf(planned.item),
  }));
  const skipped = outcome.skipped.map((entry, index) => ({
    seq: seq + rows.length + index,
    objectId: idOf(entry.source),
    uid,
    owner: entry.source.owner,
    reason: entry.reason,
    noteCodes: entry.notes.map(({ code }) => code),
  }));
  return { rows, skipped };
}

function renumbered({ rows, skipped }: ReusedRows, seq: number): ReusedRows {
  return {
    rows: rows.map((row, index) => ({ ...row, seq: seq + index })),
    skipped: skipped.map((row, index) => ({ ...row, seq: seq + rows.length + index })),
  };
}

/** Mapped mailboxes in scope: whom a run may send to. */
function insideMailboxes({ rows }: MappingVersion, { scope }: SealedPlan): ReadonlySet<string> {
  const mapped = rows.filter(({ decision }) => decision === 'mapped').map(({ email }) => email.toLowerCase());
  return new Set(mapped.filter((email) => scope?.includes(email) ?? true));
}

/**
 * Converts the whole snapshot and seals the outcome. The same snapshot, mapping, options and clock give the same plan hash on any
 * workstation with the same converter and zone data. Aborting leaves no plan behind.
 */
export async function buildPlan(input: BuildPlanInput): Promise<PlanInfo> {
  const { snapshot, mapping, store, signal, onProgress } = input;
  const sealed = sealPlan(input);
  const planning = openPlanning(snapshot, mapping, sealed);
  const writer = store.begin(sealed);
  const hash = createHash('sha256').update(sealText(sealed));
  const inside = insideMailboxes(mapping, sealed);
  const reuse =
    input.before === undefined
      ? null
      : PlanReuse.open(input.before, sealed, snapshot, (outcome, copies, past) =>
          tally.add(outcome, copies, livingScripts(outcome, past.mapping, inside), -1),
        );
  const tally = new Tally(reuse?.tally);
  const total = snapshot.info().counts['objects'] ?? 0;
  let batch: { rows: PlanRow[]; skipped: PlanSkippedRow[] } = { rows: [], skipped: [] };
  let seq = 0;
  let done = 0;
  const convert = (copies: readonly SourceObject[]): ReusedRows => {
    const outcome = planning.convert(copies);
    tally.add(outcome, copies.length, livingScripts(outcome, planning.mapping, inside));
    return toRows(copies, outcome, seq);
  };
  try {
    for (const copies of snapshot.objectsByUid()) {
      if (signal?.aborted === true) throw new Failure('INTERRUPTED');
      const known = reuse?.take(copies) ?? null;
      const { rows, skipped } = known === null ? convert(copies) : renumbered(known, seq);
      for (const row of rows) hash.update(`\n${row.key} ${row.hash}`);
      for (const row of skipped) hash.update(`\n${row.owner} ${row.uid} ${row.reason}`);
      batch.rows.push(...rows);
      batch.skipped.push(...skipped);
      seq += rows.length + skipped.length;
      done += copies.length;
      if (batch.rows.length + batch.skipped.length >= BATCH) {
        writer.add(batch.rows, batch.skipped);
        batch = { rows: [], skipped: [] };
        onProgress?.(done, total);
        // Lets signals and other work in; conversion itself never waits.
        await nextTurn();
      }
    }
    writer.add(batch.rows, batch.skipped);
    reuse?.finish();
    const decisions = withMappingDecisions(tally.decisions(), input.issues, mapping, sealed.scope);
    return writer.seal(hash.digest('hex'), tally.counts(), decisions, tally.state());
  } catch (error) {
    writer.abandon();
    throw error;
  }
}
