import { ResponseError } from '../soap/ResponseError.ts';
import { escapeXml } from '../xml/xmlText.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** A property by set and id, set and name, or tag; always with its type. */
export interface ExtendedPath {
  /** One text for all ways to say the same property. */
  readonly key: string;
  readonly type: string;
  /** The element as the client wrote it, to be echoed. */
  readonly xml: string;
}

/** Exchange's well-known property sets. */
const SETS: Readonly<Record<string, string>> = {
  Meeting: '6ED8DA90-450B-101B-98DA-00AA003F1305',
  Appointment: '00062002-0000-0000-C000-000000000046',
  Common: '00062008-0000-0000-C000-000000000046',
  PublicStrings: '00020329-0000-0000-C000-000000000046',
  Address: '00062004-0000-0000-C000-000000000046',
  InternetHeaders: '00020386-0000-0000-C000-000000000046',
  CalendarAssistant: '11000E07-B51B-40D6-AF21-CAA85EDAB1D0',
  UnifiedMessaging: '4442858E-A9E3-4E80-B900-317A210CC15B',
  Task: '00062003-0000-0000-C000-000000000046',
  Sharing: '00062040-0000-0000-C000-000000000046',
};

/** Reads ExtendedFieldURI. Only two combinations are allowed: a set with a name or an id; a tag alone. */
export function readExtendedPath(element: XmlElement): ExtendedPath {
  const { DistinguishedPropertySetId, PropertySetId, PropertyTag, PropertyName, PropertyId, PropertyType = '' } = element.attributes;
  const sets = [DistinguishedPropertySetId, PropertySetId].filter((value) => value !== undefined).length;
  const names = [PropertyName, PropertyId].filter((value) => value !== undefined).length;
  const isTagged = PropertyTag !== undefined && sets === 0 && names === 0;
  const isNamed = PropertyTag === undefined && sets === 1 && names === 1;
  if (!isTagged && !isNamed) throw new ResponseError('ErrorInvalidExtendedProperty');
  const xml = `<t:ExtendedFieldURI${Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')}/>`;
  if (PropertyTag !== undefined) {
    const tag = Number(PropertyTag);
    // Tags from 0x8000 on are names' short-lived numbers and mean nothing by themselves.
    if (tag >= 0x8000) throw new ResponseError('ErrorInvalidExtendedProperty');
    return { key: tagKey(tag, PropertyType), type: PropertyType, xml };
  }
  const set = (PropertySetId ?? SETS[DistinguishedPropertySetId ?? ''] ?? '').toUpperCase();
  if (PropertyName === '') throw new ResponseError('ErrorInvalidExtendedProperty');
  return { key: `${set}/${PropertyName ?? `#${Number(PropertyId)}`}/${PropertyType}`, type: PropertyType, xml };
}

export function tagKey(tag: number, type: string): string {
  return `0x${tag.toString(16)}/${type}`;
}

/** The key of a numbered property of one of the well-known sets. */
export function numberedKey(set: keyof typeof SETS, id: number, type: string): string {
  return `${SETS[set] ?? ''}/#${id}/${type}`;
}
