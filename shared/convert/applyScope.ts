import type { MappingView } from '../domain/mapping.ts';
import { note, type Note } from '../domain/note.ts';
import { PLAN_NOTES } from '../domain/notes/plan.ts';
import type { PlannedItem, SkippedObject } from '../domain/plan.ts';
import type { EwsOccurrenceContent } from '../ews/item.ts';
import type { PlannedObject } from './model.ts';

export interface Scope {
  /** Mailboxes written to, lower case; null = all. */
  readonly mailboxes: ReadonlySet<string> | null;
  /** Every mapped mailbox inside the target: who among a meeting's people is inside. */
  readonly inside: ReadonlySet<string>;
  readonly crossing: 'wait' | 'silent';
}

export interface ScopedObject extends PlannedObject {
  /** Objects left aside because their mailbox is not in scope. */
  readonly outOfScope: number;
  /** Inside people of a crossing meeting who are not in scope; empty when it does not cross. */
  readonly missing: readonly string[];
}

type Invited = Partial<Pick<EwsOccurrenceContent, 'requiredAttendees' | 'optionalAttendees' | 'resources'>>;

/** People of an item that Exchange would involve: organizer and every attendee, also those of single occurrences. */
function people({ item }: PlannedItem): readonly string[] {
  const invited = [item, ...item.modifiedOccurrences].flatMap(
    ({ requiredAttendees = [], optionalAttendees = [], resources = [] }: Invited) => [
      ...requiredAttendees,
      ...optionalAttendees,
      ...resources,
    ],
  );
  return [...(item.organizer === null ? [] : [item.organizer]), ...invited].map(({ email }) => email.toLowerCase());
}

function isMeeting(planned: PlannedItem): boolean {
  return planned.kind === 'meeting' || planned.kind === 'guest-copy';
}

function missingPeople(items: readonly PlannedItem[], scope: Scope, chosen: ReadonlySet<string>): readonly string[] {
  const missing = new Set<string>();
  for (const planned of items.filter(isMeeting)) {
    for (const email of [...people(planned), planned.mailbox]) {
      if (scope.inside.has(email) && !chosen.has(email)) missing.add(email);
    }
  }
  return [...missing].sort();
}

/**
 * The copies in scope of a crossing meeting, written quietly: nobody out of scope is written to or mailed. `quiet`: converted as silent, for
 * what silence costs depends on the target; `living`: those that would be live if everybody were in scope.
 */
function silence(quiet: readonly PlannedItem[], living: ReadonlySet<string>, missing: readonly string[]): readonly PlannedItem[] {
  const keys = new Set(quiet.map(({ key }) => key));
  const why: Note = note(PLAN_NOTES, 'crossing-silent', 'ATTENDEE', 'live', `silent: not in scope: ${missing.join(', ')}`);
  return quiet.map((item) => ({
    ...item,
    // What is not in scope will never be there: nothing may wait for it.
    waitsFor: item.waitsFor.filter((key) => keys.has(key)),
    notes: living.has(item.key) ? [...item.notes, why] : item.notes,
  }));
}

function waiting(planned: PlannedItem, missing: readonly string[]): SkippedObject {
  const why = note(PLAN_NOTES, 'crossing-waits', 'ATTENDEE', '', `waits for ${missing.join(', ')}`);
  return { source: planned.source, reason: 'waits-crossing', notes: [why] };
}

function distinctObjects(items: readonly { readonly source: PlannedItem['source'] }[]): number {
  return new Set(items.map(({ source }) => `${source.owner}/${source.calendar}/${source.resourceName}`)).size;
}

function onePerObject(skipped: readonly SkippedObject[]): readonly SkippedObject[] {
  const seen = new Map(skipped.map((entry) => [`${entry.source.owner}/${entry.source.calendar}/${entry.source.resourceName}`, entry]));
  return [...seen.values()];
}

/**
 * Leaves out what is not in scope and decides crossing meetings (design «Scope»): nobody out of scope is ever written to, mailed or
 * impersonated. Pure; the plan, the preview and the run see the same. `silently`: the same copies with all meetings silent.
 */
export function applyScope(planned: PlannedObject, scope: Scope, mapping: MappingView, silently: () => PlannedObject): ScopedObject {
  const { mailboxes } = scope;
  if (mailboxes === null) return { ...planned, outOfScope: 0, missing: [] };
  const isInScope = (owner: string): boolean => {
    const target = mapping.resolve({ kind: 'principal', uid: owner });
    return target.state !== 'mapped' || mailboxes.has(target.email.toLowerCase());
  };
  const items = planned.items.filter((item) => mailboxes.has(item.mailbox));
  const skipped = planned.skipped.filter((entry) => isInScope(entry.source.owner));
  const left = [
    ...planned.items.filter((item) => !mailboxes.has(item.mailbox)),
    ...planned.skipped.filter((entry) => !skipped.includes(entry)),
  ];
  const missing = items.length === 0 ? [] : missingPeople(planned.items, scope, mailboxes);
  const scoped = { ...planned, outOfScope: distinctObjects(left), missing };
  if (missing.length === 0) return { ...scoped, items, skipped };
  if (scope.crossing === 'silent') {
    const living = new Set(items.filter(({ mode }) => mode === 'live').map(({ key }) => key));
    const quiet = living.size === 0 ? items : silently().items.filter((item) => mailboxes.has(item.mailbox));
    return { ...scoped, items: silence(quiet, living, missing), skipped };
  }
  return { ...scoped, items: [], skipped: [...skipped, ...onePerObject(items.map((item) => waiting(item, missing)))] };
}
