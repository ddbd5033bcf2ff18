import { note } from '../../domain/note.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { ICalProperty } from '../../ical/model.ts';
import { firstProperty, textValue } from '../../ical/properties.ts';
import { parameterOf } from '../parameterOf.ts';
import { cleanLine } from '../xmlText.ts';
import { shortLine } from './shortLine.ts';
import type { ContentInput, Converted } from './rule.ts';

/** Where on a map: Exchange's location is a line of text. */
const DETAILS = ['X-APPLE-STRUCTURED-LOCATION', 'GEO'] as const;

/**
 * LOCATION -> Location, its lines joined by commas. Without it the title and address of X-APPLE-STRUCTURED-LOCATION stand in, then
 * the names of the rooms: an event that says where it is must not lose that.
 */
export function convertLocation(input: ContentInput): Converted<string> {
  const converted = locationText(input);
  const notes = [...converted.notes];
  for (const name of DETAILS) {
    const value = textValue(input.shared, name);
    if (value !== '') notes.push(note(PROPERTY_NOTES, 'place-details-dropped', name, value));
  }
  return { value: converted.value, notes };
}

function locationText({ shared, people }: ContentInput): Converted<string> {
  const text = textValue(shared, 'LOCATION');
  if (text !== '' && cleanLine(text) !== '') return shortLine('LOCATION', text, ', ');
  const place = firstProperty(shared, 'X-APPLE-STRUCTURED-LOCATION');
  const described = place === undefined ? '' : placeText(place);
  if (described !== '') return withNote(shortLine('LOCATION', described, ', '), 'location-from-place', 'X-APPLE-STRUCTURED-LOCATION');
  if (people.rooms.length === 0) return { value: '', notes: [] };
  return withNote(shortLine('LOCATION', people.rooms.join('; '), ', '), 'location-from-room', 'ATTENDEE');
}

function withNote(converted: Converted<string>, code: 'location-from-place' | 'location-from-room', property: string): Converted<string> {
  return { value: converted.value, notes: [note(PROPERTY_NOTES, code, property, '', converted.value), ...converted.notes] };
}

/** Title and address of a place of Apple's; the address often begins with the title. Line breaks are a literal \n in parameters. */
export function placeText(place: ICalProperty): string {
  const parameter = (name: string): string =>
    cleanLine(
      parameterOf(place, name)
        .replace(/\\+n/gi, '\n')
        .replace(/\\+([,;])/g, '$1'),
      ', ',
    );
  const title = parameter('X-TITLE');
  const address = parameter('X-ADDRESS');
  if (title === '' || address.startsWith(title)) return address;
  return address === '' || title.includes(address) ? title : `${title}, ${address}`;
}
