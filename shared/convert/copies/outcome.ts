import type { Note } from '../../domain/note.ts';
import type { ItemSource, PlannedItem, SkippedObject } from '../../domain/plan.ts';
import type { OpenDecision, PlannedObject, SeriesClass, SourceCopy } from '../model.ts';

/** What came of some of the copies; outcomes are joined in the order of the copies. */
export interface Outcome {
  readonly items: readonly PlannedItem[];
  readonly skipped: readonly SkippedObject[];
  readonly decisions: readonly OpenDecision[];
  readonly classes: readonly (readonly [objectId: string, seriesClass: SeriesClass])[];
  readonly explanations: readonly (readonly [objectId: string, explanation: readonly string[]])[];
}

const NONE: readonly never[] = [];

/** An outcome of the parts given. */
export function outcome(parts: Partial<Outcome>): Outcome {
  const { items = NONE, skipped = NONE, decisions = NONE, classes = NONE, explanations = NONE } = parts;
  return { items, skipped, decisions, classes, explanations };
}

/** A copy that becomes nothing; what reading it found out comes along. */
export function skip(copy: SourceCopy, source: ItemSource, reason: string, notes: readonly Note[] = []): Outcome {
  return outcome({ skipped: [{ source, reason, notes: distinctNotes([...copy.notes, ...notes]) }] });
}

/** Joins outcomes to what `convertCopies` answers. */
export function plannedObject(outcomes: readonly Outcome[]): PlannedObject {
  const decisions = outcomes.flatMap((one) => one.decisions);
  return {
    items: withoutStrangers(outcomes.flatMap((one) => one.items)),
    skipped: outcomes.flatMap((one) => one.skipped),
    decisions: decisions.length < 2 ? decisions : distinctDecisions(decisions),
    classes: new Map(outcomes.flatMap((one) => one.classes)),
    explanations: new Map(outcomes.flatMap((one) => one.explanations)),
  };
}

function distinctDecisions(decisions: readonly OpenDecision[]): readonly OpenDecision[] {
  return [...new Map(decisions.map((decision) => [`${decision.code} ${decision.subject}`, decision])).values()];
}

/** Nothing waits for what is not planned. */
function withoutStrangers(items: readonly PlannedItem[]): readonly PlannedItem[] {
  if (items.every(({ waitsFor }) => waitsFor.length === 0)) return items;
  const keys = new Set(items.map((item) => item.key));
  return items.map((item) =>
    item.waitsFor.every((key) => keys.has(key)) ? item : { ...item, waitsFor: item.waitsFor.filter((key) => keys.has(key)) },
  );
}

/** So many are compared one by one sooner than by keys made of their texts. */
const FEW = 12;

/** The notes without exact repetitions, in their order: an override repeats most of what its master had to say. */
export function distinctNotes(notes: readonly Note[]): readonly Note[] {
  if (notes.length < 2) return notes;
  if (notes.length <= FEW) return notes.filter((made, index) => notes.findIndex((other) => isSame(made, other)) === index);
  const seen = new Set<string>();
  return notes.filter(({ code, property, was, became }) => {
    const key = JSON.stringify([code, property, was, became]);
    return seen.size < seen.add(key).size;
  });
}

function isSame(one: Note, other: Note): boolean {
  return (
    one === other || (one.code === other.code && one.property === other.property && one.was === other.was && one.became === other.became)
  );
}
