import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { EwsBody } from '../../ews/item.ts';
import type { ICalEvent } from '../../ical/model.ts';
import { allProperties, firstProperty } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanText, escapeHtml } from '../xmlText.ts';
import { readAttachments } from './attachments.ts';
import { commentSections } from './comments.ts';
import { peopleSection } from './peopleSection.ts';
import { sayInBody } from './bodyLines.ts';
import type { ContentInput, Converted } from './rule.ts';

/**
 * DESCRIPTION -> Body. Text stays text even where it looks like HTML; only X-ALT-DESC;FMTTYPE=text/html or an ALTREP that carries
 * HTML itself makes an HTML body. Below it stands what Exchange has no field for.
 */
export function convertBody(input: ContentInput): Converted<EwsBody> {
  const notes: Note[] = [];
  const main = description(input.shared, notes);
  const attachments = readAttachments(input.shared);
  const sections = [
    sayInBody(input.shared, attachments.links, main.text, notes),
    peopleSection(input),
    ...commentSections(input, notes),
    ...(input.frame.responses === null ? [] : [input.frame.responses]),
  ].filter((section) => section !== '');
  return { value: append(main, sections), notes: [...notes, ...attachments.notes] };
}

function description(event: ICalEvent, notes: Note[]): EwsBody {
  const text = firstProperty(event, 'DESCRIPTION');
  const html = htmlOf(event, notes);
  if (html !== null) return { type: 'HTML', text: html };
  return { type: 'Text', text: cleanText(text?.values[0] ?? '').trimEnd() };
}

function htmlOf(event: ICalEvent, notes: Note[]): string | null {
  const alternative = allProperties(event, 'X-ALT-DESC').find((property) => parameterOf(property, 'FMTTYPE').toLowerCase() === 'text/html');
  const html = cleanText(alternative?.values[0] ?? '').trim();
  if (html !== '') return html;
  const description = firstProperty(event, 'DESCRIPTION');
  const reference = description === undefined ? '' : parameterOf(description, 'ALTREP').trim();
  const data = /^data:text\/html[^,]*,([\s\S]*)$/i.exec(reference)?.[1];
  if (data === undefined) return null;
  try {
    if (/^data:[^,]*;base64,/i.test(reference)) throw new URIError('base64');
    return cleanText(decodeURIComponent(data)).trim() || null;
  } catch {
    notes.push(note(PROPERTY_NOTES, 'html-body-unreadable', 'ALTREP', reference));
    return null;
  }
}

function append(main: EwsBody, sections: readonly string[]): EwsBody {
  if (sections.length === 0) return main;
  if (main.type === 'Text') return { type: 'Text', text: [main.text, ...sections].filter((text) => text !== '').join('\n\n') };
  const html = sections.map((section) => `<p>${escapeHtml(section)}</p>`).join('\n');
  const end = /<\/body\s*>(?![\s\S]*<\/body\s*>)/i.exec(main.text);
  const at = end?.index ?? main.text.length;
  return { type: 'HTML', text: `${main.text.slice(0, at)}${html}${main.text.slice(at)}` };
}
