import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PLAN_NOTES } from '../../domain/notes/plan.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import { allProperties } from '../../ical/properties.ts';
import { cleanLine, cutText } from '../xmlText.ts';
import type { ContentInput, Converted } from './rule.ts';

const LONGEST = 255;
const NONE: Converted<readonly string[]> = { value: [], notes: [] };

/** CATEGORIES of all lines, then the category the calendar itself became; none twice, whatever the letter case. */
export function convertCategories({ own, frame }: ContentInput): Converted<readonly string[]> {
  const properties = allProperties(own, 'CATEGORIES');
  const { category } = frame.route;
  if (properties.length === 0 && category === null) return NONE;
  const notes: Note[] = [];
  const byName = new Map<string, string>();
  const add = (text: string): void => {
    const name = cutText(cleanLine(text.replace(/[,;]+/g, ' ')).replace(/ +/g, ' '), LONGEST);
    if (name === '') return;
    if (name !== text.trim()) notes.push(note(PROPERTY_NOTES, 'category-adjusted', 'CATEGORIES', text, name));
    if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), name);
  };
  for (const property of properties) property.values.forEach(add);
  if (category !== null) {
    add(category);
    notes.push(note(PLAN_NOTES, 'calendar-as-category', 'CATEGORIES', '', category));
  }
  return { value: [...byName.values()], notes };
}
