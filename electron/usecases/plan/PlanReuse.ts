import type { ScopedObject } from '../../../shared/convert/applyScope.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { SealedPlan } from '../../../shared/domain/sealedPlan.ts';
import type { SourceObject } from '../../../shared/domain/source.ts';
import type { PlanReader, PlanRow, PlanSkippedRow, PlanTally } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { openPlanning, type Planning } from './planning.ts';

/** A plan, and what it was made of. */
export interface PlanBefore {
  readonly plan: PlanReader;
  readonly snapshot: SnapshotReader;
  readonly mapping: MappingVersion;
}

/** Rows as they were, numbers included. */
export interface ReusedRows {
  readonly rows: readonly PlanRow[];
  readonly skipped: readonly PlanSkippedRow[];
}

/** The same text whatever order the fields come in. */
function inOrder(_: string, value: unknown): unknown {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
}

/** Whatever a conversion depends on beside the objects themselves; numbers of a file say nothing. */
function sealText({ snapshotFingerprint: _, mappingVersion: _version, ...sealed }: SealedPlan): string {
  return JSON.stringify(sealed, inOrder);
}

/** Told of what the plan before had and this one has not, or otherwise. */
export type OnGone = (outcome: ScopedObject, copies: number, planning: Planning) => void;

function calendarTexts(snapshot: SnapshotReader): ReadonlyMap<string, string> {
  return new Map(snapshot.calendars().map((calendar) => [calendar.calendarId, JSON.stringify(calendar)]));
}

/** UIDs come in the order of their bytes. */
function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}

/**
 * What a plan before has of objects that are still the same: conversion is a function of texts, mapping and seal, so where none of them
 * changed its rows are right without converting anything. Asked UID by UID in the order of planning.
 */
export class PlanReuse {
  /** The plan before, as it was added up. */
  readonly tally: PlanTally;
  readonly #before: PlanBefore;
  readonly #planning: Planning;
  readonly #calendars: readonly [ReadonlyMap<string, string>, ReadonlyMap<string, string>];
  readonly #objects: Iterator<readonly SourceObject[]>;
  readonly #skipped: Iterator<PlanSkippedRow>;
  readonly #onGone: OnGone;
  #next: readonly SourceObject[] | null;
  #nextSkipped: PlanSkippedRow | null;

  private constructor(before: PlanBefore, tally: PlanTally, snapshot: SnapshotReader, onGone: OnGone) {
    this.tally = tally;
    this.#before = before;
    this.#onGone = onGone;
    this.#planning = openPlanning(before.snapshot, before.mapping, before.plan.info().sealed);
    this.#calendars = [calendarTexts(before.snapshot), calendarTexts(snapshot)];
    this.#objects = before.snapshot.objectsByUid()[Symbol.iterator]();
    this.#skipped = before.plan.skipped()[Symbol.iterator]();
    this.#next = this.#advance();
    this.#nextSkipped = this.#advanceSkipped();
  }

  /** Null where the plan before is of no use: another seal or mapping, or one that kept no tally. */
  static open(before: PlanBefore, sealed: SealedPlan, snapshot: SnapshotReader, onGone: OnGone): PlanReuse | null {
    const tally = before.plan.tally();
    const isSame = sealText(before.plan.info().sealed) === sealText(sealed);
    return tally === null || !isSame ? null : new PlanReuse(before, tally, snapshot, onGone);
  }

  /** The rows of objects that are as they were; null for those that are to be converted. */
  take(copies: readonly SourceObject[]): ReusedRows | null {
    const uid = copies[0]?.uid ?? '';
    while (this.#next !== null && isBefore(this.#uid(), uid)) this.#gone();
    if (this.#next === null || this.#uid() !== uid) return null;
    if (!this.#isSame(this.#next, copies)) {
      this.#gone();
      return null;
    }
    this.#next = this.#advance();
    return { rows: this.#before.plan.rowsOf(uid), skipped: this.#skippedOf(uid) };
  }

  /** Nobody asks any more: whatever is left is gone. */
  finish(): void {
    while (this.#next !== null) this.#gone();
  }

  #uid(): string {
    return this.#next?.[0]?.uid ?? '';
  }

  #gone(): void {
    const copies = this.#next ?? [];
    this.#onGone(this.#planning.convert(copies), copies.length, this.#planning);
    this.#next = this.#advance();
  }

  #isSame(was: readonly SourceObject[], is: readonly SourceObject[]): boolean {
    const [before, now] = this.#calendars;
    return JSON.stringify(was) === JSON.stringify(is) && is.every(({ calendarId }) => before.get(calendarId) === now.get(calendarId));
  }

  #skippedOf(uid: string): readonly PlanSkippedRow[] {
    const rows: PlanSkippedRow[] = [];
    while (this.#nextSkipped !== null && isBefore(this.#nextSkipped.uid, uid)) this.#nextSkipped = this.#advanceSkipped();
    for (; this.#nextSkipped?.uid === uid; this.#nextSkipped = this.#advanceSkipped()) rows.push(this.#nextSkipped);
    return rows;
  }

  #advance(): readonly SourceObject[] | null {
    const next = this.#objects.next();
    return next.done === true ? null : next.value;
  }

  #advanceSkipped(): PlanSkippedRow | null {
    const next = this.#skipped.next();
    return next.done === true ? null : next.value;
  }
}
