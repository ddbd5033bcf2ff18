import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
import { allProperties } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanText } from '../xmlText.ts';

/** Properties Exchange has no field for, with the word that introduces them in the body. */
const LINES: readonly (readonly [property: string, word: string])[] = [
  ['URL', 'URL'],
  ['CONFERENCE', 'Conference'],
  ['X-GOOGLE-CONFERENCE', 'Conference'],
  ['X-APPLE-TELMEET', 'Conference'],
  ['CONTACT', 'Contact'],
  ['RESOURCES', 'Resources'],
  ['COMMENT', 'Comment'],
];

/** The lines for them, each only when the text above does not already say it. */
export function sayInBody(event: ICalEvent, links: readonly string[], above: string, notes: Note[]): string {
  const lines: string[] = [];
  const say = (property: string, word: string, text: string): void => {
    if (text === '' || above.includes(text)) return;
    const line = `${word}: ${text}`;
    if (lines.includes(line)) return;
    lines.push(line);
    notes.push(note(PROPERTY_NOTES, 'said-in-body', property, text, line));
  };
  for (const [name, word] of LINES) for (const property of allProperties(event, name)) say(name, word, lineText(property));
  for (const link of links) say('ATTACH', 'Attachment', link);
  return lines.length === 0 ? '' : lines.join('\n');
}

/** RFC 7986 §5.11: LABEL says what a conference address is for. */
function lineText(property: ICalProperty): string {
  const text = cleanText(property.values.join(', ')).trim();
  const label = cleanText(parameterOf(property, 'LABEL')).trim();
  return label === '' || text === '' ? text : `${label} ${text}`;
}
