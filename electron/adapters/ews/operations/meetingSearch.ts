import { escapeXml } from '../xml/writeXml.ts';
import { childText, type XmlNode } from '../xml/readXml.ts';

/** PidLidCleanGlobalObjectId (MS-OXOCAL 2.2.1.28): the same in all copies of a meeting and in all its messages. */
export const CLEAN_GLOBAL_OBJECT_ID = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>';

function isEqual(globalObjectId: string): string {
  const constant = Buffer.from(globalObjectId, 'hex').toString('base64');
  return (
    `<t:IsEqualTo>${CLEAN_GLOBAL_OBJECT_ID}<t:FieldURIOrConstant><t:Constant Value="${escapeXml(constant)}"/></t:FieldURIOrConstant>` +
    '</t:IsEqualTo>'
  );
}

/** A restriction to these meetings. UID cannot be searched for; the binary property can, by a base64 constant. */
export function ofMeetings(globalObjectIds: readonly string[]): string {
  const each = globalObjectIds.map(isEqual);
  return `<m:Restriction>${each.length === 1 ? each.join('') : `<t:Or>${each.join('')}</t:Or>`}</m:Restriction>`;
}

/** The property's value on an item as read, lower-case hexadecimal; '' where there is none. Only one binary property is ever asked for. */
export function cleanGlobalObjectId(node: XmlNode): string {
  const property = node.children.find(
    ({ name, children }) => name === 'ExtendedProperty' && children.some((inner) => inner.attributes['PropertyType'] === 'Binary'),
  );
  return Buffer.from(childText(property, 'Value') ?? '', 'base64').toString('hex');
}
