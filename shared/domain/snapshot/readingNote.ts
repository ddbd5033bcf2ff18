import type { Note } from '../note.ts';

/** Something the reading had to note: a damaged row, an orphan, a repaired encoding. `where` names table and row. */
export interface ReadingNote {
  readonly where: string;
  readonly note: Note;
}
