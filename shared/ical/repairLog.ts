import { note } from '../domain/note.ts';
import type { Note } from '../domain/note.ts';
import { ICAL_NOTES } from '../domain/notes/ical.ts';

export type RepairCode = keyof typeof ICAL_NOTES;

/** A text of nothing but damage must not become a note per line. */
const PER_CODE = 25;

/** Collects what was repaired while reading. After 25 of one code, the rest is only counted. */
export class RepairLog {
  readonly #notes: Note[] = [];
  readonly #counts = new Map<RepairCode, number>();

  add(code: RepairCode, property: string, was = '', became = ''): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= PER_CODE) this.#notes.push(note(ICAL_NOTES, code, property, was, became));
  }

  addAll(notes: readonly Note[]): void {
    this.#notes.push(...notes.slice(0, 4 * PER_CODE));
  }

  get notes(): readonly Note[] {
    const more = [...this.#counts].filter(([, count]) => count > PER_CODE);
    return [...this.#notes, ...more.map(([code, count]) => note(ICAL_NOTES, code, '', `${count - PER_CODE} more`))];
  }
}
