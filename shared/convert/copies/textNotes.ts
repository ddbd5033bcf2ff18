import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { allProperties } from '../../ical/properties.ts';
import type { ICalEvent } from '../../ical/model.ts';
import type { CopyPart } from './copyPart.ts';

/** What a guest's copy takes from the organizer's; everything else of the item is the guest's own. */
const SHARED = [
  ...['SUMMARY', 'DESCRIPTION', 'X-ALT-DESC', 'LOCATION', 'X-APPLE-STRUCTURED-LOCATION', 'GEO', 'URL', 'CONFERENCE', 'CONTACT'],
  ...['RESOURCES', 'COMMENT', 'ATTACH', 'CLASS', 'PRIORITY', 'STATUS'],
];

/** What the guest's own text said otherwise: Exchange shows every guest what the organizer says. */
export function textNotes({ shared, own, exceptions }: CopyPart): readonly Note[] {
  const exceptional = exceptions.filter((exception) => exception.shared !== shared && exception.own !== own);
  return [{ shared, own }, ...exceptional].flatMap((pair) => SHARED.flatMap((name) => differences(name, pair.own, pair.shared)));
}

function differences(name: string, own: ICalEvent, shared: ICalEvent): readonly Note[] {
  const said = (event: ICalEvent): string =>
    allProperties(event, name)
      .map((property) => property.values.join(',').trim())
      .join(' ');
  const [was, became] = [said(own), said(shared)];
  return was === '' || was === became ? [] : [note(PEOPLE_NOTES, 'organizer-text-used', name, was, became)];
}
