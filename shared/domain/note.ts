/** How much a note weighs: adjusted = same meaning said otherwise, dropped = lost but harmless, unsupported = Exchange cannot hold it. */
export type NoteSeverity = 'adjusted' | 'dropped' | 'unsupported';

/**
 * What could not come along as it was, or was changed on the way. `property` is the iCalendar property, Exchange field or
 * database column concerned; `was` and `became` are short texts for a person ('' when there is none).
 */
export interface Note {
  readonly code: string;
  readonly severity: NoteSeverity;
  readonly property: string;
  readonly was: string;
  readonly became: string;
}

/** One row of the note catalogue: the severity is fixed per code, the sentence is the operator's. */
export interface NoteEntry {
  readonly severity: NoteSeverity;
  readonly sentence: string;
}

/** A closed table of notes, so that `note(TABLE, 'code', …)` cannot name an unknown code. */
export type NoteTable = Readonly<Record<string, NoteEntry>>;

const LONGEST = 200;

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Makes a note of a table's code; long texts are shortened to 200 characters. */
export function note<T extends NoteTable>(table: T, code: keyof T & string, property: string, was = '', became = ''): Note {
  const severity = table[code]?.severity ?? 'adjusted';
  return { code, severity, property, was: shorten(was), became: shorten(became) };
}
