import { note } from '../domain/note.ts';
import type { Note } from '../domain/note.ts';
import { ICAL_NOTES } from '../domain/notes/ical.ts';

export type RepairCode = keyof typeof ICAL_NOTES;

/** A text of nothing but damage must not become a note per line. */
const PER_CODE = 25;

/** Collects what was repaired while reading. After 25 of one code, the rest is only counted. */
export class RepairLog {
  readonly #notes: Note[] = [];
  /** Made with the first note: most texts need none. */
  #counts: Map<string, number> | null = null;

  add(code: RepairCode, property: string, was = '', became = ''): void {
    this.#keep(code, () => note(ICAL_NOTES, code, property, was, became));
  }

  addAll(notes: readonly Note[]): void {
    for (const made of notes) this.#keep(made.code, () => made);
  }

  get isEmpty(): boolean {
    return this.#notes.length === 0;
  }

  /** Takes over what another log collected, and what it only counted. */
  absorb(other: RepairLog): void {
    this.addAll(other.#notes);
    for (const [code, count] of other.#counts ?? []) if (count > PER_CODE) this.#count(code, count - PER_CODE);
  }

  #keep(code: string, make: () => Note): void {
    if (this.#count(code, 1) <= PER_CODE) this.#notes.push(make());
  }

  #count(code: string, by: number): number {
    this.#counts ??= new Map();
    const count = (this.#counts.get(code) ?? 0) + by;
    this.#counts.set(code, count);
    return count;
  }

  get notes(): readonly Note[] {
    const counts = this.#counts;
    if (counts === null) return this.#notes;
    return this.#notes.flatMap((made, index) => {
      const count = counts.get(made.code) ?? 0;
      const isLast = count > PER_CODE && !this.#notes.some(({ code }, other) => other > index && code === made.code);
      return isLast ? [made, { ...made, property: '', was: `${count - PER_CODE} more`, became: '' }] : [made];
    });
  }
}
