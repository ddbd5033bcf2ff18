import type { ItemMarker } from '../../../ports/ExchangeTarget.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { element } from '../xml/writeXml.ts';

/** Our own property set: a GUID nobody else uses, so that nothing else is ever mistaken for ours. */
const PROPERTY_SET = '7d1c7f2e-5a0b-4b1e-9f55-2f6d676f6477';

function fieldUri(name: string): string {
  return `<t:ExtendedFieldURI PropertySetId="${PROPERTY_SET}" PropertyName="${name}" PropertyType="String"/>`;
}

export const KEY_URI = fieldUri('GodwitItemKey');
export const RUN_URI = fieldUri('GodwitRunId');
export const HASH_URI = fieldUri('GodwitItemHash');
/** Which of our updates sent last; written by the update itself. */
export const SENT_URI = fieldUri('GodwitSent');
export const RUN_MARK_URI = fieldUri('GodwitRunMark');

/** `<t:ExtendedProperty>` with a field URI of ours (or of MAPI) and one value. */
export function extendedProperty(field: string, value: string | number | boolean): string {
  return `<t:ExtendedProperty>${field}${element('Value', value)}</t:ExtendedProperty>`;
}

export function markerProperties({ key, runId, hash }: ItemMarker): string {
  return extendedProperty(KEY_URI, key) + extendedProperty(RUN_URI, runId) + extendedProperty(HASH_URI, hash);
}

/** The value of one of our properties on an item or folder as read. Servers differ in the case of GUIDs. */
export function ownProperty(node: XmlNode, name: string): string | undefined {
  const property = node.children.find((candidate) => {
    if (candidate.name !== 'ExtendedProperty') return false;
    const uri = child(candidate, 'ExtendedFieldURI')?.attributes;
    return uri?.['PropertySetId']?.toLowerCase() === PROPERTY_SET && uri['PropertyName'] === name;
  });
  return childText(property, 'Value');
}

/** Our marker on an item, null when it has none. */
export function readMarker(node: XmlNode): ItemMarker | null {
  const key = ownProperty(node, 'GodwitItemKey');
  if (key === undefined) return null;
  return { key, runId: ownProperty(node, 'GodwitRunId') ?? '', hash: ownProperty(node, 'GodwitItemHash') ?? '' };
}
