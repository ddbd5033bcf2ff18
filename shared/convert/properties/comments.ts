import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { ICalProperty } from '../../ical/model.ts';
import { allProperties } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanText } from '../xmlText.ts';
import type { ContentInput } from './rule.ts';

/**
 * Private comments reach exactly the copy they belong to: the owner's own comment the owner's copy, the guests' comments the
 * organizer's. Where Exchange sends the organizer's body to everybody, both stay out of it, the organizer's own like the guests'.
 */
export function commentSections(input: ContentInput, notes: Note[]): readonly string[] {
  return [ownComments(input, notes), attendeeComments(input, notes)];
}

function ownComments(input: ContentInput, notes: Note[]): string {
  const texts = comments(input, 'X-CALENDARSERVER-PRIVATE-COMMENT')
    .map(textOf)
    .filter((text) => text !== '');
  if (texts.length === 0) return '';
  if (input.frame.mode === 'live' && input.frame.role === 'organizer') {
    notes.push(...texts.map((text) => note(PROPERTY_NOTES, 'private-comment-withheld', 'X-CALENDARSERVER-PRIVATE-COMMENT', text)));
    return '';
  }
  notes.push(note(PROPERTY_NOTES, 'private-comment-in-body', 'X-CALENDARSERVER-PRIVATE-COMMENT'));
  return `My comment:\n${texts.join('\n')}`;
}

function attendeeComments(input: ContentInput, notes: Note[]): string {
  const { people, frame } = input;
  const found = comments(input, 'X-CALENDARSERVER-ATTENDEE-COMMENT').filter((property) => textOf(property) !== '');
  if (found.length === 0) return '';
  const lines = found.map((comment) => {
    const reference = parameterOf(comment, 'X-CALENDARSERVER-ATTENDEE-REF');
    const author = people.lines.find((person) => (person.property.values[0] ?? '').trim() === reference.trim());
    return `${author?.name ?? (reference || 'A guest')}: ${textOf(comment)}`;
  });
  if (frame.mode === 'live') {
    notes.push(...lines.map((line) => note(PROPERTY_NOTES, 'attendee-comment-withheld', 'X-CALENDARSERVER-ATTENDEE-COMMENT', line)));
    return '';
  }
  notes.push(note(PROPERTY_NOTES, 'attendee-comment-in-body', 'X-CALENDARSERVER-ATTENDEE-COMMENT'));
  return `Comments of guests:\n${lines.join('\n')}`;
}

/** A comment on the series holds for its instances too, unless one has a comment of its own. */
function comments({ own, series }: ContentInput, name: string): readonly ICalProperty[] {
  const here = allProperties(own, name);
  return here.length > 0 ? here : allProperties(series, name);
}

function textOf(property: ICalProperty): string {
  return cleanText(property.values[0] ?? '').trim();
}
