import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { allProperties } from '../../ical/properties.ts';
import type { ICalEvent, ICalProperty } from '../../ical/model.ts';
import type { CopyPart } from './copyPart.ts';

/** What a guest's copy takes from the organizer's; everything else of the item is the guest's own. */
const SHARED = [
  ...['SUMMARY', 'DESCRIPTION', 'X-ALT-DESC', 'LOCATION', 'X-APPLE-STRUCTURED-LOCATION', 'GEO', 'URL', 'CONFERENCE', 'CONTACT'],
  ...['RESOURCES', 'COMMENT', 'ATTACH', 'CLASS', 'PRIORITY', 'STATUS'],
];

const IS_SHARED: ReadonlySet<string> = new Set(SHARED);

/** What the guest's own text said otherwise: Exchange shows every guest what the organizer says. */
export function textNotes({ shared, own, exceptions }: CopyPart): readonly Note[] {
  const exceptional = exceptions.filter((exception) => exception.shared !== shared && exception.own !== own);
  return [{ shared, own }, ...exceptional].flatMap((pair) => allDifferences(pair.own, pair.shared));
}

function allDifferences(own: ICalEvent, shared: ICalEvent): readonly Note[] {
  return isSaidAlike(own, shared) ? [] : SHARED.flatMap((name) => differences(name, own, shared));
}

/** Most copies say everything in the same words and order. */
function isSaidAlike(own: ICalEvent, shared: ICalEvent): boolean {
  const [mine, theirs] = [sharedProperties(own), sharedProperties(shared)];
  return mine.length === theirs.length && mine.every((property, index) => isEqual(property, theirs[index] ?? property));
}

function sharedProperties({ properties }: ICalEvent): readonly ICalProperty[] {
  return properties.filter(({ name }) => IS_SHARED.has(name));
}

function isEqual(one: ICalProperty, other: ICalProperty): boolean {
  if (one === other) return true;
  return (
    one.name === other.name && one.values.length === other.values.length && one.values.every((value, at) => value === other.values[at])
  );
}

function differences(name: string, own: ICalEvent, shared: ICalEvent): readonly Note[] {
  const said = (event: ICalEvent): string =>
    allProperties(event, name)
      .map((property) => property.values.join(',').trim())
      .join(' ');
  const [was, became] = [said(own), said(shared)];
  return was === '' || was === became ? [] : [note(PEOPLE_NOTES, 'organizer-text-used', name, was, became)];
}
