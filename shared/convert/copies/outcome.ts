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

const NOTHING: Outcome = { items: [], skipped: [], decisions: [], classes: [], explanations: [] };

/** An outcome of the parts given. */
export function outcome(parts: Partial<Outcome>): Outcome {
  return { ...NOTHING, ...parts };
}

/** A copy that becomes nothing; what reading it found out comes along. */
export function skip(copy: SourceCopy, source: ItemSource, reason: string, notes: readonly Note[] = []): Outcome {
  return outcome({ skipped: [{ source, reason, notes: distinctNotes([...copy.notes, ...notes]) }] });
}

/** Joins outcomes to what `convertCopies` answers. */
export function plannedObject(outcomes: readonly Outcome[]): PlannedObject {
  const decisions = new Map(outcomes.flatMap((one) => one.decisions).map((decision) => [`${decision.code} ${decision.subject}`, decision]));
  const items = outcomes.flatMap((one) => one.items);
  const keys = new Set(items.map((item) => item.key));
  return {
    items: items.map((item) => ({ ...item, waitsFor: item.waitsFor.filter((key) => keys.has(key)) })),
    skipped: outcomes.flatMap((one) => one.skipped),
    decisions: [...decisions.values()],
    classes: new Map(outcomes.flatMap((one) => one.classes)),
    explanations: new Map(outcomes.flatMap((one) => one.explanations)),
  };
}

/** The notes without exact repetitions, in their order: an override repeats most of what its master had to say. */
export function distinctNotes(notes: readonly Note[]): readonly Note[] {
  if (notes.length < 2) return notes;
  const seen = new Set<string>();
  return notes.filter(({ code, property, was, became }) => {
    const key = JSON.stringify([code, property, was, became]);
    return seen.size < seen.add(key).size;
  });
}
