import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import { cleanLine, cutText } from '../xmlText.ts';
import type { Converted } from './rule.ts';

/** [MS-OXCICAL] 2.1.3.1.1.20.11 and .25: Exchange keeps one line of 255 characters in subject and location. */
const LONGEST = 255;

/** A text for a one-line field of Exchange, with a note for each thing that had to change. */
export function shortLine(property: string, text: string, joint: string): Converted<string> {
  const line = cleanLine(text, joint);
  const value = cutText(line, LONGEST);
  const notes: Note[] = [];
  if (/[\n\r]/.test(text.trim())) notes.push(note(PROPERTY_NOTES, 'text-one-line', property, text, value));
  if (value !== line) notes.push(note(PROPERTY_NOTES, 'text-cut', property, line, value));
  return { value, notes };
}
