import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { ICAL_NOTES } from '../../domain/notes/ical.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { EwsBody } from '../../ews/item.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
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
  const sections: string[] = [];
  const add = (section: string): void => {
    if (section !== '') sections.push(section);
  };
  add(sayInBody(input.shared, attachments.links, main.text, notes));
  add(peopleSection(input));
  commentSections(input, notes).forEach(add);
  add(input.frame.responses ?? '');
  notes.push(...attachments.notes);
  return { value: append(main, sections), notes };
}

function description(event: ICalEvent, notes: Note[]): EwsBody {
  const text = firstProperty(event, 'DESCRIPTION');
  const html = htmlOf(event, text, notes);
  if (html !== null) return { type: 'HTML', text: html };
  return { type: 'Text', text: cleanText(text?.values[0] ?? '').trimEnd() };
}

function htmlOf(event: ICalEvent, description: ICalProperty | undefined, notes: Note[]): string | null {
  const alternative = allProperties(event, 'X-ALT-DESC').find((property) => parameterOf(property, 'FMTTYPE').toLowerCase() === 'text/html');
  const html = cleanText(alternative?.values[0] ?? '').trim();
  if (html !== '') return html;
  const reference = description === undefined ? '' : parameterOf(description, 'ALTREP').trim();
  if (reference === '') return null;
  const data = /^data:text\/html[^,]*,([\s\S]*)$/i.exec(reference)?.[1];
  if (data === undefined) return null;
  try {
    if (/^data:[^,]*;base64,/i.test(reference)) throw new URIError('base64');
    return withoutControls(decodeURIComponent(data), notes).trim() || null;
  } catch {
    notes.push(note(PROPERTY_NOTES, 'html-body-unreadable', 'ALTREP', reference));
    return null;
  }
}

/** Escapes can hold what the text around them could not. */
function withoutControls(html: string, notes: Note[]): string {
  const unified = html.replace(/\r\n?/g, '\n');
  const cleaned = cleanText(unified);
  if (cleaned !== unified)
    notes.push(note(ICAL_NOTES, 'control-characters-removed', 'ALTREP', `${unified.length - cleaned.length} characters`));
  return cleaned;
}

function append(main: EwsBody, sections: readonly string[]): EwsBody {
  if (sections.length === 0) return main;
  if (main.type === 'Text') return { type: 'Text', text: [main.text, ...sections].filter((text) => text !== '').join('\n\n') };
  const html = sections.map((section) => `<p>${escapeHtml(section)}</p>`).join('\n');
  const end = /<\/body\s*>(?![\s\S]*<\/body\s*>)/i.exec(main.text);
  const at = end?.index ?? main.text.length;
  return { type: 'HTML', text: `${main.text.slice(0, at)}${html}${main.text.slice(at)}` };
}
