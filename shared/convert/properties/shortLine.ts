import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import { cleanLine, cutText, isPlainText } from '../xmlText.ts';
import type { Converted } from './rule.ts';

/** [MS-OXCICAL] 2.1.3.1.1.20.11 and .25: Exchange keeps one line of 255 characters in subject and location. */
const LONGEST = 255;

/** A text for a one-line field of Exchange, with a note for each thing that had to change. */
export function shortLine(property: string, text: string, joint: string): Converted<string> {
  if (isPlainText(text)) return shortened(property, text.trim(), []);
  const line = cleanLine(text, joint);
  const notes: Note[] = [];
  if (/[\n\r]/.test(text.trim())) notes.push(note(PROPERTY_NOTES, 'text-one-line', property, text, cutText(line, LONGEST)));
  return shortened(property, line, notes);
}

function shortened(property: string, line: string, notes: readonly Note[]): Converted<string> {
  const value = cutText(line, LONGEST);
  return { value, notes: value === line ? notes : [...notes, note(PROPERTY_NOTES, 'text-cut', property, line, value)] };
}
