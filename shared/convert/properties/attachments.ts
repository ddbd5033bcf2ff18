import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
import { allProperties } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanLine } from '../xmlText.ts';

export interface Attachments {
  /** Links that stay links: lines of the body. */
  readonly links: readonly string[];
  readonly notes: readonly Note[];
}

/** Files on the old server and files inside the event are named in a note; a link elsewhere stays a link, and is never fetched. */
export function readAttachments(event: ICalEvent): Attachments {
  const links: string[] = [];
  const notes: Note[] = [];
  for (const attach of allProperties(event, 'ATTACH')) {
    const value = (attach.values[0] ?? '').trim();
    if (isLink(attach, value)) links.push(cleanLine(value));
    else notes.push(note(PROPERTY_NOTES, 'attachment-not-migrated', 'ATTACH', `${fileName(attach, value)}${fileSize(attach, value)}`));
  }
  return { links, notes };
}

/** A managed attachment's link dies with the old server, and so does one into a dropbox of 10.8 and before. */
function isLink(attach: ICalProperty, value: string): boolean {
  const isStored = parameterOf(attach, 'MANAGED-ID') !== '' || /\/dropbox\//i.test(value);
  return !isStored && /^(?:https?|ftps?|file|message|smb|afp|mailto):/i.test(value);
}

function fileName(attach: ICalProperty, value: string): string {
  const named = ['FILENAME', 'X-FILENAME', 'X-APPLE-FILENAME']
    .map((name) => cleanLine(parameterOf(attach, name)))
    .find((name) => name !== '');
  if (named !== undefined) return named;
  const tail =
    /^[a-z]+:\/\//i.test(value) || value.startsWith('/') ? cleanLine(decoded(value.split(/[?#]/)[0]?.split('/').at(-1) ?? '')) : '';
  return tail || cleanLine(parameterOf(attach, 'FMTTYPE')) || (/^cid:/i.test(value) ? cleanLine(value) : 'file without a name');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fileSize(attach: ICalProperty, value: string): string {
  const stated = Number.parseInt(parameterOf(attach, 'SIZE'), 10);
  const isInline = parameterOf(attach, 'ENCODING').toUpperCase() === 'BASE64' || /^data:[^,]*;base64,/i.test(value);
  const bytes = Number.isNaN(stated) ? (isInline ? Math.floor((value.replace(/^data:[^,]*,|\s|=/g, '').length * 3) / 4) : null) : stated;
  return bytes === null ? '' : ` (${bytes} bytes)`;
}
