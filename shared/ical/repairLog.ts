import { note } from '../domain/note.ts';
import type { Note } from '../domain/note.ts';
import { ICAL_NOTES } from '../domain/notes/ical.ts';

export type RepairCode = keyof typeof ICAL_NOTES;

/** A text of nothing but damage must not become a note per line. */
const PER_CODE = 25;

/** Collects what was repaired while reading. After 25 of one code, the rest is only counted. */
export class RepairLog {
  readonly #notes: Note[] = [];
  readonly #counts = new Map<string, number>();

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
    for (const [code, count] of other.#counts) {
      if (count > PER_CODE) this.#counts.set(code, (this.#counts.get(code) ?? 0) + count - PER_CODE);
    }
  }

  #keep(code: string, make: () => Note): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= PER_CODE) this.#notes.push(make());
  }

  get notes(): readonly Note[] {
    return this.#notes.flatMap((made, index) => {
      const count = this.#counts.get(made.code) ?? 0;
      const isLast = count > PER_CODE && !this.#notes.some(({ code }, other) => other > index && code === made.code);
      return isLast ? [made, { ...made, property: '', was: `${count - PER_CODE} more`, became: '' }] : [made];
    });
  }
}
